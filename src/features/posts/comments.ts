import { entryActor, type Actor } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { needRead } from './access.ts'
import type { PostsDeps } from './deps.ts'
import { getPost } from './store.ts'

/** Says something about a draft, to everybody who may read it. */
export async function addComment(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  text: string,
): Promise<string> {
  const { services } = deps
  needRead(actor, await getPost(services.db, postId))
  const at = nowOf(services)
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('post_comment')
      .values({
        id,
        post_id: postId,
        person_id: actor.personId,
        text,
        at,
        resolved_at: null,
        resolved_by: null,
      })
      .execute()
    await append(tx, at, {
      kind: 'post.commented',
      actor: entryActor(actor),
      subject: `post:${postId}`,
      postId,
      summary: 'A comment was made.',
      facts: { comment: id },
      content: { text },
    })
  })
  return id
}

/** Marks a comment as dealt with. */
export async function resolveComment(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  commentId: string,
): Promise<void> {
  const { services } = deps
  needRead(actor, await getPost(services.db, postId))
  const done = await services.db
    .updateTable('post_comment')
    .set({ resolved_at: nowOf(services), resolved_by: actor.personId })
    .where('id', '=', commentId)
    .where('post_id', '=', postId)
    .returning('id')
    .executeTakeFirst()
  if (!done) throw new NotFound('comment')
}
