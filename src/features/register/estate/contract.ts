import { z } from 'zod'
import { AccountList, accountStates, AccountState } from '../contract.ts'

/** What an account that is in use may lack. */
export const lacks = ['administrator', 'second-factor', 'review', 'objective', 'connection'] as const
export const Lack = z.enum(lacks)
export type Lack = z.infer<typeof Lack>

export const lackLabels: Record<Lack, string> = {
  administrator: 'An administrator',
  'second-factor': 'A second factor',
  review: 'A review in time',
  objective: 'An objective',
  connection: 'A connection',
}

/** `open`: neither closed nor refused. `paused`: whatever its state. */
export const stateFilters = ['open', 'paused', ...accountStates] as const
export const StateFilter = z.enum(stateFilters)
export type StateFilter = z.infer<typeof StateFilter>

export const accountSorts = ['name', 'network', 'unit', 'state', 'review'] as const
export const AccountSort = z.enum(accountSorts)
export type AccountSort = z.infer<typeof AccountSort>

/** Which accounts: the filter of the list, of its CSV, and of what somebody kept under a name. */
export const AccountFilter = z.object({
  /** Every word has to occur in the name, the handle, the unit or the purpose. */
  q: z.string().trim().max(200).optional(),
  network: z.string().max(40).optional(),
  /** The unit and all below it. */
  unit: z.uuid().optional(),
  state: StateFilter.optional(),
  lacks: Lack.optional(),
  /** Only accounts that I have a part in. */
  mine: z.stringbool().optional(),
})
export type AccountFilter = z.output<typeof AccountFilter>

export const mostAccounts = 200

export const AccountQuery = AccountFilter.extend({
  sort: AccountSort.default('name'),
  order: z.enum(['ascending', 'descending']).default('ascending'),
  limit: z.coerce.number().int().min(1).max(mostAccounts).default(50),
  /** Only these, parted by commas. */
  ids: z
    .string()
    .max(40 * mostAccounts)
    .transform((text) => text.split(','))
    .pipe(z.array(z.uuid()).max(mostAccounts))
    .optional(),
  /** What the page before gave as `next`. */
  after: z.string().max(1_000).optional(),
  /** Also say how the accounts that match are spread. */
  facets: z.stringbool().default(false),
})
export type AccountQuery = z.output<typeof AccountQuery>

export const Facets = z.object({
  networks: z.array(z.object({ id: z.string(), accounts: z.number() })),
  units: z.array(z.object({ id: z.string(), name: z.string(), accounts: z.number() })),
  states: z.array(z.object({ state: AccountState, accounts: z.number() })),
})
export type Facets = z.infer<typeof Facets>

export const AccountPage = AccountList.extend({ facets: Facets.optional() })
export type AccountPage = z.infer<typeof AccountPage>

export const EstateQuery = z.object({
  network: z.string().max(40).optional(),
  unit: z.uuid().optional(),
  /** The whole alone, without its networks and its units: for a card among others. */
  brief: z.stringbool().optional(),
})
export type EstateQuery = z.infer<typeof EstateQuery>

export const Estate = z.object({
  /** Accounts that are neither closed nor refused. */
  open: z.number(),
  /** Of these, the ones that are in use, so that they can lack something. */
  inUse: z.number(),
  paused: z.number(),
  /** False for somebody who sees only the units that they coordinate. */
  everything: z.boolean(),
  networks: z.array(z.object({ id: z.string(), accounts: z.number() })),
  states: z.array(z.object({ state: AccountState, accounts: z.number() })),
  lacks: z.array(z.object({ lack: Lack, accounts: z.number() })),
  units: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      affiliate: z.boolean(),
      accounts: z.number(),
      networks: z.record(z.string(), z.number()),
      lacks: z.record(Lack, z.number()),
    }),
  ),
})
export type Estate = z.infer<typeof Estate>

/** A filter as it stands in the address of the list. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  filter: z.record(z.string(), z.string()),
  shared: z.boolean(),
  mine: z.boolean(),
  by: z.string(),
})
export type SavedView = z.infer<typeof SavedView>
export const SavedViews = z.object({ views: z.array(SavedView), mayShare: z.boolean() })
export const NewView = z.object({
  name: z.string().trim().min(2, 'At least 2 characters.').max(60, 'At most 60 characters.'),
  filter: z.partialRecord(z.enum(['q', 'network', 'unit', 'state', 'lacks', 'mine']), z.string().max(200)),
  shared: z.boolean().default(false),
})
export type NewView = z.infer<typeof NewView>
