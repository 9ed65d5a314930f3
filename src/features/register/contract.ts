import { capabilitiesShape, limitsShape, rateRuleShape } from '#networks/shapes.ts'
import { z } from 'zod'

/** Where an account is in its life. Whether it is paused is another question. Moves between them: life/rules.ts. */
export const accountStates = [
  'proposed',
  'in-review',
  'approved',
  'active',
  'dormant',
  'closing',
  'closed',
  'refused',
] as const
export const AccountState = z.enum(accountStates)
export type AccountState = z.infer<typeof AccountState>

export const MemberRelation = z.enum(['administrator', 'contributor'])
export type MemberRelation = z.infer<typeof MemberRelation>

/** Whom an account speaks to. These names are known to the checks; others may be typed beside them. */
export const knownAudiences = [
  { id: 'applicants', label: 'Applicants and offer holders' },
  { id: 'students', label: 'Students' },
  { id: 'alumni', label: 'Alumni' },
  { id: 'staff', label: 'Staff' },
  { id: 'researchers', label: 'Researchers' },
  { id: 'schools', label: 'Schools and teachers' },
  { id: 'families', label: 'Parents and carers' },
  { id: 'employers', label: 'Employers and partners' },
  { id: 'community', label: 'Local community' },
  { id: 'media', label: 'News media' },
  { id: 'public', label: 'General public' },
] as const

/** The label of a known audience, or the words that were typed. */
export function audienceLabel(audience: string): string {
  return knownAudiences.find((known) => known.id === audience)?.label ?? audience
}

const Name = z.string().trim().min(1, 'Give a name.').max(100, 'At most 100 characters.')
const Purpose = z
  .string()
  .trim()
  .min(10, 'Say in a sentence what this account is for.')
  .max(500, 'At most 500 characters.')
const Audiences = z
  .array(z.string().trim().min(2, 'At least 2 characters.').max(60, 'At most 60 characters.'))
  .min(1, 'Name at least one audience.')
  .max(20, 'At most 20 audiences.')
  .transform((all) => [...new Set(all)])
const Hours = z
  .number('Give the hours a week as a number.')
  .positive('Somebody has to have time for it: more than 0 hours.')
  .max(168, 'A week has 168 hours.')
const Tag = z.string().trim().min(2, 'At least 2 characters.').max(40, 'At most 40 characters.')
/** Words to find accounts by, such as a campaign or a campus. */
const Tags = z
  .array(Tag)
  .max(20, 'At most 20 tags.')
  .transform((all) => [...new Set(all)])
const Until = z.iso.datetime({ offset: true }).nullable()

export const NewAccount = z.object({
  network: z.string().min(1, 'Choose a network.').max(40),
  handle: z.string().trim().min(1, 'Give the handle.').max(300, 'That is too long for a handle.'),
  displayName: Name,
  unitId: z.uuid('Choose a unit.'),
  purpose: Purpose,
  audiences: Audiences,
  hoursPerWeek: Hours,
  /** Persons who answer for the account. */
  administrators: z.array(z.uuid()).min(1, 'Choose at least one administrator.').max(20),
})
export type NewAccount = z.infer<typeof NewAccount>

/** What is left out stays as it is. `version` is that of the account as it was read. */
export const AccountChange = z.object({
  version: z.int().positive(),
  handle: NewAccount.shape.handle.optional(),
  displayName: Name.optional(),
  unitId: NewAccount.shape.unitId.optional(),
  purpose: Purpose.optional(),
  audiences: Audiences.optional(),
  hoursPerWeek: Hours.optional(),
  tags: Tags.optional(),
})
export type AccountChange = z.infer<typeof AccountChange>

export const AccountClosing = z.object({
  version: z.int().positive(),
  reason: z.string().trim().min(3, 'Say why, in a few words.').max(500),
})
export type AccountClosing = z.infer<typeof AccountClosing>

export const AccountPause = z.object({
  reason: z.string().trim().min(3, 'Say why, in a few words.').max(500, 'At most 500 characters.'),
})
export type AccountPause = z.infer<typeof AccountPause>

export const NewObjective = z.object({
  objective: z.string().trim().min(5, 'Say what is to be reached.').max(500, 'At most 500 characters.'),
  metric: z.string().trim().min(3, 'Say how it is measured.').max(300, 'At most 300 characters.'),
  baseline: z.string().trim().max(100, 'At most 100 characters.').default(''),
  target: z.string().trim().max(100, 'At most 100 characters.').default(''),
  due: z.iso.date().nullable().default(null),
})
export type NewObjective = z.infer<typeof NewObjective>

