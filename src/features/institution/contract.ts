import { z } from 'zod'

export const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland', 'Other'] as const
export type Nation = (typeof nations)[number]
export const contactKinds = ['telephone', 'email', 'postcode', 'domain'] as const
export type ContactKind = (typeof contactKinds)[number]

const name = z.string().trim().min(2, 'Give the institution’s name.').max(160, 'Use at most 160 characters.')
const timeZone = z.string().trim().min(1, 'Choose a time zone.').max(80)

/** What the institution publishes as its own, so that a check does not take it for somebody's personal detail. */
export const Contact = z.object({
  kind: z.enum(contactKinds),
  value: z.string().trim().min(2, 'Give the number, address, postcode or domain.').max(254),
  label: z.string().trim().max(120, 'Use at most 120 characters.').default(''),
})
export type Contact = z.infer<typeof Contact>

const words = z.string().trim().min(2, 'Use at least two characters.').max(120, 'Use at most 120 characters.')

/** A named run of days. Both days are in it. */
const Period = z
  .object({ name: words, from: z.iso.date('Give the first day.'), until: z.iso.date('Give the last day.') })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    message: 'The last day comes before the first.',
  })

/** A time in which political balance is watched more closely. */
export const ElectionPeriod = Period
export type ElectionPeriod = z.infer<typeof ElectionPeriod>

/** Teaching goes on: slots and series may keep to it. */
export const Term = Period
export type Term = z.infer<typeof Term>

const longestBlackout = 92
/** Days that the institution keeps free: nothing is sent that can wait. */
export const Blackout = z
  .object({
    name: words,
    from: z.iso.date('Give the first day.'),
    until: z.iso.date('Give the last day.'),
    /** On the same days of every year; the year that is written does not count. */
    everyYear: z.boolean().default(false),
    /** What still may go then, in words. */
    goes: z.string().trim().max(300, 'Use at most 300 characters.').default(''),
  })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    message: 'The last day comes before the first.',
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) < longestBlackout * 86_400_000, {
    path: ['until'],
    message: `Days that are kept free are at most ${longestBlackout} in one run. Is the year right?`,
  })
export type Blackout = z.infer<typeof Blackout>

const longestClosure = 62
/** The institution is closed: no day of it counts as a working day. */
export const Closure = Period.refine(
  ({ from, until }) => Date.parse(until) - Date.parse(from) < longestClosure * 86_400_000,
  { path: ['until'], message: `A closure lasts at most ${longestClosure} days. Is the year right?` },
)
export type Closure = z.infer<typeof Closure>

/** Days that are no working days, weekends aside. */
export const InstitutionCalendar = z.object({
  nation: z.enum(nations),
  from: z.string(),
  until: z.string(),
  holidays: z.array(z.object({ date: z.string(), name: z.string() })),
  closures: z.array(Closure),
})
export type InstitutionCalendar = z.infer<typeof InstitutionCalendar>

/** What a service of the institution's own is for, so that it can be proposed in place of an account. */
export const serviceNeeds = {
  collaboration: {
    label: 'Collaboration',
    serves: 'Working together and talking within the university.',
  },
  teaching: { label: 'Teaching', serves: 'Teaching a module: materials, news and discussion.' },
  'live-teaching': { label: 'Live teaching', serves: 'Teaching live, online.' },
  'blogs-and-portfolios': {
    label: 'Blogs and portfolios',
    serves: 'Blogs and portfolios of staff and students.',
  },
  announcements: { label: 'Announcements', serves: 'Telling a known group something.' },
} as const
export type ServiceNeed = keyof typeof serviceNeeds
export const serviceNeedIds = Object.keys(serviceNeeds) as ServiceNeed[]

const Service = z.object({
  name: z.string().trim().min(2, 'Give the service’s name.').max(80, 'Use at most 80 characters.'),
  serves: z.enum(serviceNeedIds, 'Choose what it serves.'),
  /** Address of its help page, or empty. */
  help: z
    .union([
      z.literal(''),
      z.url({ protocol: /^https?$/, error: 'Give a whole address, such as https://help.example.ac.uk.' }),
    ])
    .default(''),
  /** Only these are proposed. */
  inUse: z.boolean().default(true),
})

/** A service that the university supports already. */
export const SupportedService = Service.extend({ id: z.string() })
export type SupportedService = z.infer<typeof SupportedService>

/** Without `id`: a new one. With a new name it is another service: what was answered before keeps the old one. */
const ServiceInput = Service.extend({ id: z.string().max(60).optional() })
export type ServiceInput = z.infer<typeof ServiceInput>

/** What the checks of the policy ask of the institution, and nobody else can know. */
export const Watched = z.object({
  /** Matters on which the institution speaks with one voice. */
  topics: z.array(words).max(100, 'Keep at most 100 topics.'),
  electionPeriods: z.array(ElectionPeriod).max(50, 'Keep at most 50 periods.'),
  /** How student numbers look: a figure for each 9, a letter for each A. */
  studentNumbers: z
    .array(
      z
        .string()
        .trim()
        .regex(
          /^(?=.*9{3})[9A-Z-]{4,16}$/,
          'Write 9 for a figure and letters as they stand: 99999999 or E9999999.',
        ),
    )
    .max(10, 'Keep at most 10 patterns.'),
  welsh: z.boolean(),
})
export type Watched = z.infer<typeof Watched>

export const Institution = z.object({
  name: z.string(),
  nation: z.enum(nations),
  timeZone: z.string(),
  contacts: z.array(Contact),
  watched: Watched,
  closures: z.array(Closure),
  terms: z.array(Term),
  blackouts: z.array(Blackout),
  supportedServices: z.array(SupportedService),
  example: z.boolean(),
})
export type Institution = z.infer<typeof Institution>

export const ChangeInstitution = z.object({
  name: name.optional(),
  nation: z.enum(nations).optional(),
  timeZone: timeZone.optional(),
  contacts: z.array(Contact).max(300, 'Keep at most 300 entries.').optional(),
  watched: Watched.optional(),
  closures: z.array(Closure).max(100, 'Keep at most 100 closures: remove those that are over.').optional(),
  terms: z.array(Term).max(60, 'Keep at most 60 terms: remove those that are over.').optional(),
  blackouts: z.array(Blackout).max(100, 'Keep at most 100: remove those that are over.').optional(),
  supportedServices: z.array(ServiceInput).max(60, 'Keep at most 60 services.').optional(),
})
export type ChangeInstitution = z.infer<typeof ChangeInstitution>

export const starts = ['empty', 'example'] as const
export type Start = (typeof starts)[number]

export const SetupStatus = z.object({
  needed: z.boolean(),
  /** What was given before, when set-up was begun and broke off; told only to whoever has the link. */
  begun: z.boolean(),
})

export const Setup = z.object({
  token: z.string().min(1, 'Open the link that Rostrum printed when it started.').max(200),
  institution: z.object({ name, nation: z.enum(nations), timeZone }),
  administrator: z.object({
    name: z.string().trim().min(1, 'Give your name.').max(120, 'Use at most 120 characters.'),
    email: z
      .string()
      .trim()
      .max(254, 'This is longer than an e-mail address can be.')
      .pipe(z.email('Give an e-mail address, such as name@example.ac.uk.')),
  }),
  start: z.enum(starts),
})
export type Setup = z.infer<typeof Setup>

export const SetupAnswer = z.object({ stage: z.literal('enrol') })
export const Done = z.object({ done: z.literal(true) })
