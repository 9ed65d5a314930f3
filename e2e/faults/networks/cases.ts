/** One shape of a post on one network: the requests of a faultless run, and then every fault at every one of them. */
import { accountToUse, leaveAccount } from './approve.ts'
import type { Ground } from './ground.ts'
import { openLane, type Lane } from './lane.ts'
import type { Tried } from './harnesses.ts'
import { kinds, type Kind } from './kinds.ts'
import { mediaFor, type Made, type Shape } from './shapes.ts'
import { forget, toItsEnd } from './to-its-end.ts'
import { judge, type Verdict } from './verdict.ts'

/** `x:thread:7:drop-after`, or the beginning of one. */
export type Wanted = (id: string) => boolean

export interface Done extends Verdict {
  id: string
  /** The request that suffered, or what the case is. */
  at: string
  milliseconds: number
  /** The fault never happened. */
  unmet?: true
}

export interface Case {
  id: string
  at: string
  made: Made
  /** Sets the fault up, once the account is connected. Answers whether it happened. */
  suffer(lane: Lane): () => boolean
  mayEnd?: Kind['mayEnd']
  /** It may stay unread after it is out, if that is said. */
  unread?: boolean
  /** By how many milliseconds our clock is ahead of the network’s. */
  skew?: number
  /** Words of its own are made for it unless told. */
  text?: string
  /** The request that suffers is not made every time. */
  sometimes?: boolean
}

let ran = 0
/** Its beginning differs from every other's: some networks compare titles, and titles are cut. */
const wordsFor = (id: string) => `Number ${++ran}, sent through ${id.replaceAll(':', ' ')}`

export async function tryCase(
  lane: Lane,
  { id, at, made, suffer, mayEnd = [], unread = false, skew, text }: Case,
): Promise<Done> {
  const started = performance.now()
  let verdict: Verdict
  let met = true
  try {
    const used = await accountToUse(lane, skew)
    const sent = { ...used, ...(await lane.schedule(used.account, text ?? wordsFor(id), made)) }
    const happened = suffer(lane)
    const { idempotency } = lane.harness.network.profile.capabilities
    const end = await toItsEnd(lane, sent, idempotency === 'none' ? 3 : undefined)
    if (end.state !== 'verified') leaveAccount(lane)
    lane.harness.faults?.clear()
    verdict = await judge(lane, { end, sent, made, mayEnd, unread })
    met = happened()
    if (!met) {
      const note = [verdict.note, 'the fault never happened'].filter(Boolean).join('; ')
      verdict = { ...verdict, untrue: true, note }
    }
  } catch (error) {
    leaveAccount(lane)
    const note = `it could not be tried to its end: ${error instanceof Error ? error.message : String(error)}`
    verdict = { lost: false, doubled: false, untrue: true, note }
  }
  await forget(lane)
  const milliseconds = Math.round(performance.now() - started)
  return { id, at, ...verdict, milliseconds, ...(met ? {} : { unmet: true }) }
}

/**
 * Which request it is: by its number among all, or by its place among those that are no GET. How often a network is
 * asked whether media is ready differs from time to time.
 */
export type Place = { number: number } | { write: number }

const isGet = (request: string) => request.startsWith('GET ')

/** Of one request of a faultless run. */
function placeOf(requests: readonly string[], index: number): Place {
  if (isGet(requests[index] ?? '')) return { number: index + 1 }
  return { write: requests.slice(0, index + 1).filter((request) => !isGet(request)).length }
}

/** Answers of one request after the other whether it is that one. */
export function metAt(place: Place): (request: { method: string }) => boolean {
  let asked = 0
  return ({ method }) =>
    'number' in place ? ++asked === place.number : method !== 'GET' && ++asked === place.write
}

/** The request at that place suffers it, whatever it is. */
export function atRequest(place: Place, kind: Kind): Case['suffer'] {
  return ({ harness, die, died }) => {
    const { faults } = harness
    const fault = kind.fault(harness)
    faults?.log.splice(0)
    const meets = metAt(place)
    if (kind.dies) {
      faults?.fail((request) => meets(request) && (die(), true), fault)
      // Nothing else of what it was about to ask leaves any more.
      faults?.fail(() => died(), { kind: 'drop-before' }, Infinity)
    } else faults?.fail(meets, fault)
    return () => faults?.log.some((seen) => seen.fault === fault.kind) ?? false
  }
}

/** Where a network is not spoken to over HTTP: only the sending itself, with what stands for the fault there. */
function bySending(tried: string, shape: Shape, made: Made): Case[] {
  return kinds.flatMap(({ name, sending, mayEnd }) => {
    if (!sending) return []
    const suffer: Case['suffer'] = ({ harness }) => {
      harness.suffer(sending)
      return () => true
    }
    const id = `${tried}:${shape}:1:${name}`
    return [{ id, at: 'the sending', made, suffer, ...(mayEnd ? { mayEnd } : {}) }]
  })
}

