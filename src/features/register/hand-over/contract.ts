import { z } from 'zod'

/** Shapes of leavers, hand-overs and secrets under seal, for server and browser. */

const Reason = z.string().trim().min(10, 'Say why in a sentence.').max(500, 'At most 500 characters.')
const Named = z.object({ id: z.string(), name: z.string() })

export const Designation = z.object({ memberId: z.uuid('Choose an administrator.') })

export const handOverReasons = {
  leaving: 'They leave the university',
  away: 'They are away for a while',
  change: 'Somebody else is to answer for it',
} as const
export const HandOverReason = z.enum(Object.keys(handOverReasons) as [keyof typeof handOverReasons])
export type HandOverReason = z.infer<typeof HandOverReason>

/** What whoever hands over keeps of their part. */
export const LeaverKeeps = z.enum(['nothing', 'deputy', 'contributor'])
export type LeaverKeeps = z.infer<typeof LeaverKeeps>

export const HandOverInput = z.object({
  why: HandOverReason,
  /** The administrator whose part passes on; null where nobody answers for the account. */
  leaver: z.uuid().nullable(),
  keeps: LeaverKeeps,
  /** When the leaver's part ends; null: at once. Counts only where they keep nothing. */
  lastDay: z.iso.datetime({ offset: true }).nullable().default(null),
  designated: z.uuid('Choose who takes over.'),
  deputies: z
    .array(z.uuid())
    .max(10, 'At most 10 deputies.')
    .default([])
    .transform((all) => [...new Set(all)]),
  notes: z.string().trim().max(5000, 'At most 5,000 characters.').default(''),
  /** The unfinished hand-over that this one takes the place of, as the page showed it. */
  replaces: z.uuid().nullable().default(null),
})
export type HandOverInput = z.infer<typeof HandOverInput>

export const HandOverState = z.enum(['open', 'taken-over', 'replaced', 'void'])
export type HandOverState = z.infer<typeof HandOverState>

export const HandOverView = z.object({
  id: z.string(),
  accountId: z.string(),
  account: z.string(),
  why: HandOverReason,
  from: Named.nullable(),
  to: Named,
  madeBy: z.string(),
  madeAt: z.string(),
  lastDay: z.string().nullable(),
  /** Null when none were left, or when they were taken away. */
  notes: z.string().nullable(),
  state: HandOverState,
  settledAt: z.string().nullable(),
})
export type HandOverView = z.infer<typeof HandOverView>

const WaitingPost = z.object({
  id: z.string(),
  title: z.string(),
  author: z.string().nullable(),
  /** Null for a draft without a time. */
  publishAt: z.string().nullable(),
  scheduled: z.boolean(),
})
export type WaitingPost = z.infer<typeof WaitingPost>

export const secretKinds = {
  password: 'Password',
  'recovery-codes': 'Recovery codes',
  authenticator: 'Authenticator key',
} as const
export const SecretKind = z.enum(Object.keys(secretKinds) as [keyof typeof secretKinds])
export type SecretKind = z.infer<typeof SecretKind>

/** Everything that the wizard shows before somebody decides. */
export const HandOverPlan = z.object({
  account: z.object({ id: z.string(), displayName: z.string(), handle: z.string(), network: z.string() }),
  administrators: z.array(
    z.object({
      personId: z.string(),
      name: z.string(),
      designated: z.boolean(),
      until: z.string().nullable(),
    }),
  ),
  posts: z.array(WaitingPost),
  /** Whose permission the network gave; null when the account is not connected. */
  connection: z.object({ grantedBy: Named.nullable(), grantedAt: z.string() }).nullable(),
  secrets: z.array(z.object({ id: z.string(), label: z.string(), kind: SecretKind })),
  /** The policy wants a request first. */
  request: z
    .object({ clause: z.string(), clauseTitle: z.string(), say: z.string(), href: z.string() })
    .nullable(),
  open: HandOverView.nullable(),
  past: z.array(HandOverView),
})
export type HandOverPlan = z.infer<typeof HandOverPlan>

export const Renewal = z.object({
  accountId: z.string(),
  account: z.string(),
  handle: z.string(),
  network: z.string(),
  grantedBy: z.string(),
  grantedAt: z.string(),
  why: z.enum(['left', 'handed-over']),
  since: z.string(),
})
export type Renewal = z.infer<typeof Renewal>
export const Renewals = z.object({ renewals: z.array(Renewal) })

export const NewSecret = z.object({
  kind: SecretKind,
  label: z.string().trim().min(2, 'Give it a name.').max(80, 'At most 80 characters.'),
  value: z.string().min(1, 'Give the secret itself.').max(4000, 'At most 4,000 characters.'),
})
export type NewSecret = z.infer<typeof NewSecret>

export const SecretRenewal = NewSecret.pick({ value: true })
export const ReadingAsked = z.object({ reason: Reason })
export const ReadingDecision = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('agree') }),
  z.object({ decision: z.literal('refuse'), note: Reason }),
])
export type ReadingDecision = z.infer<typeof ReadingDecision>

export const ReadingState = z.enum(['asked', 'agreed', 'refused', 'withdrawn', 'read', 'lapsed'])
export type ReadingState = z.infer<typeof ReadingState>

export const ReadingView = z.object({
  id: z.string(),
  accountId: z.string(),
  account: z.string(),
  label: z.string(),
  reason: z.string(),
  state: ReadingState,
  askedBy: z.string(),
  askedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  note: z.string(),
  endsAt: z.string(),
  readAt: z.string().nullable(),
  /** What the caller may do with it now. */
  may: z.object({ decide: z.boolean(), withdraw: z.boolean(), read: z.boolean() }),
})
export type ReadingView = z.infer<typeof ReadingView>

export const SecretView = z.object({
  id: z.string(),
  kind: SecretKind,
  label: z.string(),
  putBy: z.string().nullable(),
  putAt: z.string(),
  renew: z.object({ since: z.string(), why: z.enum(['left', 'handed-over', 'read']) }).nullable(),
  /** The reading that is asked for or agreed to now. */
  reading: ReadingView.nullable(),
})
export type SecretView = z.infer<typeof SecretView>

export const SecretList = z.object({
  secrets: z.array(SecretView),
  /** Readings that are over, the last ones first. */
  readings: z.array(ReadingView),
  may: z.object({ keep: z.boolean(), breakGlass: z.boolean() }),
})
export type SecretList = z.infer<typeof SecretList>

/** The one answer that holds what was under a seal. */
export const SecretOpened = z.object({ label: z.string(), kind: SecretKind, value: z.string() })
export type SecretOpened = z.infer<typeof SecretOpened>

/** What of all this waits for somebody, for the page Today. */
export const InHand = z.object({
  /** For those who look after all accounts. */
  unanswered: z.array(
    z.object({ accountId: z.string(), account: z.string(), pausedAt: z.string().nullable() }),
  ),
  handOvers: z.array(HandOverView.extend({ mine: z.boolean() })),
  renewals: z.array(Renewal),
  readings: z.array(ReadingView),
})
export type InHand = z.infer<typeof InHand>
