import { authorise, type Actor, type Permission } from '#features/people/index.ts'
import type { ManualGuide } from '#networks/contract.ts'
import { NotFound } from '#platform/errors.ts'
import { needRead } from '../access.ts'
import type { PostsDeps } from '../deps.ts'
import { getPost, type PostRecord } from '../store.ts'
import type { Publication } from '../tables.ts'

export interface Reached {
  publication: Publication
  post: PostRecord
  guide: ManualGuide
}

/**
 * A publication that is posted by hand, for somebody who may do this with its account: a post may go to others too,
 * which whoever carries it to this one need not run.
 */
export async function reachByHand(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  permission: Permission,
): Promise<Reached> {
  const { db } = deps.services
  const publication = await db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', publicationId)
    .executeTakeFirst()
  const guide = publication && deps.networks.get(publication.network)?.manual
  if (!publication?.by_hand || !guide) throw new NotFound('publication by hand')
  const post = await getPost(db, publication.post_id)
  needRead(actor, post, 'publication by hand')
  authorise(actor, permission, publication.account_id)
  return { publication, post, guide }
}
