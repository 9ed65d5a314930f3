/** The time, as a part that tests can hold still. Rules never read it: they are given an instant. */
export interface Clock {
  now(): Temporal.Instant
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

/** A clock for tests: stands still until moved. */
export interface ManualClock extends Clock {
  set(instant: string): void
  advance(duration: Temporal.DurationLike): void
}

export function manualClock(start: string): ManualClock {
  let current = Temporal.Instant.from(start)
  return {
    now: () => current,
    set: (instant) => {
      current = Temporal.Instant.from(instant)
    },
    advance: (duration) => {
      current = current.add(duration)
    },
  }
}
