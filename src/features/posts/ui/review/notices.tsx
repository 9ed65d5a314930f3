import { DateTime } from '#ui/parts/date-time.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'

/** What both sides should know of earlier decisions: those that no longer hold, and what was asked for. */
export function DecisionNotices({ post }: { post: PostView }) {
  const me = useSession().person?.id
  if (post.status !== 'draft' && post.status !== 'in-review') return null
  const last = post.decisions.at(-1)
  const sameBreath = post.decisions.filter(
    (decision) => last && decision.person.id === last.person.id && decision.at === last.at,
  )
  const changes = sameBreath.find((decision) => decision.decision === 'changes')
  const voided = new Map(
    post.decisions
      .filter((decision) => decision.voidedAt && decision.decision === 'approved')
      .map((decision) => [decision.person.id, decision]),
  )
  for (const decision of post.decisions)
    if (!decision.voidedAt && decision.decision === 'approved') voided.delete(decision.person.id)
  return (
    <>
      {changes && post.status === 'draft' && (
        <Callout level="advise" title={`${changes.person.name} asked for changes`}>
          “{changes.note}” · <DateTime value={changes.at} style="short" />
        </Callout>
      )}
      {[...voided.values()].map((decision) => (
        <Callout
          key={decision.id}
          level="hold"
          title={
            decision.person.id === me
              ? 'Your approval no longer holds'
              : `The approval by ${decision.person.name} no longer holds`
          }
        >
          Given <DateTime value={decision.at} style="short" />. {decision.voidedBecause}
        </Callout>
      ))}
    </>
  )
}
