import { z } from 'zod'
import { content, personRef, postRow } from '#features/posts/contract.ts'

const day = z.iso.date('Give the day.')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time like 09:30.')
const name = z
  .string()
  .trim()
  .min(2, 'Give it a name of at least two characters.')
  .max(120, 'Use at most 120 characters.')
/** Monday first, as in ISO 8601. */
export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekday = z.number().int().min(1).max(7)
const accountIds = z.array(z.uuid()).min(1, 'Choose at least one account.').max(100)

/** A place that comes round every week, on the institution's clocks. 1 is Monday. */
export const SlotRule = z.object({ weekday, time, termOnly: z.boolean().default(false) })
export type SlotRule = z.infer<typeof SlotRule>

const slots = z
  .array(SlotRule)
  .min(1, 'Give it at least one slot.')
  .max(70, 'Keep at most 70 slots a week.')
  .refine(
    (given) => new Set(given.map((slot) => `${slot.weekday} ${slot.time}`)).size === given.length,
    'The same slot stands there twice.',
  )

/** A queue as it is set up: a category of posts, and when posts of it go. */
export const QueueInput = z.object({
  name,
  about: z.string().trim().max(500, 'Use at most 500 characters.').default(''),
  accountIds,
  slots,
  /** Does it go on in an election period? */
  inElections: z.boolean().default(false),
  /** Does it go on over public holidays and closures? */
  whenClosed: z.boolean().default(false),
  /** So many days ahead, empty slots are filled with proposals from its evergreen posts; 0: never. */
  fillDays: z.number().int().min(0).max(60).default(0),
})
export type QueueInput = z.infer<typeof QueueInput>
export const QueueChange = QueueInput.extend({ version: z.number().int() })

export const QueuePause = z.object({
  /** The first day on which it goes on; null: now. */
  until: day.nullable(),
  reason: z.string().trim().max(300).default(''),
})

export const QueueHead = z.object({
  id: z.uuid(),
  name: z.string(),
  about: z.string(),
  state: z.enum(['active', 'paused', 'ended']),
  pausedUntil: z.string().nullable(),
  accounts: z.array(z.object({ id: z.uuid(), network: z.string(), handle: z.string() })),
  waiting: z.number().int(),
  /** How far it reaches, in a sentence. */
  reach: z.string(),
  nextFree: z.string().nullable(),
  mayManage: z.boolean(),
})
export type QueueHead = z.infer<typeof QueueHead>

/** A slot of the next weeks: what has it, or nothing. */
export const QueuePlace = z.object({
  at: z.string(),
  /** Null: free. `hidden`: a post that this reader may not see. */
  post: postRow.nullable(),
  hidden: z.boolean(),
  mayMove: z.boolean(),
})
export type QueuePlace = z.infer<typeof QueuePlace>

export const LeftOut = z.object({ day: z.string(), why: z.string() })

export const QueueView = QueueHead.extend({
  version: z.number().int(),
  slots: z.array(SlotRule),
  inElections: z.boolean(),
  whenClosed: z.boolean(),
  fillDays: z.number().int(),
  pauseReason: z.string(),
  owner: personRef.nullable(),
  places: z.array(QueuePlace),
  /** Days of the next weeks that have a slot and are left out, with the reason. */
  leftOut: z.array(LeftOut),
})
export type QueueView = z.infer<typeof QueueView>

export const itemMoves = ['first', 'earlier', 'later', 'last'] as const
/** A step in the order; or a slot: where another post has it, those between move by one, as in a list. */
export const ItemMove = z.union([
  z.strictObject({ to: z.enum(itemMoves) }),
  z.strictObject({ slot: z.iso.datetime('Give the slot.') }),
])
export type ItemMove = z.infer<typeof ItemMove>
export type ItemMoveTo = (typeof itemMoves)[number]
export const Placed = z.object({ at: z.string(), voided: z.number().int() })
/** How many posts got another time by a change. */
export const Replanned = z.object({ moved: z.number().int() })

export const pattern = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekly'),
    days: z.array(weekday).min(1, 'Choose at least one day of the week.').max(7),
  }),
  /** 31 is the last day of every month. */
  z.object({ kind: z.literal('monthly-day'), day: z.number().int().min(1).max(31) }),
  /** -1 is the last one of a month. */
  z.object({
    kind: z.literal('monthly-weekday'),
    nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(-1)]),
    weekday,
  }),
  z.object({
    kind: z.literal('yearly'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
  }),
])

