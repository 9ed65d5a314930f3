import type { Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { PostsDeps } from './deps.ts'
import type { PostRecord } from './store.ts'

function addressOf(deps: PostsDeps, postId: string): string {
  return `${deps.services.config.publicUrl}/posts/${postId}`
}

/** Tells both sides of a voided approval: whoever gave it, and the author. The one who made the change knows. */
export async function tellOfVoiding(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  actor: Actor,
  approvers: string[],
): Promise<void> {
  if (approvers.length === 0) return
  const people = new Set([...approvers, ...(post.author_id ? [post.author_id] : [])])
  people.delete(actor.personId)
  await deps.tell(tx, [...people], {
    subject: `Approval no longer holds: ${post.title}`,
    text: `“${post.title}” was changed after it was approved, so the approval no longer holds and the post will not go out until it is approved again.\n\n${addressOf(deps, post.id)}`,
  })
}

export async function tellOfSubmission(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  approvers: string[],
): Promise<void> {
  await deps.tell(tx, approvers, {
    subject: `Waits for your approval: ${post.title}`,
    text: `“${post.title}” waits for an approval that you may give.\n\n${addressOf(deps, post.id)}`,
  })
}

export async function tellOfDecision(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  approved: boolean,
  note: string,
): Promise<void> {
  const people = [...new Set([post.author_id, post.submitted_by].filter((id) => id !== null))]
  await deps.tell(tx, people, {
    subject: approved ? `Approved: ${post.title}` : `Changes asked for: ${post.title}`,
    text: `${approved ? `“${post.title}” was approved.` : `Changes were asked for in “${post.title}”.`}${note ? `\n\n${note}` : ''}\n\n${addressOf(deps, post.id)}`,
  })
}

/** Tells the people of an account that a publication needs them. */
export async function tellOfTrouble(
  tx: Tx,
  deps: PostsDeps,
  postId: string,
  people: string[],
  title: string,
  say: string,
): Promise<void> {
  await deps.tell(tx, people, {
    subject: `Needs you: ${title}`,
    text: `${say}\n\n${addressOf(deps, postId)}`,
  })
}
