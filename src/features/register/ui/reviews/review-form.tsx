import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useDeed } from '#features/people/ui/index.ts'
import { api, asProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, RadioChoices, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { outcomeWords, ReviewMade, type ReviewOutcome, type ReviewSheet } from '../../reviews/contract.ts'
import { useFieldErrors } from './field-errors.ts'
import { NeedFields } from './need-fields.tsx'
import { ObjectiveFields } from './objective-fields.tsx'
import { refreshReviews } from './queries.ts'
import { beginTyping, valuesByPath, type Typed } from './typed.ts'

const hints: Record<ReviewOutcome, string> = {
  keep: 'It is attended to and does what it is for.',
  resource: 'Somebody has to provide people, time or money by a day.',
  merge: 'Another account does the same. A request follows.',
  close: 'It is not needed, or nobody has time for it.',
}

/** What the reviewer says, and what is to come of it. */
export function ReviewForm({ sheet }: { sheet: ReviewSheet }) {
  const [typed, setTyped] = useState(() => beginTyping(sheet))
  const deed = useReview(sheet, typed)
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void deed.run(deed.send)
      }}
    >
      <Card title="Your review">
        <Fields>
          <ObjectiveFields sheet={sheet} typed={typed} set={set} field={deed.field} />
          <TextField
            label="Hours a week that somebody has for it"
            required
            inputMode="decimal"
            value={typed.hours}
            error={deed.field('hoursPerWeek')}
            onChange={(hours) => set({ hours })}
          />
          <TextArea
            label="What you found"
            required
            hint="Is it attended to, does it listen as well as announce, do people come to it?"
            autosize
            minRows={3}
            maxLength={2000}
            value={typed.note}
            error={deed.field('note')}
            onChange={(note) => set({ note })}
          />
          <RadioChoices
            label="What is to come of it"
            required
            options={(Object.keys(outcomeWords) as ReviewOutcome[]).map((value) => ({
              value,
              label: outcomeWords[value],
              hint: hints[value],
            }))}
            value={typed.outcome}
            error={deed.field('outcome')}
            onChange={(outcome) => set({ outcome: outcome as ReviewOutcome })}
          />
          {typed.outcome === 'resource' && <NeedFields typed={typed} set={set} field={deed.field} />}
          <TextField
            label="Next review"
            type="date"
            required
            hint={`At the latest in a year, by clause ${sheet.asks.clause}.`}
            max={sheet.latestNextDue}
            value={typed.nextDue}
            error={deed.field('nextDue')}
            onChange={(nextDue) => set({ nextDue })}
          />
          <ProblemAlert error={deed.general} />
          <Row>
            <Button type="submit" loading={deed.busy}>
              Put the review on record
            </Button>
          </Row>
        </Fields>
      </Card>
    </form>
  )
}

function useReview(sheet: ReviewSheet, typed: Typed) {
  const deed = useDeed()
  const client = useQueryClient()
  const router = useRouter()
  const { account } = sheet
  const errors = useFieldErrors(deed, valuesByPath(typed))
  // A fault of a part that is not on the page now has to stand somewhere.
  const known = /^(progress|figure|hoursPerWeek|note|outcome|nextDue|objective\.|need\.)/
  const elsewhere = deed.fault && asProblem(deed.fault).fields.some(({ path }) => !known.test(path))
  return {
    ...deed,
    field: errors.field,
    general: deed.general ?? (elsewhere ? deed.fault : undefined),
    send: async () => {
      errors.sending()
      const { review, next } = await api.post(
        `/accounts/${account.id}/reviews`,
        bodyOf(sheet, typed),
        ReviewMade,
      )
      await refreshReviews(client)
      toast.done(
        review.state === 'waiting'
          ? 'On record. It counts once central communications agrees.'
          : 'The review is on record.',
      )
      router.history.push(next?.href ?? `/accounts/${account.id}`)
    },
  }
}

function bodyOf({ account, readAt }: ReviewSheet, typed: Typed) {
  const { objective, need } = typed
  return {
    version: account.version,
    readAt,
    progress: typed.progress,
    figure: typed.figure,
    hoursPerWeek: Number(typed.hours.replace(',', '.')),
    note: typed.note,
    outcome: typed.outcome,
    nextDue: typed.nextDue,
    objective: typed.renew ? { ...objective, due: objective.due || null } : null,
    need:
      typed.outcome === 'resource'
        ? {
            what: need.what,
            officeId: need.from === 'office' ? need.officeId || null : null,
            personId: need.from === 'person' ? need.personId : null,
            by: need.by,
          }
        : null,
  }
}
