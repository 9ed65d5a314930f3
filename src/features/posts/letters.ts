import type { Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { PublicationState } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { sayState } from './status.ts'
import type { PostRecord } from './store.ts'
import type { OutcomeNote, Publication } from './tables.ts'

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
    kind: 'posts.decision',
    postId: post.id,
    subject: `Approval no longer holds: ${post.title}`,
    text: `“${post.title}” was changed after it was approved, so the approval no longer holds and the post will not go out until it is approved again.`,
  })
}

export async function tellOfSubmission(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  approvers: string[],
): Promise<void> {
  await deps.tell(tx, approvers, {
    kind: 'posts.approval',
    postId: post.id,
    subject: `Waits for your approval: ${post.title}`,
    text: `“${post.title}” waits for an approval that you may give.`,
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
    kind: 'posts.decision',
    postId: post.id,
    subject: approved ? `Approved: ${post.title}` : `Changes asked for: ${post.title}`,
    text: `${approved ? `“${post.title}” was approved.` : `Changes were asked for in “${post.title}”.`}${note ? `\n\n${note}` : ''}`,
  })
}

/** States that want a person, who should not have to find out by looking. */
const wantsSomebody: readonly PublicationState[] = ['blocked', 'rejected', 'missed']

/** Tells the author and those who answer for the account that a publication needs them, when it does. */
export async function tellOfTrouble(
  tx: Tx,
  deps: PostsDeps,
  publication: Publication,
  to: PublicationState,
  outcome: OutcomeNote | null,
): Promise<void> {
  if (!wantsSomebody.includes(to)) return
  const post = await tx
    .selectFrom('post')
    .select(['title', 'author_id'])
    .where('id', '=', publication.post_id)
    .executeTakeFirst()
  if (!post) return
  const held = await tx
    .selectFrom('account_member')
    .select('person_id')
    .where('account_id', '=', publication.account_id)
    .where('relation', '=', 'administrator')
    .where((on) => on.or([on('until', 'is', null), on('until', '>', nowOf(deps.services))]))
    .execute()
  const people = new Set([...held.map((row) => row.person_id), ...(post.author_id ? [post.author_id] : [])])
  const { say, fix } = sayState({ ...publication, state: to, outcome })
  await deps.tell(tx, [...people], {
    kind: 'posts.trouble',
    postId: publication.post_id,
    subject: `Needs you: ${post.title}`,
    text: [`“${post.title}”: ${say}`, fix].filter((line) => line !== null).join('\n\n'),
  })
}

/** Tells an office that it is asked, or that a post was brought before it. */
export async function tellOfConsultation(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  people: readonly string[],
  asked: { office: string; clause: string; waits: boolean },
): Promise<void> {
  await deps.tell(tx, people, {
    kind: 'posts.office',
    postId: post.id,
    subject: asked.waits ? `Your office is asked: ${post.title}` : `For your office: ${post.title}`,
    text: asked.waits
      ? `Clause ${asked.clause} wants “${asked.office}” to be asked about “${post.title}”. It is not put forward before somebody who holds the office has agreed.`
      : `Clause ${asked.clause} brings “${post.title}” before “${asked.office}”. It does not wait for you; you may say what the office thinks of it.`,
  })
}

/** Tells whoever asked what the office said. */
export async function tellOfAnswer(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  askedBy: string,
  answer: { office: string; agreed: boolean; note: string },
): Promise<void> {
  await deps.tell(tx, [askedBy], {
    kind: 'posts.decision',
    postId: post.id,
    subject: answer.agreed ? `Agreed: ${post.title}` : `Not agreed: ${post.title}`,
    text: [
      answer.agreed
        ? `The office “${answer.office}” agrees to “${post.title}”.`
        : `The office “${answer.office}” does not agree to “${post.title}”.`,
      answer.note,
    ]
      .filter((line) => line !== '')
      .join('\n\n'),
  })
}

/** Tells those who may end a wait that somebody asks them to. */
export async function tellOfReleaseWanted(
  tx: Tx,
  deps: PostsDeps,
  post: PostRecord,
  people: readonly string[],
  clause: string,
): Promise<void> {
  await deps.tell(tx, people, {
    kind: 'posts.office',
    postId: post.id,
    subject: `Urgent release asked for: ${post.title}`,
    text: `“${post.title}” waits by clause ${clause}, and its author asks for an urgent release. You may end the wait, with a reason.`,
  })
}
