import { entryActor, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { reachByHand } from './reach.ts'

/** “I have deleted it there”: recorded by the word of whoever did it, as the posting was. */
export async function recordRemoval(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  reason: string,
): Promise<void> {
  const { publication } = await reachByHand(deps, actor, publicationId, 'posts.control')
  if (publication.state !== 'published')
    throw new Conflict('posts.not-out', 'Only what was posted can have been deleted.')
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const removed = await tx
      .updateTable('publication')
      .set({ removed_at: at, updated_at: at })
      .where('id', '=', publicationId)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    // It was recorded before: once is enough.
    if (!removed) return
    await append(tx, at, {
      kind: 'publication.removed',
      actor: entryActor(actor),
      subject: `publication:${publicationId}`,
      postId: publication.post_id,
      accountId: publication.account_id,
      summary: 'It was recorded that the post was deleted by hand.',
      facts: { digest: publication.digest, url: publication.url, byHand: true },
      content: { reason },
    })
  })
}
