import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { startPostgres } from '../../e2e/peers/postgres.ts'
import { goingTimes } from '#features/posts/calendar-room.ts'
import { copies } from '#app/limits-testing.ts'
import { figure, percentile, type Figure, type Measure } from '../figure.ts'
import { watchCores } from '../parts/cores.ts'
import { withFolder } from '../parts/folder.ts'
import { startBenchProcess } from '../parts/process.ts'
import { resultsNetworks, troublesome, type ResultsNetwork } from '../parts/results-day-networks.ts'
import { addConnected, approveOne, withStage, wordsOf, type Environment } from '../parts/stage.ts'

/** Fewer where the machine has other work to do: BENCH_POSTS=500. What is said of it then says how many. */
const posts = Number(process.env['BENCH_POSTS'] ?? 10_000)
const accountsOfEach = 25
const ofEach = Math.max(1, Math.round(posts / resultsNetworks.length / accountsOfEach))
/** Between the posts being there and the first instant; the workers start in this time. */
const ahead = { seconds: 15 }
const minute = 60_000

const answer = z.object({
  networks: z.array(
    z.object({
      network: z.string(),
      published: z.number(),
      last: z.string(),
      late: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    }),
  ),
})
type OfNetwork = z.infer<typeof answer>['networks'][number]

interface Ran {
  first: number
  /** How busy the cores were while the posts came due, from 0 to 1. */
  busy: number
  networks: Map<string, OfNetwork>
}

/** When the posts of a network are due after the first instant, in order: spread evenly over the minute. */
const dueTimes = () =>
  Array.from({ length: accountsOfEach * ofEach }, (_, at) => (at * minute) / (accountsOfEach * ofEach))

/** How late they would go if nothing but the limits and the network’s own slowness held them, in milliseconds. */
function ideal({ latency, servers, rates }: ResultsNetwork): { late: number[]; last: number } {
  const due = dueTimes()
  const going = due.map((at) => at)
  const scopes = { account: accountsOfEach, app: 1, server: servers }
  for (const rule of rates)
    for (let scope = 0; scope < scopes[rule.per]; scope++) {
      const mine = due.flatMap((_, at) => ((at % accountsOfEach) % scopes[rule.per] === scope ? [at] : []))
      const planned = mine.map((at) => ({ at: going[at] ?? 0, posts: 1 })).toSorted((a, b) => a.at - b.at)
      for (const [index, time] of goingTimes(rule, planned).entries()) {
        const at = mine[index]
        if (at !== undefined) going[at] = time
      }
    }
  const free = new Map<number, number>()
  const done = going.map((time, at) => {
    const account = at % accountsOfEach
    const end = Math.max(time, free.get(account) ?? 0) + (latency ?? 0)
    free.set(account, end)
    return end
  })
  return { late: done.map((end, at) => end - (due[at] ?? 0)), last: Math.max(...done) }
}

async function prepare(
  environment: Environment,
  networks: readonly ResultsNetwork[],
): Promise<[string, number]> {
  let original = ''
  let first = 0
  await withStage(environment, async (stage) => {
    const { services } = stage.house
    const wanted = { network: 'practice', handle: 'results-day', method: 'practice', values: {} }
    original = await addConnected(stage, wanted)
    const postId = await approveOne(stage, original, wordsOf(1))
    const { id } = await services.db
      .selectFrom('publication')
      .select('id')
      .where('post_id', '=', postId)
      .executeTakeFirstOrThrow()
    for (const { id: network, servers } of networks)
      await copies(stage.house, id, { network, accounts: accountsOfEach, each: ofEach, servers })
    await services.db.deleteFrom('publication').where('id', '=', id).execute()
    first = Number(services.clock.now().add(ahead).epochMilliseconds)
    await spread(stage.house.services.db, networks, first)
  })
  return [original, first]
}

/** Names the instants when everything is there: making it takes longer than any head start. */
async function spread(
  db: Parameters<typeof copies>[0]['services']['db'],
  networks: readonly ResultsNetwork[],
  first: number,
): Promise<void> {
  const due = dueTimes()
  for (const { id: network } of networks) {
    const rows = await db
      .selectFrom('publication')
      .innerJoin('account', 'account.id', 'publication.account_id')
      .select(['publication.id', 'account_id'])
      .where('publication.network', '=', network)
      .orderBy('account.handle')
      .orderBy('publication.id')
      .execute()
    const byAccount = [...Map.groupBy(rows, (row) => row.account_id).values()]
    await db.transaction().execute(async (tx) => {
      for (const [account, mine] of byAccount.entries())
        for (const [index, { id }] of mine.entries()) {
          const at = first + (due[index * accountsOfEach + account] ?? 0)
          const time = new Date(at).toISOString()
          const late = new Date(at + 15 * minute).toISOString()
          await tx
            .updateTable('publication')
            .set({ due_at: time, next_at: time, miss_after: late })
            .where('id', '=', id)
            .execute()
        }
    })
  }
}

