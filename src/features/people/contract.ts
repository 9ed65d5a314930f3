import { z } from 'zod'

/** The shapes that people's routes take and give. */
const role = z.enum(['officer', 'governance', 'it'])
const relation = z.enum(['administrator', 'contributor', 'coordinator'])
export const Stage = z.enum(['none', 'second-factor', 'enrol', 'full'])

const line = (longest: number, what: string) =>
  z.string().trim().min(1, `Give ${what}.`).max(longest, `Use at most ${longest} characters.`)
export const PersonName = line(120, 'a name')
export const Email = z
  .string()
  .trim()
  .max(254, 'This is longer than an e-mail address can be.')
  .pipe(z.email('Give an e-mail address, such as name@example.ac.uk.'))
const password = z.string().min(1, 'Give the password.').max(400)
const link = z.string().min(20).max(200)
const code = z.string().trim().min(6, 'Give the six digits.').max(12)

export const Notice = z.object({
  id: z.string(),
  level: z.enum(['warning', 'info']),
  text: z.string(),
  action: z.object({ label: z.string(), href: z.string() }).optional(),
})
export type Notice = z.infer<typeof Notice>

export const SessionAnswer = z.object({
  signedIn: z.boolean(),
  setupNeeded: z.boolean(),
  stage: Stage,
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  institution: z
    .object({ name: z.string(), nation: z.string(), timeZone: z.string(), example: z.boolean() })
    .nullable(),
  permissions: z.array(z.string()),
  notices: z.array(Notice),
  waiting: z.number(),
  /** Parts of it, by name. */
  counts: z.record(z.string(), z.number()),
})
export type SessionAnswer = z.infer<typeof SessionAnswer>

export const SignIn = z.object({ email: z.string().trim().max(254), password })
export const StageAnswer = z.object({ stage: Stage })
export type StageAnswer = z.infer<typeof StageAnswer>

/** What a browser's WebAuthn call gives; looked at closely by the verifier. */
export const PasskeyResponse = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
})
export type PasskeyResponse = z.infer<typeof PasskeyResponse>
export const PasskeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })

/** One of: the authenticator's code, or a recovery code. */
export const SecondFactor = z.union([
  z.object({ code }),
  z.object({ recoveryCode: z.string().trim().min(8).max(40) }),
])
export type SecondFactor = z.infer<typeof SecondFactor>
export const Confirmation = z.union([z.object({ code }), z.object({ passkey: PasskeyResponse })])
export const Recovery = z.object({
  email: z.string().trim().max(254),
  recoveryCode: z.string().trim().min(8, 'Give one of your recovery codes.').max(40),
})

export const InvitationToken = z.object({ token: link })
export const InvitationAnswer = z.object({
  purpose: z.enum(['join', 'recover']),
  name: z.string(),
  email: z.string(),
})

export const NewPassword = z.object({ password })
export const ChangedPassword = z.object({
  current: z.string().max(400).optional(),
  password,
})
export const AuthenticatorStart = z.object({ secret: z.string(), uri: z.string() })
export const AuthenticatorCode = z.object({ code })
export const NewPasskey = z.object({ name: line(80, 'a name for this passkey'), response: PasskeyResponse })
/** The codes are shown here and never again; empty when the person has some already. */
export const Enrolled = z.object({ stage: Stage, recoveryCodes: z.array(z.string()) })
export type Enrolled = z.infer<typeof Enrolled>

const passkey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export const Credentials = z.object({
  password: z.boolean(),
  authenticator: z.boolean(),
  passkeys: z.array(passkey),
  recoveryCodesLeft: z.number(),
  /** Until when dangerous acts need no further confirmation. */
  confirmedUntil: z.string().nullable(),
})
export type Credentials = z.infer<typeof Credentials>
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const OwnSession = z.object({
  id: z.string(),
  agent: z.string(),
  createdAt: z.string(),
  seenAt: z.string(),
  current: z.boolean(),
})
export const OwnSessions = z.object({ sessions: z.array(OwnSession) })

export const Token = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string(),
})
export const Tokens = z.object({ tokens: z.array(Token) })
export const NewToken = z.object({
  name: line(80, 'a name, so that you know it again'),
  scopes: z.array(z.string()).min(1, 'Choose at least one thing that this token may do.'),
  days: z.number().int().min(1).max(366, 'A token lasts a year at most.'),
})
export type NewToken = z.infer<typeof NewToken>
export const MadeToken = z.object({ token: Token, secret: z.string() })

const holding = z.object({
  id: z.string(),
  officeId: z.string(),
  personId: z.string(),
  personName: z.string(),
  deputy: z.boolean(),
  since: z.string(),
  until: z.string().nullable(),
})
export type Holding = z.infer<typeof holding>
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  state: z.enum(['invited', 'active', 'left']),
  roles: z.array(role),
  accounts: z.array(z.object({ accountId: z.string(), relation })),
  offices: z.array(z.object({ id: z.string(), name: z.string(), deputy: z.boolean() })),
  units: z.array(
    z.object({ unitId: z.string(), name: z.string(), coordinator: z.boolean(), byMapping: z.boolean() }),
  ),
  /** Those of the roles that the directory gives, which only the directory takes away. */
  rolesByMapping: z.array(role),
  /** Known to a service of the institution, so that they come and go by it. */
  inDirectory: z.boolean(),
  example: z.boolean(),
  createdAt: z.string(),
  leftAt: z.string().nullable(),
})
export type Person = z.infer<typeof Person>
/** Some of the people, and how many there are in all that were asked for. */
export const People = z.object({ people: z.array(Person), total: z.number() })
export const PeopleAsked = z.object({
  search: z.string().max(200).optional(),
  state: z.enum(['here', 'invited', 'left']).optional(),
  role: role.optional(),
  unitId: z.uuid().optional(),
  /** Those with these ids, separated by commas. */
  ids: z
    .string()
    .max(8000)
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(z.uuid()).max(200))
    .optional(),
  sort: z.enum(['person', 'joined']).default('person'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})
