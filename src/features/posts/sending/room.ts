import { setTimeout } from 'node:timers/promises'
import type { Hold } from './hold.ts'
import { patience } from './limited.ts'
import type { Ask } from './rate-rules.ts'
import type { Full } from './rates.ts'

/**
 * Where those of one worker wait that a limit keeps back: a line for each budget, in which only the first one asks for
 * room. All of them are told the same instant, and otherwise would ask together, to find room for one of them.
 */
export class Lines {
  readonly #ends = new Map<string, Promise<void>>()

  /** The budget among these for which somebody waits already; null when nobody does. */
  waitedFor(asks: readonly Ask[]): string | null {
    return asks.find(({ id }) => this.#ends.has(id))?.id ?? null
  }

  /** Resolved when nobody is before it any more, with what lets the next one forward. */
  async join(bucket: string): Promise<() => void> {
    const { promise: own, resolve: leave } = Promise.withResolvers<void>()
    const before = this.#ends.get(bucket)
    const end = (before ?? Promise.resolve()).then(() => own)
    this.#ends.set(bucket, end)
    await before
    return () => {
      if (this.#ends.get(bucket) === end) this.#ends.delete(bucket)
      leave()
    }
  }
}

interface Wanting {
  asks: readonly Ask[]
  /** Takes the room and does what needs it, or answers which budget has none. */
  attempt(): Promise<Full | null>
}

/**
 * Does what has to find room; waits for it with the publication in hand where it comes soon, behind those that wait for
 * it already. Answers what has no room, or null when it was done.
 */
export async function inRoom(hold: Hold, lines: Lines, { asks, attempt }: Wanting): Promise<Full | null> {
  const { clock } = hold.deps.services
  const until = performance.now() + patience
  const timeTo = (full: Full) =>
    Math.max(Number(full.until.epochMilliseconds - clock.now().epochMilliseconds), 5)
  const waiting = lines.waitedFor(asks)
  let full = waiting === null ? await attempt() : null
  let bucket = full?.bucket ?? waiting
  while (bucket !== null) {
    if (full && performance.now() + timeTo(full) > until) return full
    const leave = await hold.while(lines.join(bucket))
    try {
      do {
        if (full && performance.now() < until) await hold.while(setTimeout(timeTo(full)))
        full = await attempt()
        if (full && performance.now() + timeTo(full) > until) return full
      } while (full?.bucket === bucket)
    } finally {
      leave()
    }
    bucket = full?.bucket ?? null
  }
  return full
}
