/** A limit as networks keep it: so many in a stretch of time, for each caller. */
export interface Window {
  limit: number
  /** Milliseconds. */
  length: number
  now(): number
}

export interface Spent {
  limit: number
  remaining: number
  /** Milliseconds since 1970. */
  resetAt: number
  over: boolean
}

/** Counts for each caller by itself. */
export function limiter(window: Window): (who: string) => Spent {
  const spent = new Map<string, { count: number; until: number }>()
  return (who) => {
    const now = window.now()
    let bucket = spent.get(who)
    if (!bucket || bucket.until <= now) {
      bucket = { count: 0, until: now + window.length }
      spent.set(who, bucket)
    }
    bucket.count += 1
    const remaining = Math.max(0, window.limit - bucket.count)
    return { limit: window.limit, remaining, resetAt: bucket.until, over: bucket.count > window.limit }
  }
}
