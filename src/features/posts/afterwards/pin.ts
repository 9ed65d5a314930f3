import { entryActor, type Actor } from '#features/people/index.ts'
import type { RemoteRef } from '#networks/contract.ts'
import type { Db } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { needWithPost } from '../access.ts'
import type { PostsDeps } from '../deps.ts'
import { needDone, onTheNetwork } from '../on-network.ts'
import { needMayPublish } from '../publishers.ts'
import { getPost } from '../store.ts'
import type { Publication } from '../tables.ts'
import { isOut } from './rules.ts'
import './tables.ts'

function publicationById(db: Db, id: string): Promise<Publication | undefined> {
  return db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirst()
}

async function pinnedOf(db: Db, accountId: string): Promise<Publication | undefined> {
  const row = await db
    .selectFrom('pinned_post')
    .select('publication_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row && publicationById(db, row.publication_id)
}

/** Its first part where that is out. */
function refOf(publication: Publication): RemoteRef {
  const ref = publication.parts[0]?.ref
  if (!ref || !isOut(publication))
    throw new Conflict('posts.not-out', 'This is not on the network, so there is nothing to pin there.')
  return ref
}

async function pinOnNetwork(deps: PostsDeps, publication: Publication, pinned: boolean): Promise<void> {
  const ref = refOf(publication)
  const outcome = await onTheNetwork(deps, publication, async (session) =>
    session.pin
      ? session.pin(ref, pinned)
      : { kind: 'rejected', code: 'cannot', say: 'This network does not let us pin a post.' },
  )
  // What is gone from the network is not pinned there any more either.
  if (!pinned && outcome.kind === 'rejected' && outcome.code === 'gone') return
  needDone(outcome)
}

async function keepPinned(
  { services }: PostsDeps,
  actor: Actor,
  publication: Publication,
  pinned: boolean,
): Promise<void> {
  const at = nowOf(services)
  const row = { publication_id: publication.id, pinned_at: at, pinned_by: actor.personId }
  await services.db.transaction().execute(async (tx) => {
    if (pinned)
      await tx
        .insertInto('pinned_post')
        .values({ account_id: publication.account_id, ...row })
        .onConflict((on) => on.column('account_id').doUpdateSet(row))
        .execute()
    else await tx.deleteFrom('pinned_post').where('publication_id', '=', publication.id).execute()
    await append(tx, at, {
      kind: pinned ? 'publication.pinned' : 'publication.unpinned',
      actor: entryActor(actor),
      subject: `publication:${publication.id}`,
      postId: publication.post_id,
      accountId: publication.account_id,
      summary: pinned
        ? 'The post was pinned on the network.'
        : 'The post is no longer pinned on the network.',
      facts: { network: publication.network, url: publication.url },
    })
  })
}

/**
 * Pins what is published to the head of its account, or lets it go. One of an account at a time: what was pinned
 * before is let go first.
 */
export async function setPinned(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  pinned: boolean,
): Promise<void> {
  const { db } = deps.services
  const publication = await publicationById(db, publicationId)
  if (!publication) throw new NotFound('publication')
  needWithPost(actor, 'posts.write', await getPost(db, publication.post_id), 'publication')
  await needMayPublish(deps, actor)
  const before = await pinnedOf(db, publication.account_id)
  if ((before?.id === publicationId) === pinned) return
  if (!deps.networks.get(publication.network)?.profile.capabilities.pin)
    throw new Invalid('posts.cannot-pin', 'This network does not let anybody pin a post from here.')
  refOf(publication)
  if (before && pinned) {
    if (isOut(before)) await pinOnNetwork(deps, before, false)
    await keepPinned(deps, actor, before, false)
  }
  await pinOnNetwork(deps, publication, pinned)
  await keepPinned(deps, actor, publication, pinned)
}
