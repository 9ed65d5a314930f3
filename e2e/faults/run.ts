/**
 * Kills the worker with `kill -9` at every boundary of a publication, one after the other, against the real Bluesky
 * server and Practice, and then asks both what is really there. Prints lost, doubled and untrue: all have to be 0.
 * Usage: npm run faults -- [--json] [--stride N] (N > 1 takes every Nth boundary).
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { verifyLog } from '#platform/ledger/index.ts'
import { openServices } from '#app/open-services.ts'
import { readConfig } from '#platform/config/index.ts'
import { startBluesky, type Bluesky } from '../peers/bluesky.ts'
import { prepareStage, type Stage } from './stage.ts'

const said = z.union([
  z.object({ died: z.string(), at: z.number() }),
  z.object({ lived: z.literal(true), boundaries: z.number() }),
  z.object({ states: z.record(z.string(), z.number()) }),
])
type Said = z.infer<typeof said>

type Shape = 'text' | 'thread' | 'image'
interface Scenario {
  network: 'practice' | 'bluesky'
  shape: Shape
}

interface Row {
  scenario: string
  kills: number
  boundaries: number
  posts: number
  lost: number
  doubled: number
  untrue: number
}

function victim(stage: Stage, job: object): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [new URL('./victim.ts', import.meta.url).pathname, JSON.stringify(job)],
      {
        env: { PATH: process.env.PATH ?? '', ...stage.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const last = out.trim().split('\n').at(-1) ?? ''
      const parsed = last.startsWith('{') ? said.safeParse(JSON.parse(last)) : null
      if (parsed?.success) resolve(parsed.data)
      else reject(new Error(`The worker ended (${code ?? signal}) without a word.\n${out}\n${err}`))
    })
  })
}

/** Goes through one scenario until the worker lives to the end. Answers the texts that were approved. */
async function runScenario(stage: Stage, scenario: Scenario, stride: number, tell: (line: string) => void) {
  const texts: string[] = []
  let kills = 0
  for (let killAt = 1; ; killAt += stride) {
    const text = `${scenario.network} ${scenario.shape} number ${killAt}`
    texts.push(text)
    const { author, officer } = stage
    const accountId = stage.accounts[scenario.network]
    const answer = await victim(stage, {
      killAt,
      author,
      officer,
      send: { text, accountId, shape: scenario.shape, assetId: stage.assetId },
    })
    if ('lived' in answer) return { texts, kills, boundaries: answer.boundaries }
    if ('died' in answer) {
      kills += 1
      tell(`${text}: killed ${answer.died}`)
    }
  }
}

/** What is really there: every text on the network, as often as it stands there. */
async function really(stage: Stage, bluesky: Bluesky, opened: Awaited<ReturnType<typeof openServices>>) {
  const practice = await opened.services.db
    .selectFrom('practice_post')
    .select('text')
    .where('account_id', '=', stage.accounts.practice)
    .where('deleted_at', 'is', null)
    .execute()
  const remote = await bluesky.listPosts(stage.did)
  return {
    practice: practice.map((post) => post.text),
    bluesky: remote.map((post) => String(post.value.text)),
  }
}

function judge(
  scenario: Scenario,
  texts: string[],
  there: string[],
  states: Map<string, string[]>,
): Pick<Row, 'lost' | 'doubled' | 'untrue'> {
  let [lost, doubled, untrue] = [0, 0, 0]
  for (const text of texts) {
    const wanted = scenario.shape === 'thread' ? [1, 2, 3].map((part) => `${text} part ${part}`) : [text]
    const counts = wanted.map((each) => there.filter((found) => found === each).length)
    if (counts.some((count) => count === 0)) lost += 1
    if (counts.some((count) => count > 1)) doubled += 1
    // A post that stands there whole has to be known as verified, and nothing else.
    const claims = states.get(text) ?? []
    if (claims.length !== 1 || claims[0] !== 'verified') untrue += 1
  }
  return { lost, doubled, untrue }
}

async function statesByText(
  opened: Awaited<ReturnType<typeof openServices>>,
): Promise<Map<string, string[]>> {
  const rows = await opened.services.db
    .selectFrom('publication')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select(['post.title', 'publication.state'])
    .execute()
  const states = new Map<string, string[]>()
  for (const row of rows) states.set(row.title, [...(states.get(row.title) ?? []), row.state])
  return states
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, stride: { type: 'string', default: '1' } },
})
const tell = (line: string) => {
  if (!values.json) process.stderr.write(`${line}\n`)
}
const scenarios: Scenario[] = (['practice', 'bluesky'] as const).flatMap((network) =>
  (['text', 'thread', 'image'] as const).map((shape) => ({ network, shape })),
)
const started = performance.now()
const bluesky = await startBluesky()
const stage = await prepareStage(bluesky)
try {
  const runs = []
  for (const scenario of scenarios)
    runs.push({ scenario, ...(await runScenario(stage, scenario, Number(values.stride), tell)) })
  await victim(stage, { killAt: 0, author: stage.author, officer: stage.officer, send: null })
  const opened = await openServices(readConfig(stage.environment))
  const there = await really(stage, bluesky, opened)
  const states = await statesByText(opened)
  const rows: Row[] = runs.map(({ scenario, texts, kills, boundaries }) => ({
    scenario: `${scenario.network}, ${scenario.shape}`,
    kills,
    boundaries,
    posts: texts.length,
    ...judge(scenario, texts, there[scenario.network], states),
  }))
  const log = await verifyLog(opened.services.db, { key: opened.keys.signing.publicKey })
  await opened.close()
  const sum = (key: 'kills' | 'lost' | 'doubled' | 'untrue') =>
    rows.reduce((total, row) => total + row[key], 0)
  const total = {
    kills: sum('kills'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    untrue: sum('untrue'),
    seconds: Math.round((performance.now() - started) / 1000),
    logFaults: log.faults.length,
  }
  if (values.json) console.log(JSON.stringify({ rows, total }, null, 2))
  else {
    console.table(rows)
    console.log(
      `${total.kills} kills in ${total.seconds} s: ${total.lost} lost, ${total.doubled} doubled, ${total.untrue} untrue; ${total.logFaults} faults in the log.`,
    )
  }
  process.exitCode = total.lost + total.doubled + total.untrue + total.logFaults > 0 ? 1 : 0
} finally {
  await bluesky.stop()
  rmSync(stage.folder, { recursive: true, force: true })
}
