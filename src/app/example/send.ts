import { setTimeout as wait } from 'node:timers/promises'
import { entryActor, type Actor } from '#features/people/index.ts'
import { decideCorrection, proposeCorrection } from '#features/posts/corrections.ts'
import { removeOnNetwork } from '#features/posts/on-network.ts'
import { movePublication } from '#features/posts/publications.ts'
import { verifyPublication } from '#features/posts/sending/find-out.ts'
import { LeaseLost } from '#features/posts/sending/hold.ts'
import { sendPublication } from '#features/posts/sending/send.ts'
import type { Publication } from '#features/posts/tables.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import { unsealed } from '#features/register/connections.ts'
import { accountById, connectionOf } from '#features/register/store.ts'
import type { NetworkSession } from '#networks/contract.ts'
import type { Tx } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { ExampleFate } from './posts.ts'
import { actorIn, type Stage } from './stage.ts'

type Fate<Kind extends ExampleFate['kind']> = Extract<ExampleFate, { kind: Kind }>

const worker = 'example'
const patience = 15_000

export function publicationsOf({ posts }: Stage, postId: string): Promise<Publication[]> {
  return posts.services.db
    .selectFrom('publication')
    .selectAll()
    .where('post_id', '=', postId)
    .where('state', '!=', 'cancelled')
    .execute()
}

async function publicationById({ posts }: Stage, id: string): Promise<Publication> {
  return posts.services.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** Takes a waiting publication as a worker does. False when the worker of this installation was quicker. */
async function claim(tx: Tx, stage: Stage, publication: Publication): Promise<boolean> {
  const now = stage.posts.services.clock.now()
  return movePublication(tx, publication, {
    to: 'claimed',
    at: isoOf(now),
    actor: { system: 'publishing' },
    set: {
      lease_by: worker,
      lease_until: isoOf(now.add({ seconds: 90 })),
      claimed_at: isoOf(now),
      attempt: publication.attempt + 1,
    },
  })
}

async function unlessTheWorkerHasIt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  }
}

/** Sends and reads back for real. Where the worker has it in hand already, waits for the worker. */
async function settle(stage: Stage, id: string, verified: boolean): Promise<void> {
  const { db } = stage.posts.services
  const giveUp = performance.now() + patience
  while (performance.now() < giveUp) {
    const held = await publicationById(stage, id)
    if (held.state === 'verified' || (held.state === 'published' && !verified)) return
    if (held.state === 'due' && (await db.transaction().execute((tx) => claim(tx, stage, held))))
      await unlessTheWorkerHasIt(async () => sendPublication(stage.posts, await publicationById(stage, id)))
    else if (held.state === 'published' && held.lease_until === null)
      await unlessTheWorkerHasIt(() => verifyPublication(stage.posts, held))
    else await wait(50)
  }
  throw new Error('A post of the example was not published in time.')
}

/** Publishes on Practice, and does there what is to be done afterwards. */
export async function publish(
  stage: Stage,
  postId: string,
  author: Actor,
  fate: Fate<'published'>,
): Promise<void> {
  for (const { id } of await publicationsOf(stage, postId)) {
    await settle(stage, id, !fate.unverified)
    const by = actorIn(stage, fate.by)
    if (fate.correct) {
      const { text, reason, agreed } = fate.correct
      const correction = await proposeCorrection(stage.posts, author, id, { part: 0, text, reason })
      if (agreed) await decideCorrection(stage.posts, by, correction, true)
    }
    if (fate.remove) await removeOnNetwork(stage.posts, by, id, fate.remove.reason)
  }
}

/** A session in which the network's answer gets lost, or is no. */
function playedSession(session: NetworkSession, fate: Fate<'unknown' | 'rejected'>): NetworkSession {
  return {
    prepareMedia: (media) => session.prepareMedia(media),
    find: (part, ref) => session.find(part, ref),
    async publish(part) {
      if (fate.kind === 'rejected') return { kind: 'rejected', code: fate.code, say: fate.say }
      await session.publish(part)
      return { kind: 'unknown', say: 'the connection broke before the network answered.', evidence: null }
    },
  }
}

/** Somebody lets what was too late go after all, and it does not go well. */
export async function sendLate(
  stage: Stage,
  postId: string,
  fate: Fate<'unknown' | 'rejected' | 'blocked'>,
): Promise<void> {
  const { services } = stage.posts
  const deps: PostsDeps =
    fate.kind === 'blocked'
      ? stage.posts
      : { ...stage.posts, openSession: async (id) => playedSession(await stage.posts.openSession(id), fate) }
  for (const publication of await publicationsOf(stage, postId)) {
    // Both moves at once, so that no worker takes it up in between.
    await services.db.transaction().execute(async (tx) => {
      const at = isoOf(services.clock.now())
      await movePublication(tx, publication, {
        to: 'due',
        at,
        actor: entryActor(actorIn(stage, fate.by)),
        outcome: null,
      })
      await claim(tx, stage, { ...publication, state: 'due', version: publication.version + 1 })
    })
    await sendPublication(deps, await publicationById(stage, publication.id))
    // Until somebody says “Look again”: else the worker finds it within seconds and there is nothing to see.
    if (fate.kind === 'unknown')
      await services.db
        .updateTable('publication')
        .set({ next_at: isoOf(services.clock.now().add({ hours: 24 * 365 })) })
        .where('id', '=', publication.id)
        .execute()
  }
}

/** The network ends the access, as networks do, without asking. The account can be connected again. */
export async function breakConnection(stage: Stage, accountId: string): Promise<void> {
  const { services, networks } = stage.house
  const account = await accountById(services.db, accountId)
  const connection = await connectionOf(services.db, accountId)
  if (!account || !connection) throw new Error('An account of the example is not connected.')
  await networks.get(account.network)?.disconnect?.(unsealed(services, account, connection))
}
