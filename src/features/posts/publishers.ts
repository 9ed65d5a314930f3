import type { Actor } from '#features/people/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from './deps.ts'

/** Where a person settles what keeps them from publishing. */
const readAndConfirm = '/policy/acknowledge'

/**
 * Throws `Forbidden` with the clause and the way out while the policy keeps this person from publishing: most often
 * because its edition in force waits for them to read it.
 */
export async function needMayPublish(deps: PostsDeps, actor: Actor): Promise<void> {
  const findings = await deps.mayPublish(actor, nowOf(deps.services))
  const [first] = findings
  if (!first) return
  const unread = first.requirements.some((one) => 'acknowledgement' in one)
  throw new Forbidden(unread ? 'posts.policy-unread' : 'posts.may-not-publish', first.say, {
    clause: first.clause,
    fix: unread
      ? `Read the edition in force and confirm it on the page “Read and confirm” (${readAndConfirm}); then do this again.`
      : 'The clause says why. Ask the office that answers for the policy.',
    data: { findings, ...(unread ? { href: readAndConfirm } : {}) },
  })
}