export const SeriesRule = z
  .object({
    pattern,
    every: z.number().int().min(1).max(52),
    from: day,
    until: day.nullable().default(null),
    /** How many dates in all, those that are left out among them. */
    count: z.number().int().min(1).max(500).nullable().default(null),
    time,
    termOnly: z.boolean().default(false),
    inElections: z.boolean().default(false),
    /** On a day that is kept free or closed: left out, or on the next day that is open. */
    whenBlocked: z.enum(['skip', 'move']).default('skip'),
  })
  .refine(({ from, until }) => until === null || from <= until, {
    path: ['until'],
    message: 'The last day comes before the first.',
  })
export type SeriesRule = z.infer<typeof SeriesRule>

export const Template = z.object({
  title: z.string().trim().min(1, 'Give the posts a name.').max(200),
  content,
  audiences: z.array(z.string().max(60)).max(20),
  language: z.string().max(35),
  accountIds,
})
export type Template = z.infer<typeof Template>

export const SeriesInput = z.object({
  name,
  template: Template,
  rule: SeriesRule,
  /** How many days before its time each draft is made. */
  ahead: z.number().int().min(1, 'At least one day.').max(60, 'At most 60 days.').default(7),
})
export type SeriesInput = z.infer<typeof SeriesInput>
export const SeriesChange = SeriesInput.extend({ version: z.number().int() })

export const OccurrenceView = z.object({
  day: z.string(),
  /** When it goes; null: it is left out. */
  at: z.string().nullable(),
  /** Why it is left out, or on another day. */
  why: z.string().nullable(),
})
export type OccurrenceView = z.infer<typeof OccurrenceView>
export const Occurrences = z.object({ next: z.array(OccurrenceView) })

export const SeriesHead = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(['active', 'ended']),
  says: z.string(),
  next: z.string().nullable(),
  trouble: z.string().nullable(),
  accounts: z.array(z.object({ id: z.uuid(), network: z.string(), handle: z.string() })),
  owner: personRef.nullable(),
  mayManage: z.boolean(),
})
export type SeriesHead = z.infer<typeof SeriesHead>
export const SeriesView = SeriesHead.extend({
  version: z.number().int(),
  template: Template,
  rule: SeriesRule,
  ahead: z.number().int(),
  next5: z.array(OccurrenceView),
  made: z.array(z.object({ day: z.string(), post: postRow.nullable() })),
})
export type SeriesView = z.infer<typeof SeriesView>

export const EvergreenInput = z.object({
  queueId: z.uuid('Choose the queue that may use it again.'),
  restDays: z.number().int().min(14, 'Let it rest for at least 14 days.').max(1000),
  reviewOn: day,
  mostUses: z.number().int().min(1).max(50),
})
export const EvergreenView = EvergreenInput.extend({
  postId: z.uuid(),
  title: z.string(),
  queueName: z.string(),
  uses: z.number().int(),
  lastOut: z.string().nullable(),
  /** From when it may be proposed again; null when it may not any more. */
  restsUntil: z.string().nullable(),
  /** Why it is not proposed, where it is not. */
  why: z.string().nullable(),
  mayManage: z.boolean(),
})
export type EvergreenView = z.infer<typeof EvergreenView>

export const Plans = z.object({
  queues: z.array(QueueHead),
  series: z.array(SeriesHead),
  evergreen: z.array(EvergreenView),
})

/** How a post stands in the plans. */
export const PostPlan = z.object({
  inQueue: z
    .object({ id: z.uuid(), name: z.string(), at: z.string(), place: z.number().int(), of: z.number().int() })
    .nullable(),
  /** Queues that it can go into, each with the slot it would get. */
  queues: z.array(z.object({ id: z.uuid(), name: z.string(), at: z.string() })),
  from: z
    .object({
      kind: z.enum(['series', 'evergreen']),
      name: z.string(),
      link: z.string(),
      /** What is to be known of it before it is approved. */
      says: z.array(z.string()),
    })
    .nullable(),
  evergreen: EvergreenView.nullable(),
  mayMarkEvergreen: z.boolean(),
})
export type PostPlan = z.infer<typeof PostPlan>

export const bandKinds = ['blackout', 'election', 'closure', 'holiday', 'term'] as const
export const Band = z.object({
  kind: z.enum(bandKinds),
  name: z.string(),
  from: z.string(),
  until: z.string(),
  /** The clause that names it, or empty. */
  clause: z.string(),
  /** What still may go, or empty. */
  goes: z.string(),
})
export type Band = z.infer<typeof Band>
export const Bands = z.object({ bands: z.array(Band) })
export const Identified = z.object({ id: z.uuid() })
export const Done = z.object({ done: z.literal(true) })
