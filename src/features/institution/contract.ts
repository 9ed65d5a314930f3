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

export const Institution = z.object({
  name: z.string(),
  nation: z.enum(nations),
  timeZone: z.string(),
  contacts: z.array(Contact),
  example: z.boolean(),
})
export type Institution = z.infer<typeof Institution>

export const ChangeInstitution = z.object({
  name: name.optional(),
  nation: z.enum(nations).optional(),
  timeZone: timeZone.optional(),
  contacts: z.array(Contact).max(300, 'Keep at most 300 entries.').optional(),
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
