import { startLoop, type Loop } from '#platform/jobs/index.ts'
import { handOver } from '../by-hand/hand-over.ts'
import type { PostsDeps } from '../deps.ts'
import type { Publication } from '../tables.ts'
import {
  claimDue,
  endAllLeases,
  holdLateAndPaused,
  nextWanted,
  ofOneAccount,
  releaseExpired,
  tellThatItWaits,
} from './claim.ts'
import { reconcilePublication, verifyPublication } from './find-out.ts'
import { InHand } from './in-hand.ts'
import { sweepSpendings } from './rates.ts'
import { AccountLook } from './may-go.ts'
import { alone, sendPublication, type Turn } from './send.ts'

/** How many publications of one network a worker has in hand. One that never answers then holds up only its own. */
const share = 20 * ofOneAccount.atOnce
/** How many it takes at once, of all networks in turns: what follows must not queue behind the making ready of them. */
const taken = share
/** Milliseconds between two sweepings of what no limit reaches back to. */
const sweepEvery = 3_600_000
/** Milliseconds between two looks for what is late, paused, or left behind. */
const mendEvery = 900
/**
 * So many times as long as a look at the queue took it rests, unless more is likely to be there: otherwise the looking
 * is in the way of the sending. Where others look too, what it leaves they find, and they share the database.
 */
const restAfterLook = { alone: 4, withOthers: 12 }
/** Milliseconds that such a rest lasts at most. */
const longestRest = { alone: 100, withOthers: 200 }

export interface Dispatcher extends Loop {
  /** How many are in hand now. */
  busy(): number
}

/** Works on one claimed publication by the state in which it was taken. */
export async function workOn(
  deps: PostsDeps,
  publication: Publication,
  turn: Turn = alone,
  look: AccountLook = new AccountLook(deps, publication),
): Promise<void> {
  switch (publication.state) {
    case 'claimed':
      return sendPublication(deps, publication, turn, look)
    case 'reconciling':
      return reconcilePublication(deps, publication)
    case 'published':
      return verifyPublication(deps, publication)
    default:
      throw new Error(`A publication that is ${publication.state} is nothing to work on.`)
  }
}

/** Of the networks that take fewer posts of an account in a stretch than are made ready: so many, and no more. */
function narrowNetworks({ networks }: PostsDeps): Map<string, number> {
  const narrow = new Map<string, number>()
  for (const [id, { profile }] of networks) {
    const rules = profile.rates.filter((rule) => rule.per === 'account' && rule.of === 'posts')
    const most = Math.min(...rules.map((rule) => rule.most))
    if (most < ofOneAccount.atOnce) narrow.set(id, most)
  }
  return narrow
}

/** Puts right what only time brings about. Each finished publication wakes the loop; this need not be as often. */
function mender(deps: PostsDeps, worker: string, inHand: InHand): (now: Temporal.Instant) => Promise<void> {
  const { db } = deps.services
  let mended = -mendEvery
  let swept = -sweepEvery
  return async (now) => {
    if (performance.now() - mended < mendEvery) return
    mended = performance.now()
    await releaseExpired(db, now, { worker, inHand: inHand.ids() })
    await tellThatItWaits(deps, now)
    await holdLateAndPaused(deps, now)
    await handOver(deps, now)
    if (mended - swept < sweepEvery) return
    swept = mended
    await sweepSpendings(db, now)
  }
}

/**
 * The worker's loop: mends what a dead worker left, holds what is late or paused, takes what is due and works on it
 * side by side. `alone`: no other worker can be running on this database. The publication rows are the queue: there
 * is no second truth to fall out of step with.
 */
export function startDispatcher(deps: PostsDeps, worker: string, options: { alone: boolean }): Dispatcher {
  const { services } = deps
  const few = options.alone ? ofOneAccount.few : 0
  const company = options.alone ? 'alone' : 'withOthers'
  const narrow = narrowNetworks(deps)
  const inHand = new InHand({
    work: (publication, turn, look) => workOn(deps, publication, turn, look),
    log: services.log,
    few,
    share,
    atOnce: (network) => narrow.get(network) ?? ofOneAccount.atOnce,
    // What was made ready leaves first, and then more is looked for.
    room: (likely) => {
      if (likely) restsUntil = 0
      setImmediate(() => loop.wake())
    },
  })
  const mend = mender(deps, worker, inHand)
  let fresh = true
  let restsUntil = 0

  const loop = startLoop({
    name: 'publishing',
    every: 1_000,
    log: services.log,
    run: async () => {
      const rest = restsUntil - performance.now()
      if (rest > 0) return rest
      const now = services.clock.now()
      if (fresh && options.alone) await endAllLeases(services.db, now)
      fresh = false
      await mend(now)
      const began = performance.now()
      const claimed = await claimDue(services.db, worker, now, {
        most: taken,
        few,
        inHand: inHand.ofNetwork,
        share,
        narrow,
      })
      const looked = performance.now()
      restsUntil = looked + Math.min((looked - began) * restAfterLook[company], longestRest[company])
      for (const ofAccount of Map.groupBy(claimed, ({ account_id }) => account_id).values()) {
        const look = new AccountLook(deps, ofAccount[0]!)
        for (const publication of ofAccount) inHand.begin(publication, look)
      }
      // There may be more that nothing stands in the way of.
      if (claimed.length === taken) return 0
      // Whatever is done wakes the loop; when the next one comes due is of interest when there is nothing to do.
      if (claimed.length > 0) return
      const next = await nextWanted(services.db, now)
      if (!next) return
      // What is due already and was not taken waits for its account, or for room: either wakes the loop when it is done.
      return Math.max(20, Number(next.epochMilliseconds - services.clock.now().epochMilliseconds))
    },
  })
  return {
    wake: () => loop.wake(),
    busy: () => inHand.size(),
    async stop() {
      await loop.stop()
      await inHand.done()
    },
  }
}
