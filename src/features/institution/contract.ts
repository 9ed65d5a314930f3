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

/** A time in which political balance is watched more closely. Both days are in it. */
export const ElectionPeriod = z
  .object({ name: words, from: z.iso.date('Give the first day.'), until: z.iso.date('Give the last day.') })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    message: 'The last day comes before the first.',
  })
export type ElectionPeriod = z.infer<typeof ElectionPeriod>

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
  example: z.boolean(),
})
export type Institution = z.infer<typeof Institution>

export const ChangeInstitution = z.object({
  name: name.optional(),
  nation: z.enum(nations).optional(),
  timeZone: timeZone.optional(),
  contacts: z.array(Contact).max(300, 'Keep at most 300 entries.').optional(),
  watched: Watched.optional(),
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