/** How busy the cores are in the minute in which the posts come due. */
async function busyFrom(first: number): Promise<number> {
  await setTimeout(Math.max(first - Date.now(), 0))
  const watch = watchCores()
  await setTimeout(minute)
  return watch.stop()
}

async function run(
  environment: Environment,
  workers: number,
  networks: readonly ResultsNetwork[],
): Promise<Ran> {
  const [original, first] = await prepare(environment, networks)
  const running = []
  try {
    for (let each = 0; each < workers; each++)
      running.push(
        await startBenchProcess('results-worker-process.ts', { environment, alone: workers === 1, original }),
      )
    for (const worker of running) await worker.ask({ say: 'start' })
    const watched = busyFrom(first)
    const told = answer.parse(await running[0]?.ask({ say: 'wait' }))
    return {
      first,
      busy: await watched,
      networks: new Map(told.networks.map((each) => [each.network, each])),
    }
  } finally {
    for (const worker of running) await worker.stop()
  }
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`

function latenessOf(say: string, network: ResultsNetwork, ran: OfNetwork): Figure {
  const [p50, p95, p99, max] = ran.late
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)
  const best = ideal(network).late
  return figure(`${say}, ${network.id}: lateness, p99`, p99 / 1000, 's', {
    reference: {
      name: 'with nothing but its limits and its slowness',
      value: Math.max(percentile(best, 0.99), 1) / 1000,
    },
    note: `${ran.published} posts; p50 ${seconds(p50)} s, p95 ${seconds(p95)} s, the last ${seconds(max)} s.`,
  })
}

async function scene(
  say: string,
  workers: number,
  environment: () => Promise<Environment>,
): Promise<Figure[]> {
  const quiet = resultsNetworks.filter(({ id }) => !troublesome.has(id))
  const without = await run(await environment(), workers, quiet)
  const withAll = await run(await environment(), workers, resultsNetworks)
  const answering = resultsNetworks.filter(({ latency }) => latency !== null)
  const sum = answering.reduce((all, { id }) => all + (withAll.networks.get(id)?.published ?? 0), 0)
  const expected = answering.length * accountsOfEach * ofEach
  if (sum !== expected) throw new Error(`Of ${expected} posts ${sum} went out.`)
  const rate = (count: number, milliseconds: number) => count / (milliseconds / 1000)
  let dispatched = 0
  let allowed = 0
  for (const network of answering) {
    const ran = withAll.networks.get(network.id)
    if (!ran) continue
    dispatched += rate(ran.published, Date.parse(ran.last) - withAll.first)
    allowed += rate(ran.published, ideal(network).last)
  }
  const delays = quiet.map(({ id }) => {
    const [, , before = 0] = without.networks.get(id)?.late ?? []
    const [, , now = 0] = withAll.networks.get(id)?.late ?? []
    return { id, delay: now - before }
  })
  const worst = delays.toSorted((a, b) => b.delay - a.delay)[0]
  return [
    figure(`${say}: dispatched, the sum over the networks`, dispatched, 'posts/s', {
      reference: { name: 'what limits and slowness allow', value: allowed },
      note: `${expected + accountsOfEach * ofEach} posts due in one minute on eight networks, ${accountsOfEach} accounts on each; one never answers. One run.`,
    }),
    figure(
      `${say}: what the slow and the broken network delay another by, at p99`,
      (worst?.delay ?? 0) / 1000,
      's',
      {
        aim: { of: 'value', bound: 'at most', to: 1 },
        note: `The worst, ${worst?.id ?? 'none'}; held against a run of the same without those two. In the minute the cores were busy ${percent(withAll.busy)} of the time with them and ${percent(without.busy)} without.`,
      },
    ),
    ...answering.flatMap((network) => {
      const ran = withAll.networks.get(network.id)
      return ran ? [latenessOf(say, network, ran)] : []
    }),
  ]
}

const count = posts.toLocaleString('en-GB')
const about = `${count} posts due in one minute over eight networks with limits, one slow, one broken.`
const aim = 'slow and broken networks delay another by at most 1 s at p99'

export const resultsDay: Measure = {
  name: 'results-day',
  about: `${about} PGlite, one process.`,
  aim,
  run: () =>
    withFolder((folder) => {
      let made = 0
      return scene('PGlite, one process', 1, () =>
        Promise.resolve({ ROSTRUM_DATA: `${folder}/${(made += 1)}` }),
      )
    }),
}

export const resultsDayOnPostgres: Measure = {
  name: 'results-day-postgres',
  about: `${about} PostgreSQL, four workers.`,
  aim,
  peers: true,
  run: async () => {
    const postgres = await startPostgres({ durable: true, settings: { max_connections: '200' } })
    try {
      return await withFolder((folder) => {
        let made = 0
        return scene('PostgreSQL, four workers', 4, async () => ({
          ROSTRUM_DATA: folder,
          DATABASE_URL: await postgres.createDatabase(`results${(made += 1)}`),
        }))
      })
    } finally {
      await postgres.stop()
    }
  },
}