/** The requests that a post makes when nothing goes wrong, from the first to the one that reads it back. */
export async function requestsOf(
  lane: Lane,
  id: string,
  made: Made,
): Promise<{ requests: string[]; done: Done }> {
  let requests: string[] = []
  const suffer: Case['suffer'] = ({ harness }) => {
    harness.faults?.log.splice(0)
    return () => {
      requests = (harness.faults?.log ?? []).map(({ method, url }) => `${method} ${url.split('?')[0]}`)
      return true
    }
  }
  const done = await tryCase(lane, { id, at: 'no fault', made, suffer })
  return { requests, done }
}

/** Of a machine that was busy the shorter run counts: the longer one waited for something. */
async function faultless(lane: Lane, id: string, made: Made): ReturnType<typeof requestsOf> {
  const fresh = await requestsOf(lane, id, made)
  const used = await requestsOf(lane, id, made)
  leaveAccount(lane)
  if (used.requests.length === fresh.requests.length) return fresh
  const again = await requestsOf(lane, id, made)
  const shorter = again.requests.length < fresh.requests.length && !again.done.untrue ? again : fresh
  // What only a fresh account asks has to be asked by every case, so that it can go wrong.
  if (used.requests.length !== shorter.requests.length) lane.used.most = 1
  leaveAccount(lane)
  return shorter
}

/** How often a case is tried whose fault did not happen, because the request was not made this time. */
const tries = 3

/** Tries a case until its fault happens. Null when it did not, and need not. */
export async function tryMetCase(lane: Lane, each: Case): Promise<Done | null> {
  for (let left = tries; ; left--) {
    const done = await tryCase(lane, each)
    if (!done.unmet) return done
    leaveAccount(lane)
    if (left <= 1) return each.sometimes ? null : done
  }
}

/** Both places of the request that makes the post; 0 when it was not met. */
export interface PublishStep {
  number: number
  write: number
}

export async function publishStep(lane: Lane, made: Made, id: string): Promise<PublishStep> {
  const step = { number: 0, write: 0 }
  await tryCase(lane, {
    id,
    at: 'the request that makes the post',
    made,
    suffer({ harness }) {
      harness.faults?.log.splice(0)
      harness.suffer('dropped-before')
      return () => {
        const log = harness.faults?.log ?? []
        step.number = log.findIndex(({ fault }) => fault === 'drop-before') + 1
        step.write = log.slice(0, step.number).filter(({ method }) => method !== 'GET').length
        return true
      }
    },
  })
  return step
}

/** What is wanted of a unit, and who hears of it. */
export interface Telling {
  wanted: Wanted
  tell: (done: Done) => void
  /** How many times as long as usual Rostrum waits for a server. */
  patience: number
  /** Only the request that makes the post, and of the faults there only these, by their place in the list. */
  publishOnly?: (place: number) => boolean
}

interface Unit {
  tried: Tried
  shape: Shape
}

/** Every case of a network and shape that is wanted. `choose` leaves some out. */
export async function tryUnit(
  ground: Ground,
  { tried, shape }: Unit,
  { wanted, tell, patience, publishOnly }: Telling,
): Promise<void> {
  const lane = await openLane(ground, tried, patience)
  try {
    const made = await mediaFor(lane.harness, shape)
    if (!made) return
    const first = `${tried.id}:${shape}:0:nothing`
    const { requests, done } = await faultless(lane, first, made)
    if (wanted(first) || done.untrue) tell(done)
    if (done.untrue) return
    const { number: step = null } =
      publishOnly && lane.harness.faults ? await publishStep(lane, made, first) : {}
    const cases = lane.harness.faults
      ? requests.flatMap((at, index) =>
          kinds.map((kind) => ({
            id: `${tried.id}:${shape}:${index + 1}:${kind.name}`,
            at,
            made,
            suffer: atRequest(placeOf(requests, index), kind),
            // A look at what is not ready yet is made or not, as time will have it; all else is made every time.
            sometimes: isGet(at),
            ...(kind.mayEnd ? { mayEnd: kind.mayEnd } : {}),
          })),
        )
      : bySending(tried.id, shape, made)
    for (const each of cases) {
      const kind = kinds.findIndex(({ name }) => each.id.endsWith(`:${name}`))
      if (step !== null && !each.id.startsWith(`${tried.id}:${shape}:${step}:`)) continue
      if (publishOnly && !publishOnly(kind)) continue
      if (!wanted(each.id)) continue
      const done = await tryMetCase(lane, each)
      if (done) tell(done)
    }
  } finally {
    await lane.end()
  }
}
