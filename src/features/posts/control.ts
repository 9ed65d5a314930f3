import { entryActor, type Actor } from '#features/people/index.ts'
import { MediaRefused, NetworkTrouble, ReconnectNeeded, type ChangeOutcome } from '#networks/contract.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import { Conflict, Invalid, NotFound, Unavailable } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { needWithPost } from './access.ts'
import type { PostsDeps } from './deps.ts'
import { isPaused } from './pause.ts'
import { lateBy, movePublication } from './publications.ts'
import { outgoingPart } from './sending/outgoing.ts'
import { getPost } from './store.ts'
import type { Publication } from './tables.ts'

async function reach(deps: PostsDeps, actor: Actor, publicationId: string): Promise<Publication> {
  const publication = await deps.services.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', publicationId)
    .executeTakeFirst()
  if (!publication) throw new NotFound('publication')
  needWithPost(actor, 'posts.control', await getPost(deps.services.db, publication.post_id))
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
  const { services } = deps
  if (await isPaused(services.db))
    throw new Conflict('posts.paused', 'Everything is paused. Resume first, then confirm each post.')
  const now = services.clock.now()
  // What is still to come keeps its time; what has passed goes now.
  const due = Temporal.Instant.from(publication.due_at)
  const at = Temporal.Instant.compare(due, now) > 0 ? due : now
  const moved = await services.db.transaction().execute((tx) =>
    movePublication(tx, publication, {
      to: 'due',
      at: isoOf(now),
      actor: entryActor(actor),
      outcome: null,
      set: { next_at: isoOf(at), miss_after: isoOf(at.add(lateBy)), attempt: 0 },
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
  if (!['due', 'missed', 'paused', 'blocked'].includes(publication.state))
    throw new Conflict('posts.cannot-cancel', 'This can’t be taken off the schedule any more.')
  const outcome = { kind: 'cancelled', say: reason || 'Somebody decided that it should not go.' }
  const moved = await deps.services.db
    .transaction()
    .execute((tx) =>
      movePublication(tx, publication, {
        to: 'cancelled',
        at: nowOf(deps.services),
        actor: entryActor(actor),
        outcome,
      }),
    )
  if (!moved) throw meanwhile()
}

/** Reads the account back now instead of when its turn comes. */
export async function lookAgain(deps: PostsDeps, actor: Actor, publicationId: string): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  if (publication.state !== 'unknown' && publication.state !== 'published')
    throw new Conflict('posts.settled', 'There is nothing left to find out.')
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
            kind: 'settled',
            say: 'Somebody looked on the network and it is not there. Copy it as a new post to send it again.',
          },
        }),
  )
  if (!moved) throw meanwhile()
}

/** Opens the account and does one thing there; its answer is for a person at the page. */
async function onTheNetwork(
  deps: PostsDeps,
  publication: Publication,
  work: (session: Awaited<ReturnType<PostsDeps['openSession']>>) => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  try {
    return await work(await deps.openSession(publication.account_id))
  } catch (error) {
    if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
    if (error instanceof NetworkTrouble)
      return { kind: 'retry', after: nowOf(deps.services), say: error.message }
    if (error instanceof MediaRefused) return { kind: 'rejected', code: error.code, say: error.message }
    throw error
  }
}

function needDone(outcome: ChangeOutcome): asserts outcome is Extract<ChangeOutcome, { kind: 'done' }> {
  if (outcome.kind === 'done') return
  if (outcome.kind === 'rejected')
    throw new Invalid(`network.${outcome.code}`, `The network refused: ${outcome.say}`)
  const fix =
    outcome.kind === 'reconnect'
      ? 'Connect the account again first.'
      : 'Look at it on the network before you try again.'
  throw new Unavailable(`network.${outcome.kind}`, `The network did not confirm it: ${outcome.say}`, { fix })
}

/** Deletes what was published. The record of it stays. The last part of a thread goes first. */
export async function removeOnNetwork(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  reason: string,
): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  if (publication.removed_at) return
  const { services } = deps
  for (const part of publication.parts.toReversed()) {
    const { ref } = part
    if (ref)
      needDone(
        await onTheNetwork(deps, publication, async (session) =>
          session.remove
            ? session.remove(ref)
            : { kind: 'rejected', code: 'cannot', say: 'This network does not let us delete.' },
        ),
      )
  }
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('publication')
      .set({ removed_at: at, updated_at: at })
      .where('id', '=', publicationId)
      .execute()
    await append(tx, at, {
      kind: 'publication.removed',
      actor: entryActor(actor),
      subject: `publication:${publicationId}`,
      postId: publication.post_id,
      accountId: publication.account_id,
      summary: 'The post was deleted on the network.',
      facts: { digest: publication.digest, url: publication.url },
      content: { reason },
    })
  })
}

/** Corrects the words of one part where the network can. What was approved stays in the record beside it. */
export async function editOnNetwork(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  index: number,
  text: string,
  reason: string,
): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  const ref = publication.parts[index]?.ref
  if (!ref || publication.removed_at) throw new Conflict('posts.not-out', 'This part is not on the network.')
  const { services } = deps
  const part = { ...outgoingPart(deps, publication.manifest, index, publication.parts), text }
  const outcome = await onTheNetwork(deps, publication, async (session) =>
    session.edit
      ? session.edit(ref, part)
      : { kind: 'rejected', code: 'cannot', say: 'This network does not let anybody edit a post.' },
  )
  needDone(outcome)
  const before = publication.manifest.parts[index]?.text
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await append(tx, at, {
      kind: 'publication.edited',
      actor: entryActor(actor),
      subject: `publication:${publicationId}`,
      postId: publication.post_id,
      accountId: publication.account_id,
      summary: 'The words were corrected on the network.',
      facts: { digest: publication.digest, part: index },
      content: { before, after: text, reason },
    })
  })
}
