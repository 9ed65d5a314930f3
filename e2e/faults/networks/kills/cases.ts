/** The worker's process is killed before, during and after a request of a post; another takes over. */
import type { Harness } from '#networks/conformance.ts'
import type { SeenRequest } from '../../../peers/fault-proxy.ts'
import { tryCase, type Case, type Done } from '../cases.ts'
import type { Lane } from '../lane.ts'
import type { Made } from '../shapes.ts'

/**
 * `before`: it has begun to ask, and the network has heard nothing. `during`: the network does what was asked, and its
 * answer reaches nobody. `after`: the answer has been handed over.
 */
const moments = ['before', 'during', 'after'] as const
type Moment = (typeof moments)[number]

/** The number of a request, or the one that makes the post. */
type Step = number | 'publish'

/** After how many milliseconds, so that what is done with an answer is met at several places. */
const lateness = [0, 2, 6, 15]

type Asked = Pick<SeenRequest, 'method' | 'url'>
const aLine: Asked = { method: 'a', url: 'line' }

/** `meets` hears which request it is, `kill` when to kill. */
function failAt(
  harness: Harness,
  { step, moment }: { step: Step; moment: Moment },
  meets: (asked: Asked) => void,
  kill: () => void,
): void {
  const { faults, dieAt } = harness
  const both = (asked: Asked) => {
    meets(asked)
    kill()
  }
  if (dieAt) return dieAt.call(harness, step, moment, () => both(aLine))
  if (step === 'publish') {
    faults?.watch((seen) => void (seen.fault === 'drop-after' && both(seen)))
    return harness.suffer('dropped-after')
  }
  let count = 0
  const isIt = () => ++count === step
  if (moment === 'after')
    return faults?.fail((asked) => isIt() && (meets(asked), true), { kind: 'pass', told: kill })
  const fault = moment === 'before' ? ({ kind: 'drop-before' } as const) : ({ kind: 'drop-after' } as const)
  faults?.fail((asked) => isIt() && (both(asked), true), fault)
}

interface Killing {
  lane: Lane
  id: string
  made: Made
  tell: (done: Done) => void
  wanted: (id: string) => boolean
}

/** One kill. Answers the request that it happened at; null when there was none. */
export async function tryKill(
  { lane, id, made, tell }: Omit<Killing, 'wanted'>,
  step: Step,
  moment: Moment,
): Promise<string | null> {
  let met: string | null = null
  const suffer: Case['suffer'] = ({ harness, die }) => {
    harness.faults?.log.splice(0)
    const meets = ({ method, url }: Asked) => void (met = `${method} ${url.split('?')[0]}`)
    const late = lateness[(typeof step === 'number' ? step : 0) % lateness.length]
    const kill = moment === 'after' ? () => void setTimeout(die, late) : die
    failAt(harness, { step, moment }, meets, kill)
    return () => met !== null || typeof step === 'number'
  }
  const name = `${id}:${step}:${moment}`
  const done = await tryCase(lane, { id: name, at: moment, made, suffer })
  if (met !== null || done.untrue) tell({ ...done, at: `${moment} ${met ?? 'anything'}` })
  return met
}

/** More requests than any post makes. */
const most = 80

/** From the first request to the last that a post makes. What only reads is killed at once: nothing comes of it. */
export async function killAtEvery(killing: Killing): Promise<void> {
  const { id, wanted } = killing
  for (let number = 1; number <= most; number++)
    for (const moment of moments) {
      if (!wanted(`${id}:${number}:${moment}`)) continue
      const met = await tryKill(killing, number, moment)
      if (met === null) return
      if (moment === 'before' && met.startsWith('GET ')) break
    }
}
