/**
 * Two web and two worker processes on one PostgreSQL server and one key file. Posts come in through both web
 * processes and are due within seconds of one another; one worker is killed in the middle and another started.
 */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { verifyLog } from '#platform/ledger/index.ts'
import { startBluesky } from '../peers/bluesky.ts'
import { startPostgres } from '../peers/postgres.ts'
import { approveByApi, submitByApi, tokenFor, type Client } from './by-api.ts'
import { judge, moving, statesByTitle, textsThere, type Wanted } from './post.ts'
import { claims, type Row, type Tell } from './row.ts'
import { startServer, type Server } from './server.ts'
import { actorsOf, openHouse, prepareStage, type House, type Peers, type Stage } from './stage.ts'

export interface ManyOptions {
  posts: number
  /**
   * Wait for the dead worker's leases to run out, a minute and a half. Otherwise they are made to end at once, as if
   * that time had passed.
   */
  waitForLeases: boolean
}

export interface ManyResult {
  row: Row
  /** How many publications each worker has taken to send: the killed one, the other, the successor of the first. */
  shares: number[]
}

/** The database itself notes who takes what, so that nothing has to be believed. */
async function noteLeases({ services }: Pick<House, 'services'>): Promise<void> {
  await sql`create table fault_lease (publication_id uuid, worker text, at timestamptz default clock_timestamp())`.execute(
    services.db,
  )
  await sql`create function fault_note_lease() returns trigger language plpgsql as $$
    begin
      insert into fault_lease (publication_id, worker) values (new.id, new.lease_by);
      return null;
    end $$`.execute(services.db)
  await sql`create trigger fault_note_lease after update of state on publication for each row
    when (new.state = 'claimed' and old.state = 'due')
    execute function fault_note_lease()`.execute(services.db)
}

async function sharesOf({ services }: Pick<House, 'services'>): Promise<Map<number, number>> {
  const { rows } = await sql<{ worker: string; taken: number }>`
    select worker, count(distinct publication_id) as taken from fault_lease group by worker`.execute(
    services.db,
  )
  // `<host>-<pid>-<six characters>`
  return new Map(rows.map(({ worker, taken }) => [Number(worker.split('-').at(-2)), Number(taken)]))
}

async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, index: number) => Promise<void>,
) {
  let next = 0
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index]!, index)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

interface Crowd {
  house: House
  stage: Stage
  author: Client
  officer: Client
  webs: Server[]
  tell: Tell
}

async function writeAll({ author, webs, tell }: Crowd, wanted: Wanted[]) {
  const posts: { id: string; digests: Record<string, string> }[] = []
  await inLanes(wanted, 8, async (each, index) => {
    posts.push(await submitByApi(author, webs[index % webs.length]!.url, each))
  })
  tell(`${posts.length} posts were submitted through ${webs.length} web processes`)
  return posts
}

async function published({ services }: Pick<House, 'services'>): Promise<number> {
  const { count } = await services.db
    .selectFrom('publication')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('state', 'in', ['published', 'verified'])
    .executeTakeFirstOrThrow()
  return count
}

/** Kills whichever worker has something in hand when the work is well under way, and starts another. */
async function killInTheMiddle({ house, stage, tell }: Crowd, workers: Server[], options: ManyOptions) {
  const { db } = house.services
  const inHand = () =>
    db
      .selectFrom('publication')
      .select('lease_by')
      .where('state', 'in', ['claimed', 'intended', 'sent'])
      .execute()
  const isOf = (worker: Server) => (row: { lease_by: string | null }) =>
    row.lease_by?.split('-').at(-2) === String(worker.pid())
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(2)) {
    if ((await published(house)) < options.posts / 20) continue
    const held = await inHand()
    const killed = workers.find((worker) => held.some(isOf(worker)))
    if (!killed) continue
    await killed.kill9()
    const left = (await inHand()).filter(isOf(killed)).length
    tell(`a worker was killed with ${left} publications in hand`)
    if (!options.waitForLeases)
      await db
        .updateTable('publication')
        .set({ lease_until: house.services.clock.now().subtract({ seconds: 1 }).toString() })
        .where('lease_by', 'like', `%-${killed.pid()}-%`)
        .execute()
    return { killed, successor: await startServer({ role: 'worker', environment: stage.environment }) }
  }
  throw new Error('No worker was seen in the middle of its work.')
}

