/**
 * What is not one fault at one request: the same words twice, a permission withdrawn, media never ready, other clocks, a
 * sending that is overtaken by its repeat.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '../../peers/fault-proxy.ts'
import {
  atRequest,
  metAt,
  publishStep,
  requestsOf,
  tryMetCase,
  type Case,
  type Place,
  type PublishStep,
  type Telling,
} from './cases.ts'
import type { Tried } from './harnesses.ts'
import { kinds } from './kinds.ts'
import { openLane, type Lane } from './lane.ts'
import type { Ground } from './ground.ts'
import { mediaFor, shapes, type Made } from './shapes.ts'

/** What stands in the place of the shape in these cases’ names. */
export const special = 'special' as const

const nothing: Case['suffer'] = () => () => true
const tenMinutes = 600_000

/** The network refuses what it has already: that is told, and nothing new is there. */
function twins(id: string, { harness }: Lane, made: Made): Case[] {
  if (!harness.refusesTwins) return []
  const text = 'The library opens at nine on Saturdays'
  const first = { id: `${id}:1:twin`, at: 'the same words, first', made, suffer: nothing, text }
  const again = { ...first, id: `${id}:2:twin`, at: 'the same words again', mayEnd: ['rejected'] as const }
  return [first, again]
}

/** Its owner takes the permission back when the request that makes the post comes, or when that has its answer. */
function withdrawn(id: string, { number, write }: PublishStep, made: Made): Case[] {
  const withdrawnAs = (pass: (withdraw: () => Promise<void>) => Fault): Case['suffer'] => {
    return ({ harness, accounts, used }) => {
      const account = accounts.get(used.accountId)
      let happened = false
      const withdraw = async () => {
        if (account) await harness.revoke(account)
        happened = true
      }
      harness.faults?.fail(metAt({ write }), pass(withdraw))
      return () => happened
    }
  }
  return [
    {
      id: `${id}:${number}:withdrawn`,
      at: 'permission withdrawn between the upload and the post',
      made,
      suffer: withdrawnAs((until) => ({ kind: 'wait', until })),
      // Where the last byte of an upload makes the post, that needs no permission, and only asking after it does.
      mayEnd: ['blocked', 'unknown'],
    },
    {
      id: `${id}:${number}:withdrawn-after`,
      at: 'permission withdrawn between the post and its reading back',
      made,
      suffer: withdrawnAs((until) => ({ kind: 'pass', told: () => void until() })),
      mayEnd: ['blocked', 'unknown'],
      unread: true,
    },
  ]
}

/** The network’s clock is ten minutes off, before ours and behind it. */
function otherClocks(id: string, { number, write }: PublishStep, made: Made): Case[] {
  return (['ahead', 'behind'] as const).flatMap((side) => {
    const skew = side === 'ahead' ? tenMinutes : -tenMinutes
    const plain = { id: `${id}:${number}:${side}`, at: `our clock ${side}`, made, suffer: nothing, skew }
    const wrong = ['drop-after', 'drop-before', '500-after', '429', 'dies-after'].flatMap((name) => {
      const kind = kinds.find((each) => each.name === name)
      if (!kind) return []
      const { mayEnd = [] } = kind
      return [{ ...plain, id: `${plain.id}-${name}`, suffer: atRequest({ write }, kind), mayEnd }]
    })
    return [plain, ...wrong]
  })
}

async function neverReady(id: string, { harness }: Lane): Promise<Case[]> {
  const hold = harness.neverReady
  const made = (await mediaFor(harness, 'video')) ?? (await mediaFor(harness, 'single'))
  if (!hold || !made || made.flat().length === 0) return []
  const suffer: Case['suffer'] = () => {
    hold()
    return () => true
  }
  const mayEnd = ['due', 'unknown', 'missed', 'rejected'] as const
  return [{ id: `${id}:1:never-ready`, at: 'media that is never ready', made, suffer, mayEnd }]
}

/** The token has ended when the post is to be made, and then something befalls the request that renews it. */
function expired(id: string, { number, write }: PublishStep, made: Made): Case[] {
  return ['drop-before', 'drop-after', '500', 'html'].flatMap((name) => {
    const [ended, wrong] = ['401', name].map((wanted) => kinds.find((each) => each.name === wanted))
    if (!ended || !wrong) return []
    const suffer: Case['suffer'] = ({ harness }) => {
      const { faults } = harness
      const meets = metAt({ write })
      let happened = false
      faults?.log.splice(0)
      faults?.fail((request) => meets(request) && (happened = true), ended.fault(harness))
      // The request after it.
      faults?.fail(() => happened, wrong.fault(harness))
      return () => happened
    }
    // Where the renewed grant was lost with the answer, or there is none, somebody has to connect it again.
    const mayEnd = ['blocked'] as const
    return [{ id: `${id}:${number}:expired-${name}`, at: 'the token has ended', made, suffer, mayEnd }]
  })
}

