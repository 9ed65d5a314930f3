/**
 * Kills the worker with `kill -9` at the boundaries of a publication, one after the other, against the real Bluesky
 * server and Practice, and then asks both what is really there.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { verifyLog } from '#platform/ledger/index.ts'
import { startBluesky, type Bluesky } from '../peers/bluesky.ts'
import { judge, shapes, statesByTitle, textsThere, type Shape } from './post.ts'
import type { Row, Tell } from './row.ts'
import { openHouse, prepareStage, targetOf, type Stage } from './stage.ts'

const said = z.union([
  z.object({ died: z.string(), at: z.number() }),
  z.object({ lived: z.literal(true), boundaries: z.number() }),
  z.object({ finished: z.literal(true) }),
])

interface Scenario {
  place: 'practice' | 'bluesky'
  shape: Shape
  /** How many posts of the account are due at once: the next ones are made ready while one is on its way. */
  together: number
}

const nameOf = ({ shape, together }: Scenario) => (together === 1 ? shape : `${together} posts`)

interface Run {
  scenario: Scenario
  texts: string[]
  kills: number
  boundaries: number
}

function victim(stage: Stage, job: object): Promise<z.infer<typeof said>> {
  return new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('./victim.ts', import.meta.url))
    const child = spawn(process.execPath, [script, JSON.stringify(job)], {
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', ...stage.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const timer = setTimeout(() => child.kill('SIGKILL'), 120_000)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      const last = out.trim().split('\n').at(-1) ?? ''
      const parsed = last.startsWith('{') ? said.safeParse(JSON.parse(last)) : null
      if (parsed?.success) resolve(parsed.data)
      else reject(new Error(`The worker ended (${code ?? signal}) without a word.\n${out}\n${err}`))
    })
  })
}

export interface KillOptions {
  /** Every how manieth boundary. */
  stride: number
  /** No more than so many kills in one scenario; the rest is left out. */
  most?: number
  /** How many data folders are worked on side by side. */
  lanes: number
}

/** Goes through one scenario until the worker lives to the end. */
async function runScenario(stage: Stage, scenario: Scenario, options: KillOptions, tell: Tell): Promise<Run> {
  const { author, officer, assetId } = stage
  const { place, shape, together } = scenario
  const run: Run = { scenario, texts: [], kills: 0, boundaries: 0 }
  // Where not every boundary is taken, scenarios begin at different ones.
  const first = 1 + (shapes.indexOf(shape) % options.stride)
  for (let killAt = first; run.kills < (options.most ?? Infinity); killAt += options.stride) {
    const text = `${place} ${nameOf(scenario)} number ${killAt}`
    const texts = Array.from({ length: together }, (_, index) =>
      index === 0 ? text : `${text} and ${index}`,
    )
    run.texts.push(...texts)
    const send = { texts, accountId: targetOf(stage, place).id, shape, assetId }
    const answer = await victim(stage, { killAt, author, officer, send })
    if ('lived' in answer) return { ...run, boundaries: answer.boundaries }
    if ('died' in answer) {
      run.kills += 1
      tell(`${text}: killed ${answer.died}`)
    }
  }
  return run
}

async function judgeLane(stage: Stage, bluesky: Bluesky, runs: Run[]): Promise<Row[]> {
  await victim(stage, { killAt: 0, author: stage.author, officer: stage.officer, send: null })
  const house = await openHouse(stage.environment)
  try {
    const states = await statesByTitle(house)
    const log = await verifyLog(house.services.db, { key: house.keys.signing.publicKey })
    const rows: Row[] = []
    for (const { scenario, texts, kills, boundaries } of runs) {
      const there = await textsThere(house, targetOf(stage, scenario.place), { bluesky })
      const { shape, place } = scenario
      const name = nameOf(scenario)
      const verdict = judge(
        texts.map((text) => ({ text, shape })),
        there.filter((text) => text.startsWith(`${place} ${name} `)),
        states,
      )
      const note = boundaries > 0 ? `${boundaries} boundaries` : ''
      const faults = log.faults.length > 0 ? `NOT SO: the log verifies (${log.faults.length} faults)` : ''
      rows.push({
        kind: 'kills',
        scenario: `kill -9, ${place}, ${name}`,
        times: kills,
        posts: texts.length,
        ...verdict,
        untrue: verdict.untrue + log.faults.length,
        note: [note, faults].filter(Boolean).join('; '),
      })
    }
    return rows
  } finally {
    await house.close()
  }
}

export async function killsTable(options: KillOptions, tell: Tell): Promise<Row[]> {
  const scenarios = (['bluesky', 'practice'] as const).flatMap((place) => [
    ...shapes.map((shape): Scenario => ({ place, shape, together: 1 })),
    { place, shape: 'text', together: 3 } satisfies Scenario,
  ])
  const bluesky = await startBluesky()
  const lane = async () => {
    const stage = await prepareStage({ peers: { bluesky }, accounts: { practice: 1, bluesky: 1 } })
    try {
      const runs: Run[] = []
      for (let next = scenarios.shift(); next; next = scenarios.shift())
        runs.push(await runScenario(stage, next, options, tell))
      return await judgeLane(stage, bluesky, runs)
    } finally {
      rmSync(stage.folder, { recursive: true, force: true })
    }
  }
  try {
    const lanes = await Promise.all(Array.from({ length: options.lanes }, lane))
    return lanes.flat().toSorted((a, b) => a.scenario.localeCompare(b.scenario))
  } finally {
    await bluesky.stop()
  }
}
