import { z } from 'zod'

/** What can change about a network. */
export const changeKinds = {
  terms: { label: 'Its terms', say: 'has changed its terms' },
  charges: { label: 'What it charges', say: 'has changed what it charges' },
  closure: { label: 'It closes, or changes hands', say: 'closes or changes hands' },
  api: { label: 'How programs reach it', say: 'has changed how programs reach it' },
} as const
export const ChangeKind = z.enum(Object.keys(changeKinds) as [keyof typeof changeKinds])
export type ChangeKind = keyof typeof changeKinds

export const watchStates = {
  unwatched: 'Not looked at yet',
  fine: 'In order',
  watched: 'Under watch',
  leaving: 'Being left',
  gone: 'Gone',
} as const
export type WatchState = Exclude<keyof typeof watchStates, 'unwatched'>
const WatchState = z.enum(Object.keys(watchStates) as [keyof typeof watchStates])

const link = z
  .union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: 'Give a whole address, with https.' }).max(2_000),
  ])
  .default('')
const day = z.iso.date('Give a day.')

/** The entry of a network. `version` is nought where there is none yet. */
export const WatchInput = z.object({
  version: z.int().nonnegative(),
  state: z.enum(['fine', 'watched', 'leaving', 'gone']),
  ownerOffice: z.string().min(1).max(80).nullable(),
  termsUrl: link,
  termsReadOn: day.nullable(),
  charges: z.string().trim().max(500, 'At most 500 characters.'),
  closesOn: day.nullable(),
  api: z.string().trim().max(500, 'At most 500 characters.'),
  reviewDue: day,
})
export type WatchInput = z.infer<typeof WatchInput>

export const NetworkReviewInput = z.object({
  version: z.int().positive(),
  note: z.string().trim().min(3, 'Say what you looked at.').max(1_000, 'At most 1,000 characters.'),
  termsRead: z.boolean(),
  nextDue: day,
})
export type NetworkReviewInput = z.infer<typeof NetworkReviewInput>

export const ChangeInput = z.object({
  kind: ChangeKind,
  what: z.string().trim().min(10, 'Say in a sentence what changes.').max(1_000, 'At most 1,000 characters.'),
  from: day.nullable().default(null),
  source: link,
})
export type ChangeInput = z.infer<typeof ChangeInput>

export const WatchLine = z.object({
  network: z.string(),
  name: z.string(),
  state: WatchState,
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  termsUrl: z.string(),
  termsReadOn: z.string().nullable(),
  charges: z.string(),
  closesOn: z.string().nullable(),
  api: z.string(),
  reviewDue: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  version: z.int(),
  /** How many of our accounts there are open. */
  accounts: z.int(),
  /** How many of those have not been looked at since it last changed. */
  toReview: z.int(),
  leaving: z.int(),
  lastChange: z.object({ kind: ChangeKind, what: z.string(), at: z.string() }).nullable(),
})
export type WatchLine = z.infer<typeof WatchLine>
export const WatchList = z.object({ networks: z.array(WatchLine) })
export type WatchList = z.infer<typeof WatchList>

export const NetworkChange = z.object({
  id: z.string(),
  kind: ChangeKind,
  what: z.string(),
  from: z.string().nullable(),
  source: z.string(),
  by: z.string().nullable(),
  at: z.string(),
  /** How many accounts it put up for review; null while that is under way. */
  accounts: z.int().nullable(),
})
export type NetworkChange = z.infer<typeof NetworkChange>

export const WatchedNetwork = WatchLine.extend({
  changes: z.array(NetworkChange),
  story: z.array(
    z.object({
      id: z.string(),
      what: z.enum(['entered', 'reviewed']),
      note: z.string(),
      by: z.string().nullable(),
      at: z.string(),
    }),
  ),
  /** Accounts there that wait to be looked at, the first hundred. */
  waiting: z.array(
    z.object({ id: z.string(), name: z.string(), handle: z.string(), due: z.string().nullable() }),
  ),
  may: z.object({ watch: z.boolean() }),
})
export type WatchedNetwork = z.infer<typeof WatchedNetwork>