/** How a draft goes: when a request is on its way, or when that request was refused and is to be made again. */
const losses = [
  { name: 'gone', fault: null, words: 'is gone' },
  { name: 'gone-after-429', fault: '429', words: 'is gone after a limit' },
] as const

interface Loss {
  at: Place
  /** That request is refused. */
  refusal: Fault | null
  lose: () => void | Promise<void>
}

/** What was staged is gone before that request goes on. */
function losing({ at, refusal, lose }: Loss): Case['suffer'] {
  return ({ harness: { faults } }) => {
    let happened = false
    faults?.log.splice(0)
    const meets = metAt(at)
    const until = () => ((happened = true), lose())
    const suffered = refusal?.kind === 'answer' ? refusal : ({ kind: 'wait' } as const)
    faults?.fail(meets, { ...suffered, until })
    return () => happened
  }
}

/** The draft has expired, or was deleted by somebody, when it is to be published, or the request before. */
async function stagedGone(id: string, lane: Lane): Promise<Case[]> {
  const { harness, used } = lane
  const lose = harness.loseStaged?.bind(harness)
  if (!lose) return []
  const limited = kinds.find(({ name }) => name === '429')?.fault(harness) ?? null
  const cases: Case[] = []
  for (const shape of shapes) {
    const made = await mediaFor(harness, shape)
    if (!made) continue
    lane.used = { ...used, accountId: '' }
    const step = await publishStep(lane, made, id)
    const { requests } = await requestsOf(lane, id, made)
    // What follows in a thread has drafts of its own, each made once what it follows is out.
    const last = shape === 'thread' ? requests.length : step.number
    const numbers = Array.from({ length: last + 2 - step.number }, (_, at) => step.number - 1 + at)
    for (const { name, fault, words } of losses)
      for (const number of numbers.filter((each) => each > 0)) {
        if (fault && number < step.number) continue
        const at = number === step.number ? { write: step.write } : { number }
        cases.push({
          id: `${id}:${number}:${name}-${shape}`,
          at: `the draft of ${shape} ${words}`,
          made,
          suffer: losing({ at, refusal: fault && limited, lose }),
          sometimes: 'number' in at && (requests[number - 1] ?? 'GET ').startsWith('GET '),
        })
      }
  }
  return cases
}

/** Seconds that a request stands still at most; a network that takes that long to prove absence is never overtaken. */
const standsStill = 12

/** The request is carried out only when another one that writes comes after it: Rostrum gave it up and sends again. */
function overtaking(write: number): Case['suffer'] {
  return ({ harness: { faults } }) => {
    const { promise: overtaken, resolve } = Promise.withResolvers<void>()
    let writes = 0
    let happened = false
    faults?.log.splice(0)
    const until = () => Promise.race([overtaken, wait(standsStill * 1000, undefined, { ref: false })])
    faults?.fail(({ method }) => method !== 'GET' && writes + 1 === write, { kind: 'wait', until })
    faults?.watch(({ method }) => {
      if (method === 'GET' || ++writes <= write) return
      happened = true
      resolve()
    })
    return () => happened
  }
}

/** A network that is slow carries out the first sending while the second is under way. */
async function overtaken(id: string, lane: Lane): Promise<Case[]> {
  const { harness, used } = lane
  const { idempotency } = harness.network.profile.capabilities
  if ((idempotency !== 'by-draft' && idempotency !== 'by-key') || harness.onlyTimeGuards) return []
  const cases: Case[] = []
  for (const shape of shapes) {
    const made = await mediaFor(harness, shape)
    if (!made) continue
    lane.used = { ...used, accountId: '' }
    const { number, write } = await publishStep(lane, made, id)
    const at = `the first sending of ${shape} comes after the second`
    cases.push({ id: `${id}:${number}:overtaken-${shape}`, at, made, suffer: overtaking(write) })
  }
  return cases
}

/** All of them that the network has. */
export async function trySpecials(
  ground: Ground,
  tried: Tried,
  { wanted, tell, patience }: Telling,
): Promise<void> {
  const lane = await openLane(ground, tried, patience)
  const id = `${tried.id}:${special}`
  try {
    const made = await mediaFor(lane.harness, 'single')
    if (!made || !lane.harness.faults) return
    const tryAll = async (cases: Case[]) => {
      for (const each of cases) {
        const done = wanted(each.id) ? await tryMetCase(lane, each) : null
        if (done) tell(done)
      }
    }
    await tryAll(twins(id, lane, made))
    // A fresh account may ask more than one that was used before, so every case has one: the numbers are then the same.
    lane.used = { accountId: '', uses: 0, most: 1 }
    const step = await publishStep(lane, made, id)
    await tryAll(otherClocks(id, step, made))
    if (!tried.real) await tryAll(withdrawn(id, step, made))
    await tryAll(expired(id, step, made))
    await tryAll(await stagedGone(id, lane))
    await tryAll(await overtaken(id, lane))
    // It is so for whatever comes after it, so it comes last.
    await tryAll(await neverReady(id, lane))
  } finally {
    await lane.end()
  }
}