export type PeopleAsked = z.infer<typeof PeopleAsked>
export const PutIntoUnit = z.object({
  unitId: z.uuid('Choose a unit.'),
  coordinator: z.boolean().default(false),
})
export type PutIntoUnit = z.infer<typeof PutIntoUnit>
export const PersonUnitParams = z.object({ id: z.uuid(), unitId: z.uuid() })
export const Invite = z.object({ name: PersonName, email: Email, roles: z.array(role).default([]) })
export type Invite = z.infer<typeof Invite>
/** `link` is null when it was sent by mail; otherwise it is shown once, to be handed over. */
export const InvitationMade = z.object({
  personId: z.string(),
  sentTo: z.string().nullable(),
  link: z.string().nullable(),
  expiresAt: z.string(),
})
export type InvitationMade = z.infer<typeof InvitationMade>
export const ChangePerson = z.object({
  name: PersonName.optional(),
  email: Email.optional(),
  roles: z.array(role).optional(),
})
export type ChangePerson = z.infer<typeof ChangePerson>

const officeId = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{1,59}$/,
    'Use small letters, digits and hyphens, such as digital-marketing-officer.',
  )
export const Office = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  email: z.string().nullable(),
  telephone: z.string().nullable(),
  example: z.boolean(),
  holdings: z.array(holding),
})
export type Office = z.infer<typeof Office>
/** An office that the policy in force names, and what somebody should do about it. */
export const OfficeInPolicy = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  /** How the policy says that it is reached. */
  contact: z.array(z.enum(['email', 'telephone'])),
  held: z.boolean(),
  warnings: z.array(z.object({ says: z.string(), mend: z.string() })),
})
export type OfficeInPolicy = z.infer<typeof OfficeInPolicy>
export const Offices = z.object({
  offices: z.array(Office),
  /** Those that the institution's own policy names, in its order; empty where there is none. */
  named: z.array(OfficeInPolicy).default([]),
  /** The instant at which this is so. */
  at: z.string(),
})
export const NewOffice = z.object({
  id: officeId,
  name: line(120, 'the name of the office'),
  about: z.string().trim().max(500).default(''),
  /** How the office is reached; empty for not at all. */
  email: z.union([z.literal(''), Email]).default(''),
  telephone: z
    .string()
    .trim()
    .regex(/^(?:|\+?[\d\s()-]{5,24})$/, 'Give a telephone number in digits, such as 01632 960000.')
    .default(''),
})
export type NewOffice = z.infer<typeof NewOffice>
export const ChangeOffice = NewOffice.omit({ id: true }).partial()
export type ChangeOffice = z.infer<typeof ChangeOffice>
const instant = z.iso.datetime({ offset: true })
export const NewHolding = z.object({
  personId: z.uuid('Choose a person.'),
  deputy: z.boolean().default(false),
  since: instant.optional(),
  until: instant.nullable().optional(),
})
export type NewHolding = z.infer<typeof NewHolding>
export const EndHolding = z.object({ until: instant.nullable() })

export const unitKinds = [
  'faculty',
  'department',
  'service',
  'research-group',
  'college',
  'affiliate',
  'other',
] as const
export const Unit = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  parentId: z.string().nullable(),
  affiliate: z.boolean(),
  example: z.boolean(),
})
export type Unit = z.infer<typeof Unit>
/** A unit with those who coordinate it, and how many people belong to it. */
export const ListedUnit = Unit.extend({
  coordinators: z.array(z.object({ id: z.string(), name: z.string() })),
  people: z.number(),
})
export type ListedUnit = z.infer<typeof ListedUnit>
export const Units = z.object({ units: z.array(ListedUnit) })
export const MergeUnit = z.object({ into: z.uuid('Choose a unit.') })
export const NewUnit = z.object({
  name: line(120, 'the name of the unit'),
  kind: z.enum(unitKinds),
  parentId: z.uuid().nullable().default(null),
  affiliate: z.boolean().default(false),
})
export type NewUnit = z.infer<typeof NewUnit>
export const ChangeUnit = z.object({
  name: line(120, 'the name of the unit').optional(),
  kind: z.enum(unitKinds).optional(),
  parentId: z.uuid().nullable().optional(),
  affiliate: z.boolean().optional(),
})
export type ChangeUnit = z.infer<typeof ChangeUnit>

const yes = z.enum(['yes', 'own']).nullable()
/** The table of who can do what, as the code enforces it. */
export const PermissionTable = z.object({
  columns: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      about: z.string(),
      /** What `own` means in this column; null where there is none. */
      own: z.string().nullable(),
    }),
  ),
  /** What the rows are grouped by, in this order. */
  subjects: z.array(z.string()),
  rows: z.array(
    z.object({
      permission: z.string(),
      subject: z.string(),
      about: z.string(),
      /** For whoever holds the office that is asked. */
      byOffice: z.boolean(),
      cells: z.record(z.string(), yes),
    }),
  ),
  offices: z.string(),
  /** What nobody may do, whatever they hold. */
  never: z.array(z.string()),
})
export type PermissionTable = z.infer<typeof PermissionTable>

export const IdParams = z.object({ id: z.uuid('This address is not complete.') })
export const NameParams = z.object({ id: z.string().max(300) })
export const Done = z.object({ done: z.literal(true) })
