import { tryUnit, type Done, type Wanted } from './cases.ts'
import { tried, type Tried } from './harnesses.ts'
import { openGround, type Ground } from './ground.ts'
import { shapes, type Shape } from './shapes.ts'
import { special, trySpecials } from './specials.ts'

interface Unit {
  tried: Tried
  shape: Shape | typeof special
}

export interface NetworksOptions {
  /** Cases, or beginnings of them, such as `x`, `x:thread` or `x:thread:7:drop-after`; all when empty. */
  only: readonly string[]
  /** How many databases with a worker each are at it side by side. */
  lanes: number
  /** How many times as long as usual Rostrum waits for a server: 1 unless the machine is busy with much else. */
  patience?: number
  /** Only the request that makes the post, and of the faults there only these, by their place in the list. */
  sample?: (tried: Tried) => (place: number) => boolean
}

export interface NetworkRow {
  network: string
  cases: number
  lost: number
  doubled: number
  untrue: number
  seconds: number
}

/** Every part of a pattern is met by the same part of the case; parts that are not there are met by all. */
export function wantedBy(only: readonly string[]): Wanted {
  const patterns = only.map((pattern) => pattern.split(':'))
  return (id) => {
    if (patterns.length === 0) return true
    const parts = id.split(':')
    return patterns.some((pattern) =>
      pattern.every((part, at) => parts[at] === undefined || part === '*' || part === parts[at]),
    )
  }
}

function unitsOf(wanted: Wanted): Unit[] {
  const all = tried.flatMap((each) => [...shapes, special].map((shape) => ({ tried: each, shape })))
  const slowFirst = all.toSorted((a, b) => Number(b.tried.real ?? false) - Number(a.tried.real ?? false))
  return slowFirst.filter((unit) => wanted(`${unit.tried.id}:${unit.shape}`))
}

export function rowOf(network: string, done: Done[]): NetworkRow {
  const count = (is: (each: Done) => boolean) => done.filter(is).length
  return {
    network,
    cases: done.length,
    lost: count(({ lost }) => lost),
    doubled: count(({ doubled }) => doubled),
    untrue: count(({ untrue }) => untrue),
    seconds: Math.round(done.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 100) / 10,
  }
}

/** Drives every network through every fault at every request. `tell` hears of each case when it is done. */
export async function networksTable(
  { only, lanes, patience = 1, sample }: NetworksOptions,
  tell: (done: Done) => void,
): Promise<NetworkRow[]> {
  const wanted = wantedBy(only)
  const units = unitsOf(wanted)
  const done: Done[] = []
  const hear = (each: Done) => {
    done.push(each)
    tell(each)
  }
  const grounds: Ground[] = []
  for (let count = Math.min(lanes, units.length); count > 0; count--) grounds.push(await openGround())
  const lane = async (ground: Ground) => {
    for (let unit = units.shift(); unit; unit = units.shift()) {
      const { tried: mine, shape } = unit
      const telling = { wanted, tell: hear, patience, ...(sample ? { publishOnly: sample(mine) } : {}) }
      if (shape === special) await trySpecials(ground, mine, telling)
      else await tryUnit(ground, { tried: mine, shape }, telling)
    }
  }
  try {
    await Promise.all(grounds.map(lane))
  } finally {
    for (const ground of grounds) await ground.close()
  }
  const byNetwork = Map.groupBy(done, ({ id }) => id.split(':')[0] ?? '')
  return tried.flatMap(({ id }) => {
    const mine = byNetwork.get(id)
    return mine ? [rowOf(id, mine)] : []
  })
}