async function allDone(house: House, seconds: number): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await wait(100))
    if ((await moving(house)) === 0) return true
  return false
}

function wantedOf(stage: Stage, posts: number): Wanted[] {
  return Array.from({ length: posts }, (_each, index) => ({
    text: `News of the day, number ${index + 1}`,
    accountId: stage.targets[index % stage.targets.length]!.id,
    shape: 'text' as const,
    assetId: stage.assetId,
  }))
}

async function judgeAll(crowd: Crowd, peers: Peers, wanted: Wanted[]): Promise<ReturnType<typeof judge>> {
  const there: string[] = []
  for (const target of crowd.stage.targets) there.push(...(await textsThere(crowd.house, target, peers)))
  return judge(wanted, there, await statesByTitle(crowd.house))
}

async function logIsWhole({ services, keys }: House): Promise<boolean> {
  // The newest records get their place within a second or two.
  for (let tries = 0; tries < 20; tries++) {
    const waiting = await services.db
      .selectFrom('ledger_entry')
      .select('id')
      .where('seq', 'is', null)
      .execute()
    if (waiting.length === 0) break
    await wait(250)
  }
  return (await verifyLog(services.db, { key: keys.signing.publicKey })).faults.length === 0
}

export async function manyProcesses(options: ManyOptions, tell: Tell): Promise<ManyResult> {
  const [postgres, bluesky] = await Promise.all([startPostgres(), startBluesky()])
  const peers = { bluesky }
  const servers: Server[] = []
  const stage = await prepareStage({
    peers,
    accounts: { practice: 4, bluesky: 1 },
    databaseUrl: postgres.url,
  })
  const house = await openHouse(stage.environment)
  try {
    await noteLeases(house)
    const { author, officer } = await actorsOf(house, stage)
    const tokens = { author: await tokenFor(house, author), officer: await tokenFor(house, officer) }
    const start = (role: 'web' | 'worker') => startServer({ role, environment: stage.environment })
    const [firstWeb, secondWeb, firstWorker, secondWorker] = await Promise.all([
      start('web'),
      start('web'),
      start('worker'),
      start('worker'),
    ])
    const webs = [firstWeb, secondWeb]
    servers.push(...webs, firstWorker, secondWorker)
    await Promise.all(servers.map((server) => server.ready()))
    tell('two web and two worker processes are running')
    const crowd: Crowd = { house, stage, ...tokens, webs, tell }
    const wanted = wantedOf(stage, options.posts)
    const posts = await writeAll(crowd, wanted)
    const approving = inLanes(posts, 8, (post, index) =>
      approveByApi(tokens.officer, webs[index % webs.length]!.url, post),
    )
    const workers = [firstWorker, secondWorker]
    const [{ killed, successor }] = await Promise.all([killInTheMiddle(crowd, workers, options), approving])
    servers.push(successor)
    const done = await allDone(house, options.waitForLeases ? 180 : 60)
    const verdict = await judgeAll(crowd, peers, wanted)
    const byProcess = await sharesOf(house)
    const other = killed === firstWorker ? secondWorker : firstWorker
    const shares = [killed, other, successor].map((worker) => byProcess.get(worker.pid()) ?? 0)
    const whole = await logIsWhole(house)
    tell(`in hand by worker: ${shares.join(', ')}`)
    const row = claims(
      {
        kind: 'processes',
        scenario: 'PostgreSQL, two web and two worker processes, one worker killed',
        times: 1,
        posts: options.posts,
        ...verdict,
        note: `publications taken to send by the killed worker ${shares[0]}, by the other ${shares[1]}, by its successor ${shares[2]}`,
      },
      {
        'everything came to rest': done,
        'both workers took their share': shares[0]! > 0 && shares[1]! > 0,
        'the log verifies': whole,
        'the other processes stayed up': servers
          .filter((server) => server !== killed)
          .every((server) => server.alive()),
      },
    )
    return { row, shares }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await house.close()
    await Promise.all([postgres.stop(), bluesky.stop()])
    rmSync(stage.folder, { recursive: true, force: true })
  }
}
