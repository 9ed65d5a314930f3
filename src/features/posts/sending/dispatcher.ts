import { startLoop, type Loop } from '#platform/jobs/index.ts'
import type { PostsDeps } from '../deps.ts'
import type { Publication } from '../tables.ts'
import {
  claimDue,
  endAllLeases,
  holdLateAndPaused,
  nextWanted,
  ofOneAccount,
  releaseExpired,
} from './claim.ts'
import { reconcilePublication, verifyPublication } from './find-out.ts'
import { LeaseLost } from './hold.ts'
import { alone, sendPublication, type Turn } from './send.ts'

/** How many publications one worker has in hand at once. A slow network then holds up only its own. */
const atOnce = 20 * ofOneAccount.atOnce
/** Milliseconds between two looks for what is late, paused, or left behind. */
const mendEvery = 900

export interface Dispatcher extends Loop {
  /** How many are in hand now. */
  busy(): number
}

/** Works on one claimed publication by the state in which it was taken. */
export async function workOn(deps: PostsDeps, publication: Publication, turn: Turn = alone): Promise<void> {
  switch (publication.state) {
    case 'claimed':
      return sendPublication(deps, publication, turn)
    case 'reconciling':
      return reconcilePublication(deps, publication)
    case 'published':
      return verifyPublication(deps, publication)
    default:
      throw new Error(`A publication that is ${publication.state} is nothing to work on.`)
  }
}

/** What is in hand of one account: when what was begun is made ready and no longer on its way, and how much it is. */
interface Line {
  prepare: Promise<void>
  before: Promise<void>
  count: number
}

/** The place behind all that was begun. */
function joinLine(line: Line): Turn {
  const { promise: ready, resolve: prepared } = Promise.withResolvers<void>()
  const { promise: own, resolve: over } = Promise.withResolvers<void>()
  const { prepare, before } = line
  // One that ends before its turn has come does not let the next one overtake those before it.
  line.before = before.then(() => own)
  line.prepare = prepare.then(() => ready)
  line.count += 1
  return { prepare, prepared, before, over }
}

/**
 * The worker's loop: mends what a dead worker left, holds what is late or paused, takes what is due and works on it
 * side by side. `alone`: no other worker can be running on this database. The publication rows are the queue: there
 * is no second truth to fall out of step with.
 */
export function startDispatcher(deps: PostsDeps, worker: string, options: { alone: boolean }): Dispatcher {
  const { services } = deps
  const few = options.alone ? ofOneAccount.few : 0
  const inHand = new Map<string, Promise<void>>()
  const accounts = new Map<string, Line>()
  let fresh = true
  let mended = -mendEvery

  const begin = (publication: Publication) => {
    const account = publication.account_id
    const line = accounts.get(account) ?? { prepare: Promise.resolve(), before: Promise.resolve(), count: 0 }
    const turn = joinLine(line)
    const work = workOn(deps, publication, turn)
      .catch((error: unknown) => {
        // Its state says what is known; when the lease runs out it is taken up again from there.
        if (!(error instanceof LeaseLost))
          services.log.error({ err: error, publication: publication.id }, 'working on a publication failed')
      })
      .finally(() => {
        inHand.delete(publication.id)
        turn.prepared()
        turn.over()
        line.count -= 1
        if (line.count === 0) accounts.delete(account)
        // What was made ready leaves first, and then more is looked for.
        if (line.count <= few || inHand.size + 1 >= atOnce) setImmediate(() => loop.wake())
      })
    inHand.set(publication.id, work)
    accounts.set(account, line)
  }

  const loop = startLoop({
    name: 'publishing',
    every: 1_000,
    log: services.log,
    run: async () => {
      const now = services.clock.now()
      if (fresh && options.alone) await endAllLeases(services.db, now)
      fresh = false
      // Each finished publication wakes the loop; what only time brings about need not be looked for as often.
      if (performance.now() - mended >= mendEvery) {
        mended = performance.now()
        await releaseExpired(services.db, now, { worker, inHand: [...inHand.keys()] })
        await holdLateAndPaused(deps, now)
      }
      const claimed = await claimDue(services.db, worker, now, { most: atOnce - inHand.size, few })
      for (const publication of claimed) begin(publication)
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
    busy: () => inHand.size,
    async stop() {
      await loop.stop()
      await Promise.allSettled(inHand.values())
    },
  }
}
