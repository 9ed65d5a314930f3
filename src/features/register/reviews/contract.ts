import { z } from 'zod'
import { Account, NewAccount, NewObjective, Objective } from '../contract.ts'

/** How far an account has come with what it is to reach, as its reviewer says. */
export const progressWords = {
  reached: 'Reached',
  'on-the-way': 'On the way',
  'not-reached': 'Not reached',
  unknown: 'Nobody can say',
} as const
export const Progress = z.enum(Object.keys(progressWords) as [keyof typeof progressWords])
export type Progress = keyof typeof progressWords

export const outcomeWords = {
  keep: 'Keep it',
  resource: 'Keep it, with what it lacks',
  merge: 'Join it with another account',
  close: 'Close it',
} as const
export const ReviewOutcome = z.enum(Object.keys(outcomeWords) as [keyof typeof outcomeWords])
export type ReviewOutcome = keyof typeof outcomeWords

/** `waiting`: somebody else has to agree first. `stands`: it counts. `sent-back`: somebody did not agree. */
export const ReviewState = z.enum(['waiting', 'stands', 'sent-back'])
export type ReviewState = z.infer<typeof ReviewState>

const Words = z.string().trim().max(2_000, 'At most 2,000 characters.')

/** What an account lacks, from whom, and by when. */
export const Need = z
  .object({
    what: z.string().trim().min(5, 'Say what the account needs.').max(500, 'At most 500 characters.'),
    /** An office or a person. */
    officeId: z.string().min(1).max(80).nullable().default(null),
    personId: z.uuid().nullable().default(null),
    by: z.iso.date('Give a day.'),
  })
  .refine((need) => (need.officeId === null) !== (need.personId === null), {
    path: ['officeId'],
    message: 'Say which office, or who, is to provide it.',
  })
export type Need = z.infer<typeof Need>

export const ReviewInput = z
  .object({
    /** That of the account as it was read. */
    version: z.int().positive(),
    /** When it was read: a network that changed after that has not been looked at. */
    readAt: z.iso.datetime(),
    progress: Progress,
    figure: z.string().trim().max(100, 'At most 100 characters.').default(''),
    hoursPerWeek: NewAccount.shape.hoursPerWeek,
    note: z
      .string()
      .trim()
      .min(10, 'Say in a sentence what you found.')
      .max(2_000, 'At most 2,000 characters.'),
    outcome: ReviewOutcome,
    nextDue: z.iso.date('Give a day.'),
    /** Null leaves what the account is to reach as it is. */
    objective: NewObjective.nullable().default(null),
    need: Need.nullable().default(null),
  })
  .refine((input) => input.outcome !== 'resource' || input.need !== null, {
    path: ['need.what'],
    message: 'Say what the account needs, from whom, and by when.',
  })
export type ReviewInput = z.infer<typeof ReviewInput>

export const AgreementInput = z
  .object({ agreed: z.boolean(), note: Words.default('') })
  .refine(({ agreed, note }) => agreed || note.length >= 3, {
    path: ['note'],
    message: 'Say what should be looked at again.',
  })
export type AgreementInput = z.infer<typeof AgreementInput>

/** One figure of the scorecard. What nobody knows is null, with the reason; never nought. */
export const Figure = z.object({
  id: z.string(),
  label: z.string(),
  value: z.string().nullable(),
  /** What it was counted from: “9 of 13 weeks”. */
  from: z.string(),
})
export type Figure = z.infer<typeof Figure>

const FoundThen = z.object({ clause: z.string(), clauseTitle: z.string(), say: z.string() })

/** A review as it was written down, with what was known at that moment. */
export const ReviewWritten = z.object({
  progress: Progress,
  figure: z.string(),
  hoursPerWeek: z.number(),
  note: z.string(),
  /** What it was measured against. */
  against: Objective.nullable(),
  objective: NewObjective.nullable(),
  need: z
    .object({
      what: z.string(),
      officeId: z.string().nullable(),
      personId: z.string().nullable(),
      by: z.string(),
      from: z.string(),
    })
    .nullable(),
  scorecard: z.array(Figure),
  findings: z.array(FoundThen),
})
export type ReviewWritten = z.infer<typeof ReviewWritten>

export const ReviewView = z.object({
  id: z.string(),
  state: ReviewState,
  outcome: ReviewOutcome,
  overdue: z.boolean(),
  nextDue: z.string(),
  by: z.string(),
  byMe: z.boolean(),
  at: z.string(),
  written: ReviewWritten,
  agreement: z
    .object({
      clause: z.string(),
      why: z.string(),
      by: z.string().nullable(),
      at: z.string().nullable(),
      note: z.string(),
    })
    .nullable(),
})
export type ReviewView = z.infer<typeof ReviewView>

/** Everything that one looks at when an account is reviewed. */
export const ReviewSheet = z.object({
  readAt: z.string(),
  account: Account,
  networkName: z.string(),
  due: z.string().nullable(),
  overdue: z.boolean(),
  /** The clause of the policy in force by which it is looked at again. */
  asks: z.object({ clause: z.string() }),
  /** Why nobody reviews it here; null where somebody does. */
  notHere: z.object({ say: z.string(), clause: z.string() }).nullable(),
  scorecard: z.array(Figure),
  people: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      relation: z.enum(['administrator', 'contributor']),
      secondFactor: z.boolean(),
      until: z.string().nullable(),
    }),
  ),
  findings: z.array(
    FoundThen.extend({ control: z.string(), level: z.string(), since: z.string().nullable() }),
  ),
  /** What is new about its network since it was last looked at. */
  changes: z.array(
    z.object({
      id: z.string(),
      say: z.string(),
      what: z.string(),
      from: z.string().nullable(),
      source: z.string(),
    }),
  ),
  /** When to look next, if nobody says otherwise: a day. */
  nextDue: z.string(),
  latestNextDue: z.string(),
  reviews: z.array(ReviewView),
  waiting: ReviewView.nullable(),
  may: z.object({ review: z.boolean(), agree: z.boolean() }),
  /** Closing it needs a request first, because of this; null: the wizard does. */
  closeRequest: z.object({ say: z.string(), clause: z.string(), href: z.string() }).nullable(),
})
export type ReviewSheet = z.infer<typeof ReviewSheet>

/** A review that was made, and where to go on. */
export const ReviewMade = z.object({
  review: ReviewView,
  next: z.object({ href: z.string(), label: z.string() }).nullable(),
})
export type ReviewMade = z.infer<typeof ReviewMade>
