import { sql } from 'kysely'
import { authorise, type Actor } from '#features/people/index.ts'
import { networkNames } from '#networks/names.ts'
import { csvOf, type CsvCell } from '#platform/csv.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { audienceLabel, type Account } from '../contract.ts'
import { listAccounts } from '../views.ts'
import type { AccountFilter } from './contract.ts'
import { matching } from './matching.ts'

const administratorsOf = ({ members }: Account): string =>
  members
    .filter(({ relation }) => relation === 'administrator')
    .map(({ name }) => name)
    .join('; ')

/** With the headings that an import knows again. */
const columns: readonly (readonly [string, (account: Account) => CsvCell])[] = [
  ['Network', ({ network }) => networkNames[network] ?? network],
  ['Handle', ({ handle }) => handle],
  ['Address', ({ url }) => url],
  ['Name', ({ displayName }) => displayName],
  ['Unit', ({ unit }) => unit.name],
  ['People who answer for it', administratorsOf],
  ['Purpose', ({ purpose }) => purpose],
  ['Audiences', ({ audiences }) => audiences.map(audienceLabel).join('; ')],
  ['Hours a week', ({ hoursPerWeek }) => hoursPerWeek],
  ['State', ({ state, paused }) => (paused && state === 'active' ? 'paused' : state)],
  ['Closed on', ({ closedAt }) => closedAt?.slice(0, 10) ?? null],
  ['Tags', ({ tags }) => tags.join('; ')],
  ['Connection', ({ connection }) => connection.state],
  ['Objective', ({ objective }) => objective?.objective ?? null],
  ['Next review', ({ reviewDue }) => reviewDue?.slice(0, 10) ?? null],
  ['Last post', ({ lastPostAt }) => lastPostAt?.slice(0, 10) ?? null],
]

const atOnce = 1_000

/** Every account that matches, as a table for a spreadsheet program. */
export async function exportAccounts(
  services: Services,
  actor: Actor,
  filter: AccountFilter,
): Promise<string> {
  authorise(actor, 'accounts.read')
  const now = nowOf(services)
  const rows = await services.db
    .selectFrom('account as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .select('a.id')
    .where(matching(filter, actor, now))
    .orderBy(sql`lower(a.display_name)`)
    .orderBy('a.id')
    .execute()
  const accounts: Account[] = []
  for (let at = 0; at < rows.length; at += atOnce) {
    const ids = rows.slice(at, at + atOnce).map(({ id }) => id)
    accounts.push(...(await listAccounts(services.db, { ids }, now)))
  }
  return csvOf(columns, accounts)
}
