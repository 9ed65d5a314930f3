import type { z } from 'zod'

/** One kind of work. A job carries ids and re-reads; its payload is parsed again when it runs. */
export interface Job<Payload> {
  name: string
  payload: z.ZodType<Payload>
  retry: { limit: number; delaySeconds: number }
  /** How long one run may take, in seconds, before it is given to somebody else. */
  expiresIn: number
  /** A cron line, for work that comes round by the clock (UTC). Its payload is `{}`. */
  cron?: string
}

export function defineJob<Payload>(
  job: Omit<Job<Payload>, 'retry' | 'expiresIn'> & Partial<Pick<Job<Payload>, 'retry' | 'expiresIn'>>,
): Job<Payload> {
  return { retry: { limit: 5, delaySeconds: 5 }, expiresIn: 300, ...job }
}
