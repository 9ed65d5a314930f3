/**
 * An import of thousands of lines, killed with `kill -9` in its middle, again and again: what stands is whole steps, the
 * import says how many, and the next process brings in the rest. No line twice, none lost.
 */
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { takeIn } from '#features/register/import/check-import.ts'
import { ImportView } from '#features/register/import/contract.ts'
import { verifyLog } from '#platform/ledger/index.ts'
import { tokenFor, type Client } from './by-api.ts'
import { runVictim } from './import-process.ts'
import { agrees, listOf, say, standingOf } from './import-standing.ts'
import { claims, type Row, type Tell } from './row.ts'
import { startServer, type Server } from './server.ts'
import { actorsOf, openHouse, prepareStage, type OpenHouse, type Stage } from './stage.ts'

interface ImportOptions {
  lines: number
  /** Boundaries at which the check of the list is killed, one process each. */
  inCheck: readonly number[]
  /** The same of the writing. */
  inRun: readonly number[]
}

async function looked<T>(stage: Stage, look: (house: OpenHouse) => Promise<T>): Promise<T> {
  const house = await openHouse(stage.environment)
  try {
    return await look(house)
  } finally {
    await house.close()
  }
}

async function verdict(stage: Stage, row: Pick<Row, 'scenario' | 'times'>, lines: number, held: object) {
  const { last, faults } = await looked(stage, async (house) => ({
    last: await standingOf(house.services.db),
    faults: (await verifyLog(house.services.db, { key: house.keys.signing.publicKey })).faults.length,
  }))
  return claims(
    {
      kind: 'imports',
      ...row,
      posts: 0,
      lost: lines - last.handles,
      doubled: last.accounts - last.handles,
      note: `${lines} lines`,
    },
    {
      ...held,
      'the import says that it is done': last.view?.state === 'done' && last.view.add === lines,
      'what stands is what it says': agrees(last),
      'the log verifies': faults === 0,
    },
  )
}

/** Kills processes that do nothing but bring a list in, before and after single statements. */
export async function killedImports(options: ImportOptions, tell: Tell): Promise<Row> {
  const stage = await prepareStage({ peers: {}, accounts: { practice: 1 } })
  try {
    const job = { lines: options.lines, officer: stage.officer }
    const kills = [
      ...options.inCheck.map((killAt) => ({ killAt, phase: 'check' as const })),
      ...options.inRun.map((killAt) => ({ killAt, phase: 'run' as const })),
    ]
    let died = 0
    let whole = true
    // Each process says what the one before it left; the last one lives.
    for (const kill of [...kills, { killAt: 0, phase: 'run' as const }]) {
      const life = await runVictim(stage, { ...job, ...kill })
      if (life.died !== null) died += 1
      whole &&= agrees(life.found)
      tell(`${say(life.found)}; ${kill.phase} ${life.died === null ? 'lived' : `killed ${life.died}`}`)
    }
    return await verdict(
      stage,
      { scenario: 'kill -9, an import, at single statements', times: died },
      options.lines,
      {
        'every process was killed': died === kills.length,
        'after each kill whole steps stood, and the page said how many': whole,
      },
    )
  } finally {
    rmSync(stage.folder, { recursive: true, force: true })
  }
}

const viewed = async (client: Client, server: Server, id: string): Promise<ImportView> =>
  ImportView.parse((await client.send(server.url, 'GET', `/account-imports/${id}`)).body)

async function until(
  look: () => Promise<ImportView>,
  holds: (view: ImportView) => boolean,
  seconds: number,
): Promise<ImportView> {
  for (const end = Date.now() + seconds * 1_000; ; await wait(20)) {
    const view = await look()
    if (holds(view) || Date.now() > end) return view
  }
}

/** Kills Rostrum itself: once somebody stops the import and lets it go on, once it goes on by itself. */
export async function killedServer(lines: number, tell: Tell): Promise<Row> {
  const stage = await prepareStage({ peers: {}, accounts: { practice: 1 } })
  try {
    const { client, id } = await looked(stage, async (house) => {
      const { officer } = await actorsOf(house, stage)
      const { id } = await takeIn(house.services, officer, {
        name: 'accounts.csv',
        bytes: listOf(lines, ''),
      })
      return { client: await tokenFor(house, officer), id }
    })
    let server = await begun(stage)
    const press = (deed: 'run' | 'stop') =>
      client.send(server.url, 'POST', `/account-imports/${id}/${deed}`, {})
    const held: Record<string, boolean> = {}
    await press('run')
    for (const [share, again] of [
      [0.2, 'somebody lets it go on'],
      [0.6, 'it goes on by itself'],
    ] as const) {
      const before = await until(
        () => viewed(client, server, id),
        (view) => view.progress.done >= lines * share,
        60,
      )
      await server.kill9()
      server = await begun(stage)
      const after = await viewed(client, server, id)
      tell(
        `the server killed at ${before.progress.done} lines; started again, it says ${after.progress.done}`,
      )
      held[`at ${share * 100} % the import is in the middle, and says so after the kill`] =
        after.state === 'running' &&
        after.progress.done >= before.progress.done &&
        after.progress.done < lines
      if (again === 'somebody lets it go on') {
        await press('stop')
        await press('run')
      }
    }
    const last = await until(
      () => viewed(client, server, id),
      (view) => view.state === 'done',
      150,
    )
    held['it comes to its end'] = last.state === 'done'
    await server.stop()
    return await verdict(stage, { scenario: 'kill -9, an import, Rostrum itself', times: 2 }, lines, held)
  } finally {
    rmSync(stage.folder, { recursive: true, force: true })
  }
}

async function begun(stage: Stage): Promise<Server> {
  const server = await startServer({ role: 'all', environment: stage.environment })
  await server.ready()
  return server
}

/** Everything, for `npm run faults`. */
export async function importsTable(tell: Tell): Promise<Row[]> {
  const inRun = [1, 2, 3, 7, 12, 13, 17, 22, 26, 31, 40, 58, 75, 97, 120]
  return [
    await killedImports({ lines: 5_000, inCheck: [1, 8, 15], inRun }, tell),
    await killedServer(5_000, tell),
  ]
}
