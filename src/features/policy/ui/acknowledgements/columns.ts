import { networkNames } from '#networks/names.ts'
import type { Cell } from '#ui/parts/table-rules.ts'
import type { PersonToAcknowledge, UnitShare } from '../../acknowledgements/contract.ts'

/** What the two tables show and export. No look of it: see report-page.tsx. */
interface ValueColumn<Row> {
  key: string
  header: string
  value: (row: Row) => Cell
}

export const stateWords: Record<PersonToAcknowledge['state'], string> = {
  confirmed: 'Confirmed',
  waiting: 'Not yet',
  'not-joined': 'Cannot sign in yet',
}

/** People who work on no account of any unit. */
export const noUnit = 'No unit'

const dateOf = (instant: string | null): Date | null => (instant === null ? null : new Date(instant))

export const accountsInWords = (accounts: PersonToAcknowledge['accounts']): string =>
  accounts.map(({ network, handle }) => `${networkNames[network] ?? network} @${handle}`).join(', ')

export const personColumns: ValueColumn<PersonToAcknowledge>[] = [
  { key: 'person', header: 'Person', value: ({ name }) => name },
  { key: 'unit', header: 'Unit', value: ({ units }) => units.join(', ') || noUnit },
  { key: 'accounts', header: 'Accounts', value: ({ accounts }) => accountsInWords(accounts) || null },
  { key: 'state', header: 'State', value: ({ state }) => stateWords[state] },
  { key: 'confirmed', header: 'Confirmed', value: ({ acknowledgedAt }) => dateOf(acknowledgedAt) },
  { key: 'letter', header: 'Last letter', value: ({ remindedAt, askedAt }) => dateOf(remindedAt ?? askedAt) },
  { key: 'reminders', header: 'Reminders', value: ({ reminders }) => reminders },
]

export const shareOf = ({ confirmed, must }: UnitShare): number =>
  must === 0 ? 0 : Math.round((confirmed / must) * 100)

export const unitColumns: ValueColumn<UnitShare>[] = [
  { key: 'unit', header: 'Unit', value: ({ unit }) => unit ?? noUnit },
  { key: 'must', header: 'Have to confirm', value: ({ must }) => must },
  { key: 'confirmed', header: 'Have confirmed', value: ({ confirmed }) => confirmed },
  { key: 'share', header: 'Share (%)', value: shareOf },
]
