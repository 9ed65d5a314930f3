import { useState } from 'react'
import { Button } from '@mantine/core'
import { ApiProblem } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { RadioChoices, TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { toast } from '#ui/parts/toast.ts'
import { shortestReleaseReason, type ConsultationView, type HoldView, type PostView } from '../../contract.ts'
import { Asked } from './finding-wait.tsx'
import { useWaitAct } from './use-wait-act.ts'

const unfilled = (title: string) => new ApiProblem({ status: 0, code: 'page.unfilled', title })

/** What the post waits for besides its time: the end of a wait, an office, another reader. Nothing where it is none. */
export function WaitsCard({ post }: { post: PostView }) {
  const waiting = post.locked ? [] : post.holds.filter((hold) => hold.waiting)
  const asked = post.locked ? [] : questionsOf(post)
  const { say } = post.readers
  if (waiting.length === 0 && asked.length === 0 && say.length === 0) return null
  const vacant = [...asked.map((one) => one.office), ...waiting.map((one) => one.office)].some(
    (office) => office?.holders.length === 0,
  )
  return (
    <Card title="What it waits for">
      <Stack gap="tight">
        <Items label="What it waits for">
          {say.map((sentence) => (
            <Item key={sentence} title={sentence} />
          ))}
          {waiting.map((hold) => (
            <OneHold key={hold.id} post={post} hold={hold} />
          ))}
          {asked.map((one) => (
            <OneQuestion key={one.id} post={post} asked={one} />
          ))}
        </Items>
        {(vacant || post.readers.offices.some((office) => office.holders.length === 0)) && (
          <Row>
            <ActionLink to="/offices" size="sm">
              Say who holds the office
            </ActionLink>
          </Row>
        )}
      </Stack>
    </Card>
  )
}

/** What is open, once for each office and clause: it is answered once, however many words it is about. */
function questionsOf({ consultations }: PostView): ConsultationView[] {
  const open = consultations.filter((one) => one.answeredAt === null)
  return [...new Map(open.map((one) => [`${one.office.id} ${one.clause}`, one])).values()]
}

/** Who may end a wait, in words. */
function releasers({ office }: HoldView): string {
  if (!office) return 'Central communications or governance may end the wait.'
  return office.holders.length === 0
    ? `Nobody holds the office “${office.name}” now, so nobody can end the wait.`
    : `${office.name} may end the wait: ${office.holders.join(', ')}.`
}

function OneHold({ post, hold }: { post: PostView; hold: HoldView }) {
  const act = useWaitAct(post.id)
  const [releasing, setReleasing] = useState(false)
  const [reason, setReason] = useState('')
  const release = async () => {
    if (reason.trim().length < shortestReleaseReason)
      throw unfilled(`Give the reason in a sentence, at least ${shortestReleaseReason} characters.`)
    await act.mutateAsync({ path: `holds/${hold.id}/release`, body: { reason: reason.trim() } })
    toast.done('Released. A second reader is still needed.')
  }
  const ask = () =>
    act
      .mutateAsync({ path: `holds/${hold.id}/ask-for-release` })
      .then(() => toast.done('Those who may release it have been told.'))
      .catch(toast.problem)
  return (
    <>
      <Item
        title={
          <>
            Held until <DateTime value={hold.until} /> <ClauseRef clause={hold.clause} />
          </>
        }
        note={
          <>
            {releasers(hold)}
            {hold.askedAt && (
              <>
                {' '}
                An urgent release was asked for <DateTime value={hold.askedAt} style="short" />.
              </>
            )}
          </>
        }
        end={
          hold.mayRelease ? (
            <Button size="sm" variant="outline" onClick={() => setReleasing(true)}>
              Release it now
            </Button>
          ) : post.may.write && !hold.askedAt ? (
            <Button size="sm" variant="outline" loading={act.isPending} onClick={() => void ask()}>
              Ask for an urgent release
            </Button>
          ) : undefined
        }
      />
      <ConfirmDialog
        open={releasing}
        title="End the wait now?"
        confirmLabel="Release it"
        onConfirm={release}
        onClose={() => setReleasing(false)}
      >
        <p>The post goes at its planned time, or once it is approved. A second reader is still needed.</p>
        <TextArea
          label="Why can’t it wait?"
          hint={`At least ${shortestReleaseReason} characters; it is kept in the record.`}
          value={reason}
          onChange={setReason}
          rows={3}
          maxLength={2000}
          required
        />
      </ConfirmDialog>
    </>
  )
}

function OneQuestion({ post, asked }: { post: PostView; asked: ConsultationView }) {
  const act = useWaitAct(post.id)
  const [answering, setAnswering] = useState(false)
  const [agreed, setAgreed] = useState('')
  const [note, setNote] = useState('')
  const answer = async () => {
    if (agreed === '') throw unfilled('Say whether the office agrees.')
    if (agreed === 'no' && note.trim().length === 0) throw unfilled('Say in a few words what is in the way.')
    const body = { agreed: agreed === 'yes', note: note.trim() }
    await act.mutateAsync({ path: `consultations/${asked.id}/answer`, body })
    toast.done('The author has been told.')
  }
  return (
    <>
      <Item
        title={<Asked asked={asked} />}
        note={<ClauseRef clause={asked.clause} />}
        end={
          asked.mayAnswer ? (
            <Button size="sm" variant="outline" onClick={() => setAnswering(true)}>
              Answer
              <span className="visually-hidden"> for {asked.office.name}</span>
            </Button>
          ) : undefined
        }
      />
      <ConfirmDialog
        open={answering}
        title={`What does ${asked.office.name} say?`}
        confirmLabel="Answer"
        onConfirm={answer}
        onClose={() => setAnswering(false)}
      >
        <RadioChoices
          label="Answer"
          value={agreed}
          onChange={setAgreed}
          required
          options={[
            { value: 'yes', label: 'We agree' },
            { value: 'no', label: 'We do not agree' },
          ]}
        />
        <TextArea
          label="Note to the author"
          hint="Needed when you do not agree."
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={4000}
        />
      </ConfirmDialog>
    </>
  )
}
