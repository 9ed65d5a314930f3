import { startLoop, type Loop } from '#platform/jobs/index.ts'
import type { PostsDeps } from '../deps.ts'
import type { Publication } from '../tables.ts'
import { claimDue, endAllLeases, holdLateAndPaused, nextWanted, releaseExpired } from './claim.ts'
import { reconcilePublication, verifyPublication } from './find-out.ts'
import { LeaseLost } from './hold.ts'
import { sendPublication } from './send.ts'

/** How many publications one worker has in hand at once. A slow network then holds up only its own. */
const atOnce = 24
/** Milliseconds between two looks for what is late, paused, or left behind. */
const mendEvery = 900

export interface Dispatcher extends Loop {
  /** How many are in hand now. */
  busy(): number
}

/** Works on one claimed publication by the state in which it was taken. */
export async function workOn(deps: PostsDeps, publication: Publication): Promise<void> {
  switch (publication.state) {
    case 'claimed':
      return sendPublication(deps, publication)
    case 'reconciling':
      return reconcilePublication(deps, publication)
    case 'published':
      return verifyPublication(deps, publication)
    default:
      throw new Error(`A publication that is ${publication.state} is nothing to work on.`)
  }
}

/**
 * The worker's loop: mends what a dead worker left, holds what is late or paused, takes what is due and works on it
 * side by side. `alone`: no other worker can be running on this database. The publication rows are the queue: there is no second truth to fall out of step with.
 */
export function startDispatcher(deps: PostsDeps, worker: string, options: { alone: boolean }): Dispatcher {
  const { services } = deps
  const inHand = new Map<string, Promise<void>>()
  let fresh = true
  let mended = -mendEvery

  const begin = (publication: Publication) => {
    const work = workOn(deps, publication)
      .catch((error: unknown) => {
        // Its state says what is known; when the lease runs out it is taken up again from there.
        if (!(error instanceof LeaseLost))
          services.log.error({ err: error, publication: publication.id }, 'working on a publication failed')
      })
      .finally(() => {
        inHand.delete(publication.id)
        loop.wake()
      })
    inHand.set(publication.id, work)
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
        await releaseExpired(services.db, now, [...inHand.keys()])
        await holdLateAndPaused(deps, now)
      }
      for (const publication of await claimDue(services.db, worker, now, atOnce - inHand.size))
        begin(publication)
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
