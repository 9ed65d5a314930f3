// A worker on results day: sends what is due on the made-up networks, and tells how late the posts of each went.
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { peerOptions, peerReady } from '../../e2e/peers/child.ts'
import { readConfig } from '#platform/config/index.ts'
import { nowOf } from '#platform/services.ts'
import { composeHouse } from '#app/compose.ts'
import { openServices } from '#app/open-services.ts'
import { policyInForce } from '#features/policy/index.ts'
import { startDispatcher, type Dispatcher, type PostsDeps } from '#features/posts/index.ts'
import { networkFrom, resultsNetworks, sessionOn } from '../parts/results-day-networks.ts'

const { environment, alone, original } = peerOptions<{
  environment: Record<string, string>
  alone: boolean
  /** The account whose standing all others have. */
  original: string
}>()
const opened = await openServices(readConfig({ ROSTRUM_LOG: 'error', ...environment }))
const { db } = opened.services
const house = composeHouse(opened.services, opened.keys)
const practice = house.networks.get('practice')
if (!practice) throw new Error('Practice is not there.')
for (const each of resultsNetworks) house.networks.set(each.id, networkFrom(practice, each))

async function deps(): Promise<PostsDeps> {
  const rows = await db.selectFrom('account').select(['id', 'network']).execute()
  const sessions = new Map(resultsNetworks.map((each) => [each.id, sessionOn(each)]))
  const networks = new Map(rows.map((row) => [row.id, row.network]))
  return {
    ...house.posts,
    // The register’s own statement, asked for the account that all are copies of.
    standing: () => house.posts.standing(original),
    spoke: () => Promise.resolve(),
    openSession: (accountId) => {
      const session = sessions.get(networks.get(accountId) ?? '')
      return session ? Promise.resolve(session) : Promise.reject(new Error('No network of results day.'))
    },
  }
}

const moving = sql<{ left: number }>`select count(*)::int as left from publication
  where network <> 'broken' and state in ('due', 'claimed', 'intended', 'sent', 'unknown', 'reconciling')`

const told = sql<Record<string, unknown>>`
  select network, count(*)::int as published, max(at) as last,
    percentile_disc(array[0.5, 0.95, 0.99, 1]) within group (order by late) as late
  from (select network, published_at as at, extract(epoch from published_at - due_at)::float8 * 1000 as late
    from publication where published_at is not null) l group by network order by network`

let dispatcher: Dispatcher | undefined
peerReady(
  {},
  async () => {
    await dispatcher?.stop()
    await opened.close()
  },
  async (question) => {
    if (question['say'] === 'start') {
      // As a worker of the product has, before anything comes due.
      await policyInForce(db, nowOf(opened.services))
      dispatcher = startDispatcher(await deps(), `worker-${process.pid}`, { alone })
      return {}
    }
    for (const until = Date.now() + 3_000_000; Date.now() < until; await wait(500))
      if ((await moving.execute(db)).rows[0]?.left === 0) return { networks: (await told.execute(db)).rows }
    throw new Error('Not everything went within fifty minutes.')
  },
)
