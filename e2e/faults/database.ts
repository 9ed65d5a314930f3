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
async function planPosts(
  house: House,
  stage: Stage,
  seconds: number,
): Promise<{ sent: Wanted[]; late: Wanted[] }> {
  const { author, officer } = await actorsOf(house, stage)
  const make = async (text: string, index: number): Promise<Wanted> => {
    const accountId = stage.targets[index % stage.targets.length]!.id
    const wanted: Wanted = { text, accountId, shape: 'text', assetId: stage.assetId }
    const id = await approveOne(house, wanted, { author, officer })
    if (text.startsWith('Now')) return wanted
    const due = house.services.clock.now().add({ seconds: text.startsWith('Late') ? 15 : 15 + seconds / 2 })
    const tooLate = text.startsWith('Late') ? { miss_after: isoOf(due.add({ milliseconds: 100 })) } : {}
    await house.services.db
      .updateTable('publication')
      .set({ due_at: isoOf(due), next_at: isoOf(due), ...tooLate })
      .where('post_id', '=', id)
      .execute()
    return wanted
  }
  const sent: Wanted[] = []
  const late: Wanted[] = []
  for (let index = 0; index < 12; index++) sent.push(await make(`Now ${index}`, index))
  for (let index = 0; index < 6; index++) sent.push(await make(`Within ${index}`, index))
  for (let index = 0; index < 3; index++) late.push(await make(`Late ${index}`, index))
  return { sent, late }
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
    const due = isoOf(now.add({ seconds: seconds / 3 }))
    const late = title.startsWith('Late') ? { miss_after: isoOf(now.add({ seconds: seconds / 2 })) } : {}
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

async function outage({ how, seconds, postgres, stage, tell }: Outage): Promise<Row> {
  const servers: Server[] = []
  let house = await openHouse(stage.environment)
  try {
    const { author } = await actorsOf(house, stage)
    const client = await tokenFor(house, author)
    const { sent, late } = await planPosts(house, stage, seconds)
    const web = await startServer({ role: 'web', environment: stage.environment })
    servers.push(web)
    await web.ready()
    await planTimes(house, seconds)
    const worker = await startServer({ role: 'worker', environment: stage.environment })
    servers.push(worker)
    await untilSomeAreOut(house)
    await planTimes(house, seconds)
    await house.close()
    tell(`${names[how]} for ${seconds} s`)
    await postgres.pause(how)
    const asked = await askThrough(client, web, seconds)
    const health = await fetch(`${web.url}/health`, { signal: AbortSignal.timeout(15_000) }).catch(() => null)
    await postgres.resume()
    const back = await backAgain(client, web)
    house = await openHouse(stage.environment)
    // What was in hand waits for its lease; a minute and a half is not waited for here.
    await house.services.db
      .updateTable('publication')
      .set({ lease_until: house.services.clock.now().subtract({ seconds: 1 }).toString() })
      .where('lease_until', 'is not', null)
      .execute()
    const done = await settled(house, 60)
    const states = await statesByTitle(house)
    const there: string[] = []
    for (const target of stage.targets) there.push(...(await textsThere(house, target, {})))
    const verdict = judge(sent, there, states)
    const missed = late.every(({ text }) => states.get(text)?.[0] === 'missed' && !there.includes(text))
    await wait(1500)
    const log = await verifyLog(house.services.db, { key: house.keys.signing.publicKey })
    const unanswered = asked.filter(({ after }) => after === null).length
    const answers = asked.filter(({ after }) => after !== null)
    const honest = answers.every(
      ({ status, code, detail }) =>
        status === 201 || (status === 503 && code === 'database.unavailable' && detail !== ''),
    )
    const tellings = new Map<string, number>()
    for (const { status, code } of asked) {
      const word = status === 0 ? 'no answer in 10 s' : `${status} ${code}`.trim()
      tellings.set(word, (tellings.get(word) ?? 0) + 1)
    }
    const answered = [...tellings].map(([word, count]) => `${count} × ${word}`).join(', ')
    tell(`answers meanwhile: ${answered}`)
    for (const server of servers) if (!server.alive()) tell(server.output().slice(-1500))
    return claims(
      {
        kind: 'database',
        scenario: `${names[how]}, ${seconds} s`,
        times: 1,
        posts: sent.length + late.length,
        ...verdict,
        note: `answers meanwhile: ${answered}; ${late.length} missed`,
      },
      {
        'answers were 503 database.unavailable': honest && (how === 'frozen' || unanswered === 0),
        'some answers came while it was away': answers.some(({ status }) => status === 503),
        '/health said degraded': how === 'frozen' || health?.status === 503,
        'both processes stayed up': servers.every((server) => server.alive()),
        'the API was back within 30 s': back,
        'what came too late was missed and did not go': missed,
        'everything came to rest': done,
        'the log verifies': log.faults.length === 0,
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
