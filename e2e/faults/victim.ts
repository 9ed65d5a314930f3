/**
 * A worker that is killed. It first finishes what an earlier one left, then has one more post approved and sends it,
 * and dies by its own `kill -9` at the boundary it was given. Boundaries stand before and after every statement to the
 * database, and before, during and after every request to the network.
 */
import type { KyselyPlugin } from 'kysely'
import { z } from 'zod'
import { createDraft } from '#features/posts/write-draft.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import { startDispatcher } from '#features/posts/index.ts'
import { viewPost } from '#features/posts/views.ts'
import { actorById, type Actor } from '#features/people/index.ts'
import type { Content } from '#features/posts/contract.ts'
import { readConfig } from '#platform/config/index.ts'
import type { GuardedFetch, GuardedRequest } from '#platform/fetch/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { composeHouse, type House } from '#app/compose.ts'
import { openServices } from '#app/open-services.ts'
import { boundaries, type Boundaries } from './boundary.ts'

const job = z.object({
  /** The boundary to die at; 0 lives. */
  killAt: z.number(),
  /** What to send, or null to finish only what is left. */
  send: z
    .object({
      text: z.string(),
      accountId: z.string(),
      shape: z.enum(['text', 'thread', 'image']),
      assetId: z.string().nullable(),
    })
    .nullable(),
  author: z.string(),
  officer: z.string(),
})
type Job = z.infer<typeof job>

function watchedFetch(fetch: GuardedFetch, at: Boundaries): GuardedFetch {
  const watched = async (url: string | URL, request?: GuardedRequest) => {
    at.pass('before a request')
    const answer = fetch(url, request)
    // Long enough for the request to have left, too short for its answer, mostly; both are worth dying in.
    await new Promise((resolve) => setTimeout(resolve, 1))
    at.pass('during a request')
    const answered = await answer
    at.pass('after an answer')
    return answered
  }
  return Object.assign(watched, { standard: fetch.standard })
}

function watchedDatabase(services: Services, at: Boundaries): Services {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      at.pass(`before ${node.kind.replace('QueryNode', '').toLowerCase()}`)
      return node
    },
    transformResult: ({ result }) => {
      at.pass('after a statement')
      return Promise.resolve(result)
    },
  }
  return { ...services, db: services.db.withPlugin(plugin), fetch: watchedFetch(services.fetch, at) }
}

function contentOf(send: NonNullable<Job['send']>): Content {
  const media =
    send.shape === 'image' && send.assetId
      ? [{ assetId: send.assetId, alt: 'A grey field with nothing in it.', crop: null }]
      : []
  const parts =
    send.shape === 'thread'
      ? [1, 2, 3].map((part) => ({ text: `${send.text} part ${part}`, media: [], link: null }))
      : [{ text: send.text, media, link: null }]
  return { parts, variants: {} }
}

async function approveOne(
  house: House,
  send: NonNullable<Job['send']>,
  author: Actor,
  officer: Actor,
): Promise<string> {
  const id = await createDraft(house.posts, author, {
    title: send.text,
    content: contentOf(send),
    accountIds: [send.accountId],
  })
  await submitPost(house.posts, author, id, 1)
  const view = await viewPost(house.posts, officer, id)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(house.posts, officer, id, { digests, note: '' })
  return id
}

/** Waits until nothing is on its way any more. */
async function settled(services: Services): Promise<Record<string, number>> {
  for (let tries = 0; tries < 600; tries++) {
    const rows = await services.db
      .selectFrom('publication')
      .select(['state', (on) => on.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute()
    const counts = Object.fromEntries(rows.map((row) => [row.state, row.count]))
    const moving = ['due', 'claimed', 'intended', 'sent', 'unknown', 'reconciling', 'published'].some(
      (state) => (counts[state] ?? 0) > 0,
    )
    if (!moving) return counts
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {}
}

const { killAt, send, author, officer } = job.parse(JSON.parse(process.argv[2] ?? '{}'))
const at = boundaries()
const opened = await openServices(readConfig(process.env))
const services = watchedDatabase(opened.services, at)
const house = composeHouse(services, opened.keys)
const dispatcher = startDispatcher(house.posts, `victim-${process.pid}`, { alone: true })
house.onWake(() => dispatcher.wake())
const before = await settled(opened.services)
if (send) {
  const now = nowOf(services)
  const [writes, approves] = await Promise.all([
    actorById(services.db, author, now),
    actorById(services.db, officer, now),
  ])
  if (!writes || !approves) throw new Error('The people of this run are not there.')
  await dispatcher.stop()
  await approveOne(house, send, writes, approves)
  at.arm(killAt)
  const again = startDispatcher(house.posts, `victim-${process.pid}-2`, { alone: true })
  await settled(opened.services)
  process.stdout.write(`${JSON.stringify({ lived: true, boundaries: at.passed() })}\n`)
  await again.stop()
} else {
  await dispatcher.stop()
  process.stdout.write(`${JSON.stringify({ states: before })}\n`)
}
await opened.close()
process.exit(0)
