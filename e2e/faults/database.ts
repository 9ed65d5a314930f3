/** PostgreSQL goes away under a running web and worker process, in three ways, while posts are due. */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import { verifyLog } from '#platform/ledger/index.ts'
import { startPostgres, type Postgres } from '../peers/postgres.ts'
import { tokenFor, type Client } from './by-api.ts'
import { approveOne, judge, settled, statesByTitle, textsThere, type Wanted } from './post.ts'
import { claims, type Row, type Tell } from './row.ts'
import { startServer, type Server } from './server.ts'
import { actorsOf, openHouse, prepareStage, type House, type Stage } from './stage.ts'

type How = 'stopped' | 'crashed' | 'frozen'

const names: Record<How, string> = {
  stopped: 'PostgreSQL stopped',
  crashed: 'PostgreSQL crashed',
  frozen: 'PostgreSQL frozen, its connections open',
}

interface Asked {
  /** Milliseconds until the answer; null when none came in time. */
  after: number | null
  status: number
  code: string
  detail: string
}

const problem = z.object({ code: z.string(), detail: z.string() })

async function ask(client: Client, server: Server, text: string): Promise<Asked> {
  const started = performance.now()
  const draft = {
    title: text,
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [],
  }
  const answer = await Promise.race([client.send(server.url, 'POST', '/posts', draft), wait(10_000, null)])
  if (!answer) return { after: null, status: 0, code: '', detail: '' }
  const said = problem.safeParse(answer.body)
  return {
    after: performance.now() - started,
    status: answer.status,
    code: said.data?.code ?? '',
    detail: said.data?.detail ?? '',
  }
}

/** Asks twice a second for as long as the outage lasts. */
async function askThrough(client: Client, server: Server, seconds: number): Promise<Asked[]> {
  const answers: Promise<Asked>[] = []
  for (let at = 0; at < seconds * 2; at++) {
    answers.push(ask(client, server, `Written in the outage, ${at}`))
    await wait(500)
  }
  return Promise.all(answers)
}

/** Posts that are due before the outage, within it, and within it but too late after it. */
async function planPosts(house: House, stage: Stage): Promise<{ sent: Wanted[]; late: Wanted[] }> {
  const actors = await actorsOf(house, stage)
  const make = async (name: string, count: number): Promise<Wanted[]> => {
    const made: Wanted[] = []
    for (let index = 0; index < count; index++) {
      const accountId = stage.targets[index % stage.targets.length]!.id
      const wanted: Wanted = { text: `${name} ${index}`, accountId, shape: 'text', assetId: stage.assetId }
      await approveOne(house, wanted, actors)
      made.push(wanted)
    }
    return made
  }
  return { sent: [...(await make('Now', 12)), ...(await make('Within', 6))], late: await make('Late', 3) }
}

/** Moves the planned times so that they fall where they should, counted from the outage. */
async function planTimes(house: House, seconds: number): Promise<void> {
  const now = house.services.clock.now()
  const rows = await house.services.db
    .selectFrom('publication')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select(['publication.id', 'post.title'])
    .where('publication.state', '=', 'due')
    .execute()
  for (const { id, title } of rows) {
    if (title.startsWith('Now')) continue
    const due = isoOf(now.add({ seconds: Math.ceil(seconds / 3) }))
    const late = title.startsWith('Late')
      ? { miss_after: isoOf(now.add({ seconds: Math.ceil(seconds / 2) })) }
      : {}
    await house.services.db
      .updateTable('publication')
      .set({ due_at: due, next_at: due, ...late })
      .where('id', '=', id)
      .execute()
  }
}

async function untilSomeAreOut({ services }: House): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await wait(5)) {
    const { count } = await services.db
      .selectFrom('practice_post')
      .select((on) => on.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count >= 3) return
  }
}

async function backAgain(client: Client, server: Server): Promise<boolean> {
  for (const until = Date.now() + 30_000; Date.now() < until; await wait(250))
    if ((await client.send(server.url, 'GET', '/posts')).status === 200) return true
  return false
}

interface Outage {
  how: How
  seconds: number
  postgres: Postgres
  stage: Stage
  tell: Tell
}

interface Running {
  web: Server
  worker: Server
  client: Client
  sent: Wanted[]
  late: Wanted[]
}

