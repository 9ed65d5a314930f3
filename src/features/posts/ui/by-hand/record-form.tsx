import { useState, type FormEvent } from 'react'
import { Button } from '@mantine/core'
import { asProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { CheckboxField, Fields, RadioChoices, TextArea, TextField } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { WhenField } from '#ui/parts/when-field.tsx'
import type { ByHandView } from '../../by-hand/contract.ts'
import { networkName } from '../words.ts'
import { useFilledIn } from './kept.ts'
import { ScreenshotField } from './screenshot-field.tsx'
import { useDeed } from './queries.ts'

const wordsOf = ({ title, parts }: ByHandView): string =>
  [...(title === null ? [] : [title]), ...parts.map((part) => part.text)].join('\n\n').trim()

/** “I have posted it”: its address, when, a screenshot, and what was changed. */
export function RecordForm({ view }: { view: ByHandView }) {
  const { publicationId } = view
  const { filled, change, forget } = useFilledIn(publicationId, wordsOf(view))
  const [missing, setMissing] = useState<string>()
  const deed = useDeed(publicationId)
  const { link, at, changed, words, screenshot } = filled
  const [earlier, setEarlier] = useState(at !== '')

  async function record(event: FormEvent) {
    event.preventDefault()
    setMissing(screenshot ? undefined : 'Add a screenshot of the post where it stands.')
    if (!screenshot) return
    const body = {
      link: link.trim(),
      at: earlier ? at : null,
      screenshotId: screenshot.id,
      words: changed ? words : null,
    }
    await deed.mutateAsync({ what: 'record', body })
    forget()
    toast.done('Recorded. Thank you.')
  }
  const problem = deed.error ? asProblem(deed.error) : null
  return (
    <Card title="I have posted it">
      <form
        noValidate
        onSubmit={(event) => {
          // What went wrong stands in the form.
          record(event).catch(() => undefined)
        }}
      >
        <Fields>
          {view.wantsLink && (
            <TextField
              label="Address of the post"
              hint={`Copy the link to the post in ${networkName(view.account.network)} and paste it here.`}
              type="url"
              inputMode="url"
              autoComplete="off"
              value={link}
              error={problem?.field('link')}
              onChange={(value) => change({ link: value })}
              required
            />
          )}
          <ScreenshotField
            publicationId={publicationId}
            value={screenshot}
            onChange={(one) => {
              setMissing(undefined)
              change({ screenshot: one })
            }}
            error={missing ?? problem?.field('screenshotId')}
          />
          <RadioChoices
            label="When did you post it?"
            value={earlier ? 'earlier' : 'now'}
            onChange={(value) => setEarlier(value === 'earlier')}
            options={[
              { value: 'now', label: 'Just now' },
              { value: 'earlier', label: 'Earlier' },
            ]}
          />
          {earlier && (
            <WhenField
              label="Posted at"
              value={at}
              onChange={(value) => change({ at: value })}
              error={problem?.field('at')}
              required
            />
          )}
          <CheckboxField
            label="I changed something"
            hint="It is recorded as differing from what was approved."
            checked={changed}
            onChange={(value) => change({ changed: value })}
          />
          {changed && (
            <TextArea
              label="The words as you posted them"
              value={words}
              onChange={(value) => change({ words: value })}
              error={problem?.field('words')}
              autosize
              minRows={4}
            />
          )}
          {problem && problem.fields.length === 0 && <ProblemAlert error={problem} />}
          <div>
            <Button type="submit" loading={deed.isPending}>
              Record it
            </Button>
          </div>
        </Fields>
      </form>
    </Card>
  )
}
