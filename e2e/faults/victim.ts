/**
 * A worker that is killed. It first finishes what an earlier one left, then has one more post approved and sends it,
 * and dies by its own `kill -9` at the boundary it was given. Boundaries stand before and after every statement to the
 * database, and before, during and after every request to the network.
 */
import type { KyselyPlugin } from 'kysely'
import { z } from 'zod'
import { startDispatcher } from '#features/posts/index.ts'
import { actorById } from '#features/people/index.ts'
import { readConfig } from '#platform/config/index.ts'
import type { GuardedFetch, GuardedRequest } from '#platform/fetch/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { composeHouse } from '#app/compose.ts'
import { openServices } from '#app/open-services.ts'
import { boundaries, type Boundaries } from './boundary.ts'
import { approveOne, settled, shapes } from './post.ts'

const job = z.object({
  /** The boundary to die at; 0 lives. */
  killAt: z.number(),
  /** What to send, or null to finish only what is left. */
  send: z
    .object({ texts: z.array(z.string()), accountId: z.string(), shape: z.enum(shapes), assetId: z.string() })
    .nullable(),
  author: z.string(),
  officer: z.string(),
})

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
  return Object.assign(watched, { standard: fetch.standard, connect: fetch.connect })
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

const say = (words: object) => process.stdout.write(`${JSON.stringify(words)}\n`)

const { killAt, send, author, officer } = job.parse(JSON.parse(process.argv[2] ?? '{}'))
const at = boundaries()
const opened = await openServices(readConfig(process.env))
const services = watchedDatabase(opened.services, at)
const house = composeHouse(services, opened.keys)
const dispatcher = startDispatcher(house.posts, `victim-${process.pid}`, { alone: true })
house.onWake(() => dispatcher.wake())
await settled(opened)
await dispatcher.stop()
if (send) {
  const now = nowOf(services)
  const writes = await actorById(services.db, author, now)
  const approves = await actorById(services.db, officer, now)
  if (!writes || !approves) throw new Error('The people of this run are not there.')
  for (const text of send.texts)
    await approveOne(house, { ...send, text }, { author: writes, officer: approves })
  at.arm(killAt)
  const again = startDispatcher(house.posts, `victim-${process.pid}-2`, { alone: true })
  await settled(opened)
  say({ lived: true, boundaries: at.passed() })
  await again.stop()
} else say({ finished: true })
await opened.close()
process.exit(0)
