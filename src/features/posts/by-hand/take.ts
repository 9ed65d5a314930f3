import { entryActor, type Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { needMayPublish } from '../publishers.ts'
import type { Publication } from '../tables.ts'
import type { TakeByHand } from './contract.ts'
import { putInHands, takeOutOfHands } from './duties.ts'
import { titleOf } from './hand-over.ts'
import { reachByHand } from './reach.ts'
import { handedFor } from './rules.ts'
import { whoPosts } from './store.ts'

/** “I post it”, or “somebody else may”. One person at a time: of two who take it at once, the second is told. */
export async function takePublication(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  { mine, from }: TakeByHand,
): Promise<void> {
  const { publication } = await reachByHand(deps, actor, publicationId, 'posts.write')
  if (mine) await needMayPublish(deps, actor)
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const held = await tx
      .selectFrom('publication')
      .select('state')
      .where('id', '=', publicationId)
      .forUpdate()
      .executeTakeFirst()
    if (held?.state !== 'handed')
      throw new Conflict('posts.not-handed', 'This is not waiting to be posted by hand now.', {
        fix: 'Load the page again to see how it stands.',
      })
    const taken = await tx
      .updateTable('by_hand_post')
      .set({ taken_by: mine ? actor.personId : null, taken_at: mine ? at : null })
      .where('publication_id', '=', publicationId)
      .where('taken_by', 'is not distinct from', from)
      // Whoever gives it back gives back only what they have themselves.
      .$if(!mine, (query) => query.where('taken_by', '=', actor.personId))
      .returning('handed_at')
      .executeTakeFirst()
    if (!taken)
      throw new Conflict('posts.taken', 'Somebody else was quicker.', {
        fix: 'Load the page again to see who posts it.',
      })
    await share(tx, deps, publication, at, taken.handed_at, mine ? actor.personId : null)
    await append(tx, at, {
      kind: mine ? 'publication.taken' : 'publication.given-back',
      actor: entryActor(actor),
      subject: `publication:${publicationId}`,
      postId: publication.post_id,
      accountId: publication.account_id,
      summary: mine
        ? 'Somebody took it upon themselves to post it by hand.'
        : 'It is for anybody to post again.',
      facts: { network: publication.network, digest: publication.digest, from },
    })
  })
}

/** The duty is the taker's alone while they have it, and everybody's again when they give it back. */
async function share(
  tx: Tx,
  deps: PostsDeps,
  publication: Publication,
  at: string,
  handedAt: string,
  taker: string | null,
): Promise<void> {
  const people = taker ? [taker] : (await whoPosts(tx, publication.account_id, at)).map(({ id }) => id)
  await takeOutOfHands(tx, at, publication, taker ? 'Somebody else posts it.' : 'Given back.', {
    keeps: taker,
  })
  await putInHands(deps.services, tx, at, publication, people, {
    title: await titleOf(tx, deps, publication),
    until: isoOf(Temporal.Instant.from(handedAt).add(handedFor)),
  })
}
