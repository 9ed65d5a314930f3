import { z } from 'zod'

/** The states of an account that everybody may know of. What is only asked for, or was refused, is nobody's business. */
export const publicStates = ['approved', 'active', 'dormant', 'closing', 'closed'] as const
export const PublicState = z.enum(publicStates)
export type PublicState = z.infer<typeof PublicState>

/** How each is called on the pages. */
export const stateWords: Record<PublicState, string> = {
  approved: 'Approved, not in use yet',
  active: 'Active',
  dormant: 'Quiet',
  closing: 'Closing',
  closed: 'Closed',
}

/** An account as everybody may see it. No person is named but whom its administrators chose as a contact. */
export const PublicAccount = z.object({
  id: z.string(),
  name: z.string(),
  network: z.string().describe('Id of the network'),
  networkName: z.string(),
  handle: z.string(),
  address: z
    .string()
    .nullable()
    .describe('Its page on the network; null once it is closed, or where none is known'),
  page: z.string().describe('Its page in the register'),
  state: PublicState,
  stateName: z.string(),
  closedAt: z.string().nullable(),
  since: z.string().describe('In the register since'),
  provedAt: z
    .string()
    .nullable()
    .describe('When the connection proved that the university controls the handle; null when none stands'),
  unit: z.object({ id: z.string(), name: z.string() }),
  affiliate: z
    .boolean()
    .describe('True for a body that is responsible for itself, such as the students’ union'),
  administratorOffice: z.string().describe('The office or unit that answers for it'),
  purpose: z.string(),
  audiences: z.array(z.string()),
  tags: z.array(z.string()),
  contact: z.string(),
  hours: z.string().describe('When it is answered'),
  formerHandles: z.array(z.object({ handle: z.string(), until: z.string() })),
})
export type PublicAccount = z.infer<typeof PublicAccount>

export const verifyResults = [
  'official',
  'was-official',
  'looks-like',
  'name-known',
  'not-official',
  'unreadable',
] as const
export const VerifyAnswer = z.object({
  asked: z.string(),
  result: z.enum(verifyResults),
  say: z.string().describe('The answer in a sentence for a person'),
  network: z
    .string()
    .nullable()
    .describe('Id of the network that the address belongs to, if it is one of ours'),
  handle: z.string().nullable().describe('The handle that was read from what was asked'),
  until: z.string().nullable().describe('Until when it was ours'),
  accounts: z.array(
    PublicAccount.pick({
      id: true,
      name: true,
      network: true,
      networkName: true,
      handle: true,
      address: true,
      page: true,
      state: true,
      stateName: true,
    }).extend({
      because: z
        .enum(['letters', 'separators', 'words', 'near', 'same-name'])
        .nullable()
        .describe('In what it looks alike; null for an account that is meant'),
    }),
  ),
})
export type VerifyAnswer = z.infer<typeof VerifyAnswer>
export const VerifyQuery = z.object({
  url: z
    .string()
    .trim()
    .min(1, 'Give an address or a handle.')
    .max(500)
    .describe('An address, a handle, or a name'),
})

const page = z.coerce.number<unknown>().int().min(1).max(100_000).default(1)
const perPage = z.coerce.number<unknown>().int().min(1).max(1_000).default(100)
export const AccountsQuery = z.object({
  q: z.string().trim().max(100).default('').describe('Words in name, handle, unit or purpose'),
  network: z.string().max(40).default(''),
  unit: z.string().max(40).default('').describe('Id of a unit; those below it count'),
  state: z.enum(['', ...publicStates]).default(''),
  tag: z.string().max(40).default(''),
})
export type AccountsQuery = z.infer<typeof AccountsQuery>
export const PagedAccountsQuery = AccountsQuery.extend({ page, per_page: perPage })

const paging = { page: z.number(), perPage: z.number(), total: z.number(), next: z.string().nullable() }
export const PagedAccounts = z.object({ accounts: z.array(PublicAccount), ...paging })
export const PublicUnit = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  parentId: z.string().nullable(),
  affiliate: z.boolean(),
  accounts: z.number().describe('Accounts of its own, closed ones left out'),
})
export type PublicUnit = z.infer<typeof PublicUnit>
export const PageQuery = z.object({ page, per_page: perPage })
export const PagedUnits = z.object({ units: z.array(PublicUnit), ...paging })
export const PagedTags = z.object({
  tags: z.array(z.object({ tag: z.string(), accounts: z.number() })),
  ...paging,
})
export const PagedServices = z.object({
  services: z.array(z.object({ id: z.string(), name: z.string(), accounts: z.number() })),
  ...paging,
})

