import { startPostgres } from '../../../peers/postgres.ts'
import type { Done, Wanted } from '../cases.ts'
import { tried, type Tried } from '../harnesses.ts'
import { mediaFor, shapes, type Shape } from '../shapes.ts'
import { rowOf, wantedBy, type NetworkRow, type NetworksOptions } from '../table.ts'
import { killAtEvery, tryKill } from './cases.ts'
import { openKillingGround, type KillingGround } from './ground.ts'
import { killingLane, workersOn } from './lane.ts'

/** Where everything is a statement to our own database, the other kills are at each of those. */
const withServers = tried.filter(({ id }) => id !== 'practice')

interface Unit {
  tried: Tried
  shape: Shape
}

type Tell = (done: Done) => void
type Options = Omit<NetworksOptions, 'sample'>

/** So many posts are sent from one account. */
const shared = 12

async function killUnit(
  ground: KillingGround,
  { tried: mine, shape }: Unit,
  wanted: Wanted,
  { tell, patience }: { tell: Tell; patience: number },
): Promise<void> {
  const harness = await mine.start({ clock: ground.clock, patience })
  const made = await mediaFor(harness, shape)
  if (!made) return harness.stop()
  const workers = await workersOn(ground, [harness])
  // Some networks refuse a video that the account has uploaded before, and every post of a unit has the same.
  const alone = mine.limits || made.flat().some(({ kind }) => kind === 'video')
  const lane = killingLane(ground, harness, workers, alone ? 1 : shared)
  try {
    await killAtEvery({ lane, id: `${mine.id}:${shape}`, made, tell, wanted })
  } finally {
    await workers.end()
    await lane.end()
  }
}

function rowsOf(done: Done[]): NetworkRow[] {
  const byNetwork = Map.groupBy(done, ({ id }) => id.split(':')[0] ?? '')
  return withServers.flatMap(({ id }) => {
    const mine = byNetwork.get(id)
    return mine ? [rowOf(id, mine)] : []
  })
}

async function onPostgres(work: (databaseUrl: (name: string) => Promise<string>) => Promise<void>) {
  const postgres = await startPostgres()
  try {
    await work((name) => postgres.createDatabase(name))
  } finally {
    await postgres.stop()
  }
}

/** Kills the worker of every network at every request. `tell` hears of each kill when the post is at its end. */
export async function networkKills(
  { only, lanes, patience = 1 }: Options,
  tell: Tell,
): Promise<NetworkRow[]> {
  const wanted = wantedBy(only)
  const units = withServers
    .flatMap((each) => shapes.map((shape) => ({ tried: each, shape })))
    .filter(({ tried: { id }, shape }) => wanted(`${id}:${shape}`))
  const done: Done[] = []
  const hear: Tell = (each) => {
    done.push(each)
    tell(each)
  }
  await onPostgres(async (databaseUrl) => {
    const lane = async (_each: unknown, index: number) => {
      const ground = await openKillingGround(await databaseUrl(`kills${index}`))
      try {
        for (let unit = units.shift(); unit; unit = units.shift())
          await killUnit(ground, unit, wanted, { tell: hear, patience })
      } finally {
        await ground.close()
      }
    }
    await Promise.all(Array.from({ length: Math.min(lanes, units.length) }, lane))
  })
  return rowsOf(done)
}

/** One kill for each of these networks, while it makes the post. One worker after another serves all of them. */
export async function oneKillEach(networks: readonly Tried[], tell: Tell): Promise<NetworkRow[]> {
  const done: Done[] = []
  const hear: Tell = (each) => {
    done.push(each)
    tell(each)
  }
  await onPostgres(async (databaseUrl) => {
    const ground = await openKillingGround(await databaseUrl('kills'))
    const harnesses = await Promise.all(
      networks.map(({ start }) => start({ clock: ground.clock, patience: 4 })),
    )
    const workers = await workersOn(ground, harnesses)
    try {
      for (const [index, harness] of harnesses.entries()) {
        const made = await mediaFor(harness, 'single')
        const id = `${networks[index]?.id}:single`
        const lane = killingLane(ground, harness, workers, shared)
        if (made) await tryKill({ lane, id, made, tell: hear }, 'publish', 'during')
      }
    } finally {
      await workers.end()
      await Promise.all(harnesses.map((harness) => harness.stop()))
      await ground.close()
    }
  })
  return rowsOf(done)
}
