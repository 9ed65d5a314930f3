import { z } from 'zod'

/** What an exception holds for, as it is kept. */
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
export const WaiverSubject = z
  .string()
  .regex(new RegExp(`^(?:everything|(?:account|unit|post):${uuid})$`), 'Say what the exception is for.')

export const shortestWaiverReason = 20
export const longestWaiverDays = 366

const instant = z.iso.datetime({ offset: true })

export const NewWaiver = z.object({
  clause: z.string().trim().min(1, 'Say which clause.').max(60),
  /** Null: every control of the clause. */
  control: z.string().trim().min(1).max(120).nullable().default(null),
  subject: WaiverSubject,
  reason: z
    .string()
    .trim()
    .min(shortestWaiverReason, `Give the reason in a sentence, at least ${shortestWaiverReason} characters.`)
    .max(2_000),
  /** Null: from now. */
  since: instant.nullable().default(null),
  until: z.iso.datetime({ offset: true, error: 'Say on which day it ends.' }),
})
export type NewWaiver = z.infer<typeof NewWaiver>

export const EndWaiver = z.object({
  reason: z.string().trim().min(10, 'Give the reason in a few words, at least ten characters.').max(2_000),
})

export const waiverStates = ['in-force', 'to-come', 'over', 'ended'] as const
export const WaiverView = z.object({
  id: z.uuid(),
  clause: z.string(),
  clauseTitle: z.string(),
  control: z.string().nullable(),
  subject: z.string(),
  /** The account, unit or post in words. */
  subjectName: z.string(),
  /** As the check reads it: see `WaiverForCheck`. */
  covers: z.array(z.string()),
  reason: z.string(),
  since: z.string(),
  until: z.string(),
  by: z.string(),
  byId: z.string(),
  at: z.string(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
  endedBecause: z.string().nullable(),
  state: z.enum(waiverStates),
})
export type WaiverView = z.infer<typeof WaiverView>

export const WaiverFilter = z.object({ state: z.enum(waiverStates).optional() })
export const WaiverList = z.object({ waivers: z.array(WaiverView) })
export const WaiverGiven = z.object({ id: z.uuid() })
export const WaiverEnded = z.object({ ok: z.literal(true) })