export const reportStates = ['open', 'settled'] as const
export type ReportState = (typeof reportStates)[number]

export const reportOutcomes = {
  'reported-to-network': 'It pretends to be ours; the network was told',
  removed: 'It pretended to be ours and is gone',
  ours: 'It is ours, or one of our people’s own',
  harmless: 'It is somebody else’s, and does not pretend',
  unclear: 'Nothing could be found out',
} as const
export const reportOutcomeNames = Object.keys(reportOutcomes) as [ReportOutcome, ...ReportOutcome[]]
export type ReportOutcome = keyof typeof reportOutcomes

/** What somebody reports, as the form without a script sends it. */
export const NewReport = z.object({
  address: z
    .string()
    .trim()
    .min(3, 'Give the address or the handle of the account.')
    .max(500, 'Use at most 500 characters.'),
  claim: z
    .string()
    .trim()
    .min(10, 'Say in a sentence what the account does.')
    .max(2_000, 'Use at most 2,000 characters.'),
  email: z
    .string()
    .trim()
    .max(254, 'This is longer than an e-mail address can be.')
    .refine(
      (email) => email === '' || z.email().safeParse(email).success,
      'Give an e-mail address, or leave it empty.',
    )
    .default(''),
})
export type NewReport = z.infer<typeof NewReport>

export const Report = z.object({
  id: z.string(),
  address: z.string(),
  /** Where it leads, when it is an address that a browser opens; shown as text, never as a link. */
  network: z.string().nullable(),
  networkName: z.string().nullable(),
  handle: z.string().nullable(),
  claim: z.string(),
  /** Somebody waits for an answer. */
  wantsAnswer: z.boolean(),
  looksLike: z.object({ id: z.string(), name: z.string() }).nullable(),
  receivedAt: z.string(),
  state: z.enum(reportStates),
  outcome: z.enum(reportOutcomeNames).nullable(),
  note: z.string(),
  settledBy: z.string().nullable(),
  settledAt: z.string().nullable(),
  /** How the network takes reports. */
  howToReport: z.object({ say: z.string(), url: z.string().nullable() }),
  erasedOn: z.string(),
})
export type Report = z.infer<typeof Report>
export const ReportList = z.object({ reports: z.array(Report), mayAnswer: z.boolean() })

export const SettleReport = z.object({
  outcome: z.enum(reportOutcomeNames, 'Choose what was found.'),
  note: z
    .string()
    .trim()
    .min(3, 'Say in a few words what was found.')
    .max(2_000, 'Use at most 2,000 characters.'),
  answer: z.string().trim().max(2_000, 'Use at most 2,000 characters.').default(''),
})
export type SettleReport = z.infer<typeof SettleReport>

const houseRules = z.string().trim().max(6_000, 'Use at most 6,000 characters.')

/** What an account's own page says beyond its entry. */
export const AccountPageSettings = z.object({
  officeId: z.string().max(100).nullable(),
  contact: z.string().trim().max(200, 'Use at most 200 characters.'),
  hours: z.string().trim().max(200, 'Use at most 200 characters.'),
  houseRules,
})
export type AccountPageSettings = z.infer<typeof AccountPageSettings>
export const AccountPageView = AccountPageSettings.extend({
  mayEdit: z.boolean(),
  /** Null while the account is not shown to the public. */
  page: z.string().nullable(),
  qrCode: z.string().nullable(),
  offices: z.array(z.object({ id: z.string(), name: z.string() })),
  verification: z.object({ title: z.string(), steps: z.array(z.string()) }).nullable(),
})
export type AccountPageView = z.infer<typeof AccountPageView>

export const PublicRegisterSettings = z.object({ houseRules })
export type PublicRegisterSettings = z.infer<typeof PublicRegisterSettings>
export const PublicRegisterView = PublicRegisterSettings.extend({
  mayEdit: z.boolean(),
  accounts: z.number(),
})
