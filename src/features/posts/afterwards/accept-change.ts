import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { needRead } from '../access.ts'
import type { PostsDeps } from '../deps.ts'
import { getPost } from '../store.ts'
import { settleOne } from './store.ts'

/** Somebody who answers for the account says that what stands on the network may stand, and why. */
export async function acceptChange(
  deps: PostsDeps,
  actor: Actor,
  changeId: string,
  reason: string,
): Promise<void> {
  const { services } = deps
  const change = await services.db
    .selectFrom('publication_change as change')
    .innerJoin('publication', 'publication.id', 'change.publication_id')
    .select([
      'change.account_id',
      'change.publication_id',
      'change.part',
      'change.kind',
      'publication.post_id',
    ])
    .where('change.id', '=', changeId)
    .executeTakeFirst()
  if (!change) throw new NotFound('change')
  needRead(actor, await getPost(services.db, change.post_id), 'change')
  authorise(actor, 'posts.control', change.account_id)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const entryId = await append(tx, at, {
      kind: 'publication.change-accepted',
      actor: entryActor(actor),
      subject: `publication:${change.publication_id}`,
      postId: change.post_id,
      accountId: change.account_id,
      summary:
        change.kind === 'gone'
          ? 'It was accepted that the post is gone from the network.'
          : 'What stands on the network was accepted as it is.',
      facts: { change: changeId, part: change.part },
      content: { reason },
    })
    const done = await settleOne(tx, changeId, { how: 'accepted', at, by: actor.personId, entryId })
    if (!done) throw new Conflict('posts.change-settled', 'This has been settled already. Look again.')
  })
}