/** What an account is to reach. */
export const Objective = z.object({
  id: z.string(),
  objective: z.string(),
  metric: z.string(),
  baseline: z.string(),
  target: z.string(),
  due: z.string().nullable(),
  since: z.string(),
})
export type Objective = z.infer<typeof Objective>

export const NewMember = z.object({
  personId: z.uuid('Choose a person.'),
  relation: MemberRelation,
  until: Until.default(null),
})
export type NewMember = z.infer<typeof NewMember>

export const MemberChange = z.object({ relation: MemberRelation.optional(), until: Until.optional() })
export type MemberChange = z.infer<typeof MemberChange>

export const Member = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  /** False once the person has left. */
  active: z.boolean(),
  relation: MemberRelation,
  /** The administrator who answers first; the others are deputies. */
  designated: z.boolean(),
  since: z.string(),
  until: z.string().nullable(),
})
export type Member = z.infer<typeof Member>

/**
 * `none`: never connected, or disconnected. `expiring`: works, and ends within 14 days. `reconnect`: ended; nothing
 * can be sent until somebody connects again.
 */
export const ConnectionState = z.enum(['none', 'connected', 'expiring', 'reconnect'])
export type ConnectionState = z.infer<typeof ConnectionState>

export const ConnectionView = z.object({
  state: ConnectionState,
  method: z.string().nullable(),
  server: z.string().nullable(),
  scopes: z.array(z.string()),
  /** Who proved control of the handle, and when. */
  grantedBy: z.string().nullable(),
  grantedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  checkedAt: z.string().nullable(),
  trouble: z.string().nullable(),
})
export type ConnectionView = z.infer<typeof ConnectionView>

export const Account = z.object({
  id: z.string(),
  network: z.string(),
  handle: z.string(),
  displayName: z.string(),
  /** The account's public page, once connected. */
  url: z.string().nullable(),
  /** The network’s own lasting identifier, once connected. */
  remoteId: z.string().nullable(),
  unit: z.object({ id: z.string(), name: z.string() }),
  unitKind: z.string(),
  /** Of a body that answers for itself: listed here, and outside the approvals. */
  affiliate: z.boolean(),
  purpose: z.string(),
  audiences: z.array(z.string()),
  hoursPerWeek: z.number(),
  tags: z.array(z.string()),
  objective: Objective.nullable(),
  state: AccountState,
  stateSince: z.string(),
  stateReason: z.string(),
  /** Nothing is sent while it is paused, whatever its state. `by` is null when Rostrum itself paused it. */
  paused: z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() }).nullable(),
  reviewDue: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  lastPostAt: z.string().nullable(),
  version: z.number(),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
  example: z.boolean(),
  members: z.array(Member),
  connection: ConnectionView,
})
export type Account = z.infer<typeof Account>

/** Some accounts at a time. */
export const AccountList = z.object({
  accounts: z.array(Account),
  /** How many match, on all pages. */
  total: z.number(),
  /** What to give as `after` for the page that follows. */
  next: z.string().nullable(),
})

/** One account as its own page shows it. */
export const AccountDetail = Account.extend({
  may: z.object({ edit: z.boolean(), connect: z.boolean(), close: z.boolean() }),
  /** Why the last attempt to connect failed, for a quarter of an hour. */
  connectProblem: z.string().nullable(),
  /** Who can register the app that its network wants and that nobody has registered yet; null when nothing is lacking. */
  appMissing: z.array(z.string()).nullable(),
})
export type AccountDetail = z.infer<typeof AccountDetail>

export const ConnectFieldView = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
})
export const ConnectMethodView = z.object({
  id: z.string(),
  label: z.string(),
  hint: z.string(),
  kind: z.enum(['form', 'redirect']),
  fields: z.array(ConnectFieldView),
})
export type ConnectMethodView = z.infer<typeof ConnectMethodView>

export const NetworkView = z.object({
  id: z.string(),
  name: z.string(),
  handleHint: z.string(),
  capabilities: capabilitiesShape,
  limits: limitsShape,
  rates: z.array(rateRuleShape).readonly(),
  connectMethods: z.array(ConnectMethodView),
})
export type NetworkView = z.infer<typeof NetworkView>
export const NetworkList = z.object({ networks: z.array(NetworkView) })

export const ConnectRequest = z.object({
  method: z.string().min(1).max(60),
  values: z.record(z.string().max(60), z.string().max(2000)).default({}),
})
export type ConnectRequest = z.infer<typeof ConnectRequest>

/** Either it is done, or the browser has to go to `url` and comes back by itself. */
export const ConnectAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), account: Account }),
  z.object({ kind: z.literal('redirect'), url: z.string() }),
])

export const Disconnected = z.object({
  account: Account,
  /** False when the network could not be told: then the access should be ended there by hand. */
  toldNetwork: z.boolean(),
  say: z.string(),
})
