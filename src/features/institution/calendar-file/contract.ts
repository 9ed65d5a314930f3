import { z } from 'zod'
import { Closure, Term } from '../contract.ts'

export const calendarFileLimits = {
  bytes: 1_000_000,
  events: 5_000,
  /** So many are shown to be looked through. */
  shown: 300,
  /** What begins later than in so many years is left aside. */
  years: 3,
  /** Of one event that repeats, so many dates. */
  dates: 12,
} as const

export const dayKinds = ['term', 'closure'] as const
export type DayKind = (typeof dayKinds)[number]

export const FoundDays = z.object({
  name: z.string(),
  /** On the institution's clocks. Both days are in it. */
  from: z.string(),
  until: z.string(),
  /** Does it say times of the day? */
  timed: z.boolean(),
  /** As what it stands in the settings already. */
  stands: z.enum(dayKinds).nullable(),
  /** What its words and its length speak for. */
  suggests: z.enum([...dayKinds, 'none']),
  /** What is to be known of it, as sentences. */
  notes: z.array(z.string()),
})
export type FoundDays = z.infer<typeof FoundDays>

export const CalendarLook = z.object({
  fileName: z.string(),
  found: z.array(FoundDays),
  /** What of the file is not among them, and why, as sentences. */
  aside: z.array(z.string()),
})
export type CalendarLook = z.infer<typeof CalendarLook>

export const DaysToBringIn = z.object({
  days: z
    .array(
      z.discriminatedUnion('as', [
        Term.safeExtend({ as: z.literal('term') }),
        Closure.safeExtend({ as: z.literal('closure') }),
      ]),
    )
    .min(1, 'Say of at least one event what it is.')
    .max(calendarFileLimits.shown),
})
export type DaysToBringIn = z.infer<typeof DaysToBringIn>

export const BroughtIn = z.object({
  terms: z.number().int(),
  closures: z.number().int(),
  already: z.number().int(),
})
