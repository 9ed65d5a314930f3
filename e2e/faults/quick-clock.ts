import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#platform/clock/index.ts'
import type { Dispatcher } from '#features/posts/index.ts'
import type { House } from '#app/compose.ts'

/** The real time, with the stretches left out in which nobody does anything. */
export interface QuickClock extends Clock {
  /** Goes on by so many milliseconds at once; backwards when negative. */
  skip(milliseconds: number): void
}

export function quickClock(): QuickClock {
  let ahead = 0
  return {
    now: () => Temporal.Now.instant().add({ milliseconds: ahead }),
    skip: (milliseconds) => void (ahead += Math.round(milliseconds)),
  }
}

/**
 * Lets time pass until the next publication wants a worker, if nothing is in hand. A network may still be busy with
 * what it was sent a moment ago, so a while of real time passes first.
 */
export async function skipToNext(
  { services }: Pick<House, 'services'>,
  clock: QuickClock,
  dispatcher: Dispatcher,
  quiet: number,
): Promise<void> {
  for (let left = quiet; left > 0; left -= 20) {
    if (dispatcher.busy() > 0) return
    await wait(20)
  }
  const next = await services.db
    .selectFrom('publication')
    .select((on) => on.fn.min('next_at').as('at'))
    .where('state', 'in', ['due', 'unknown', 'published'])
    .where('lease_until', 'is', null)
    .executeTakeFirst()
  if (!next?.at || dispatcher.busy() > 0) return
  const wanted = Date.parse(next.at) - clock.now().epochMilliseconds
  if (wanted <= 0) return
  clock.skip(wanted + 1)
  dispatcher.wake()
}
