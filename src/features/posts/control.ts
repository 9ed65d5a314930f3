import { entryActor, type Actor } from '#features/people/index.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { needWithPost } from './access.ts'
import { takeOutOfHands } from './by-hand/duties.ts'
import { lookAtPublication } from './afterwards/look.ts'
import { isOut } from './afterwards/rules.ts'
import type { PostsDeps } from './deps.ts'
import { lastOpen, liveHolds } from './holds.ts'
import { mayMend, saidBefore } from './mend.ts'
import { isPaused } from './pause.ts'
import { lateBy, movePublication } from './publications.ts'
import { giveUpSlot } from './queued.ts'
import { getPost, lockPost } from './store.ts'
import type { Publication } from './tables.ts'
import { needReadyAccounts } from './ready-accounts.ts'
import { needMayPublish } from './publishers.ts'

export async function reach(deps: PostsDeps, actor: Actor, publicationId: string): Promise<Publication> {
  const publication = await deps.services.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', publicationId)
    .executeTakeFirst()
  if (!publication) throw new NotFound('publication')
  needWithPost(actor, 'posts.control', await getPost(deps.services.db, publication.post_id), 'publication')
  return publication
}

const meanwhile = () =>
  new Conflict('posts.moved-on', 'This has moved on since the page was loaded. Look again.')

/**
 * A person says that a held publication should go now: missed, held by a pause, or waiting for a connection. What
 * was approved is sent, unchanged.
 */
export async function sendNow(deps: PostsDeps, actor: Actor, publicationId: string): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  if (!['missed', 'paused', 'blocked'].includes(publication.state))
    throw new Conflict('posts.not-held', 'This is not waiting for a decision.')
  await needMayPublish(deps, actor)
  await needReadyAccounts(deps, [{ id: publication.account_id, handle: publication.manifest.account.handle }])
  const { services } = deps
  const limited = publication.state === 'missed' && publication.outcome?.kind === 'limited'
  if (await isPaused(services.db))
    throw new Conflict('posts.paused', 'Everything is paused. Resume first, then confirm each post.')
  const now = services.clock.now()
  // What is still to come keeps its time; what has passed goes now.
  const held = lastOpen(await liveHolds(services.db, publication.post_id), isoOf(now))
  const times = [isoOf(now), publication.due_at, ...(held ? [held.until] : [])].toSorted()
  const at = Temporal.Instant.from(times.at(-1) ?? isoOf(now))
  // Who sends what a network's limit held back says that it may go whenever there is room, for as long as limits last.
  const waitsUntil = limited ? isoOf(at.add({ hours: 24 })) : null
  const moved = await services.db.transaction().execute((tx) =>
    movePublication(tx, publication, {
      to: 'due',
      at: isoOf(now),
      actor: entryActor(actor),
      outcome: null,
      set: {
        ...(held ? { due_at: isoOf(at) } : {}),
        next_at: isoOf(at),
        miss_after: waitsUntil ?? isoOf(at.add(lateBy)),
        waits_until: waitsUntil,
        attempt: 0,
      },
    }),
  )
  if (!moved) throw meanwhile()
  deps.wake()
}

/** A person says that it should not go. */
export async function cancelPublication(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  reason: string,
): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  const refused = publication.state === 'rejected' && mayMend(publication)
  if (!refused && !['due', 'handed', 'missed', 'paused', 'blocked'].includes(publication.state))
    throw new Conflict('posts.cannot-cancel', 'This can’t be taken off the schedule any more.')
  const why = reason || (refused ? 'Somebody let it be.' : 'Somebody decided that it should not go.')
  const outcome = { kind: 'cancelled', say: refused ? `${saidBefore(publication)} ${why}` : why }
  const at = nowOf(deps.services)
  const moved = await deps.services.db.transaction().execute(async (tx) => {
    await lockPost(tx, publication.post_id)
    const done = await movePublication(tx, publication, {
      to: 'cancelled',
      at,
      actor: entryActor(actor),
      outcome,
      ...(refused ? { summary: 'A post that the network refused was let be.' } : {}),
    })
    if (done) {
      await takeOutOfHands(tx, at, publication, 'It is not to be posted any more.')
      await giveUpSlot(tx, publication.post_id)
    }
    return done
  })
  if (!moved) throw meanwhile()
}

/** Reads the account back now instead of when its turn comes. */
export async function lookAgain(deps: PostsDeps, actor: Actor, publicationId: string): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  if (publication.by_hand || (publication.state !== 'unknown' && !isOut(publication)))
    throw new Conflict('posts.settled', 'There is nothing left to find out.')
  // What is out may have been changed there since; whoever asks waits for the answer.
  await lookAtPublication(deps, publication)
  if (publication.state === 'verified') return
  await deps.services.db
    .updateTable('publication')
    .set({ next_at: nowOf(deps.services), attempt: 0 })
    .where('id', '=', publicationId)
    .where('lease_until', 'is', null)
    .execute()
  deps.wake()
}

/** A person has looked for themselves where the network could not be asked: it is there, or it is not. */
export async function settleUnknown(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  answer: { there: true; url: string } | { there: false },
): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  if (publication.state !== 'unknown') throw new Conflict('posts.settled', 'This is not unknown any more.')
  // What is not there is sent again.
  if (!answer.there) await needMayPublish(deps, actor)
  const { services } = deps
  const now = services.clock.now()
  const actorSays = entryActor(actor)
  const moved = await services.db.transaction().execute((tx) =>
    answer.there
      ? movePublication(tx, publication, {
          to: 'published',
          at: isoOf(now),
          actor: actorSays,
          outcome: { kind: 'settled', say: 'Somebody looked on the network and found it.' },
          set: { url: answer.url, published_at: isoOf(now), next_at: isoOf(now.add({ hours: 24 * 365 })) },
        })
      : movePublication(tx, publication, {
          to: 'cancelled',
          at: isoOf(now),
          actor: actorSays,
          outcome: {
            kind: 'not-there',
            say: 'Somebody looked on the network and it is not there.',
          },
        }),
  )
  if (!moved) throw meanwhile()
  if (answer.there) await deps.spoke(publication.account_id, isoOf(now))
}