/** Both processes at work, some posts out, some due within the outage that comes next. */
async function begin(house: House, { stage, seconds }: Outage, servers: Server[]): Promise<Running> {
  const { author } = await actorsOf(house, stage)
  const client = await tokenFor(house, author)
  const { sent, late } = await planPosts(house, stage)
  await planTimes(house, 600)
  const web = await startServer({ role: 'web', environment: stage.environment })
  const worker = await startServer({ role: 'worker', environment: stage.environment })
  servers.push(web, worker)
  await web.ready()
  await untilSomeAreOut(house)
  await planTimes(house, seconds)
  return { web, worker, client, sent, late }
}

function tally(asked: Asked[]): string {
  const counts = new Map<string, number>()
  for (const { status, code } of asked) {
    const word = status === 0 ? 'no answer in 10 s' : `${status} ${code}`.trim()
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].map(([word, count]) => `${count} × ${word}`).join(', ')
}

/** What the API said while the database was away, and whether it was what people can use. */
function claimsOfApi(how: How, asked: Asked[], health: Response | null): Record<string, boolean> {
  const answers = asked.filter(({ after }) => after !== null)
  const honest = answers.every(
    ({ status, code, detail }) =>
      status === 201 || (status === 503 && code === 'database.unavailable' && detail !== ''),
  )
  return {
    // On frozen connections what is asked first waits until the database goes on.
    'answers were 503 database.unavailable': honest && (how === 'frozen' || answers.length === asked.length),
    'some answers came while it was away': answers.some(({ status }) => status === 503),
    '/health said so': how === 'frozen' || health?.status === 503,
  }
}

async function judgeAfter(house: House, stage: Stage, { sent, late }: Running) {
  const done = await settled(house, 60)
  const states = await statesByTitle(house)
  const there: string[] = []
  for (const target of stage.targets) there.push(...(await textsThere(house, target, {})))
  // The newest records get their place within a second.
  await wait(1500)
  const log = await verifyLog(house.services.db, { key: house.keys.signing.publicKey })
  const missed = late.every(({ text }) => states.get(text)?.[0] === 'missed' && !there.includes(text))
  return {
    verdict: judge(sent, there, states),
    held: {
      'what came too late was missed and did not go': missed,
      'everything came to rest': done,
      'the log verifies': log.faults.length === 0,
    },
  }
}

async function outage(options: Outage): Promise<Row> {
  const { how, seconds, postgres, stage, tell } = options
  const servers: Server[] = []
  let house = await openHouse(stage.environment)
  try {
    const running = await begin(house, options, servers)
    await house.close()
    tell(`${names[how]} for ${seconds} s`)
    await postgres.pause(how)
    const asked = await askThrough(running.client, running.web, seconds)
    const health = await fetch(`${running.web.url}/health`, { signal: AbortSignal.timeout(15_000) }).catch(
      () => null,
    )
    await postgres.resume()
    const back = await backAgain(running.client, running.web)
    house = await openHouse(stage.environment)
    // What was in hand waits for its lease; a minute and a half is not waited for here.
    await house.services.db
      .updateTable('publication')
      .set({ lease_until: house.services.clock.now().subtract({ seconds: 1 }).toString() })
      .where('lease_until', 'is not', null)
      .execute()
    const { verdict, held } = await judgeAfter(house, stage, running)
    tell(`answers meanwhile: ${tally(asked)}`)
    for (const server of servers) if (!server.alive()) tell(server.output().slice(-1500))
    return claims(
      {
        kind: 'database',
        scenario: `${names[how]}, ${seconds} s`,
        times: 1,
        posts: running.sent.length + running.late.length,
        ...verdict,
        note: `answers meanwhile: ${tally(asked)}; ${running.late.length} missed`,
      },
      {
        ...claimsOfApi(how, asked, health),
        'both processes stayed up': servers.every((server) => server.alive()),
        'the API was back within 30 s': back,
        ...held,
      },
    )
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await house.close()
  }
}

export async function databaseTable(options: { seconds: number; ways?: How[] }, tell: Tell): Promise<Row[]> {
  const rows: Row[] = []
  for (const how of options.ways ?? (['stopped', 'crashed', 'frozen'] as const)) {
    const postgres = await startPostgres({ durable: how === 'crashed' })
    const stage = await prepareStage({ peers: {}, accounts: { practice: 3 }, databaseUrl: postgres.url })
    try {
      rows.push(await outage({ how, seconds: options.seconds, postgres, stage, tell }))
    } finally {
      await postgres.stop()
      rmSync(stage.folder, { recursive: true, force: true })
    }
  }
  return rows
}
