import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '#features/people/index.ts'
import type { AccountFilter, Lack, StateFilter } from './contract.ts'

type Condition = RawBuilder<boolean>

/** SQL: the states in which an account is in use, so that it can lack something. */
export const inUse = sql<boolean>`a.state in ('approved', 'active', 'dormant', 'closing')`

const now = (at: string) => sql`${at}::timestamptz`

/** SQL: a person here who has no second factor, though with a part in an account. */
const bare = sql`not exists (select 1 from passkey k where k.person_id = p.id)
  and not exists (select 1 from authenticator f where f.person_id = p.id and f.confirmed_at is not null)`

const members = (at: string) =>
  sql`account_member m join person p on p.id = m.person_id and p.state = 'active'
    where (m.until is null or m.until > ${now(at)})`

/**
 * SQL: the accounts that lack each thing, as sets, because a question asked of each account anew would be asked
 * thousands of times. `a` is the account.
 */
export function lackOf(lack: Lack, at: string): Condition {
  switch (lack) {
    case 'administrator':
      return sql`a.id not in (select m.account_id from ${members(at)} and m.relation = 'administrator')`
    case 'second-factor':
      return sql`a.id in (select m.account_id from ${members(at)} and ${bare})`
    case 'review':
      return sql`(a.review_due is null or a.review_due < ${now(at)})`
    case 'objective':
      return sql`a.id not in (select o.account_id from objective o where o.ended_at is null)`
    case 'connection':
      return sql`a.state <> 'closing' and a.id not in (select c.account_id from connection c
        where c.state <> 'reconnect' and (c.expires_at is null or c.expires_at > ${now(at)}))`
  }
}

function stateIs(state: StateFilter): Condition {
  if (state === 'open') return sql`a.state not in ('closed', 'refused')`
  if (state === 'paused') return sql`(a.paused_at is not null and a.state not in ('closed', 'refused'))`
  return sql`a.state = ${state}`
}

/** SQL: a unit and all below it. */
export function unitAndBelow(unit: string): RawBuilder<unknown> {
  return sql`(with recursive below (id) as (
    select ${unit}::uuid union select child.id from unit child join below on child.parent_id = below.id) select id from below)`
}

const likely = (word: string): string => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** SQL: what is asked for, of `account a join unit u`. */
export function matching(
  filter: AccountFilter & { ids?: string[] | undefined },
  actor: Actor | null,
  at: string,
): Condition {
  const all: Condition[] = []
  const words = (filter.q ?? '').toLowerCase().replaceAll('@', ' ').split(/\s+/).filter(Boolean).slice(0, 12)
  for (const word of words)
    all.push(
      sql`lower(a.display_name || ' ' || a.handle || ' ' || u.name || ' ' || a.purpose) like ${likely(word)}`,
    )
  if (filter.ids) all.push(sql`a.id = any(${filter.ids}::uuid[])`)
  if (filter.network) all.push(sql`a.network = ${filter.network}`)
  if (filter.unit) all.push(sql`a.unit_id in ${unitAndBelow(filter.unit)}`)
  if (filter.state) all.push(stateIs(filter.state))
  if (filter.lacks) all.push(inUse, lackOf(filter.lacks, at))
  if (filter.mine) all.push(sql`a.id = any(${ownAccounts(actor)}::uuid[])`)
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `)
}

/** Those one works on; a coordinator is not taken for a member of everything below. */
function ownAccounts(actor: Actor | null): string[] {
  const held = actor?.accounts.filter(({ relation }) => relation !== 'coordinator') ?? []
  return [...new Set(held.map(({ accountId }) => accountId))]
}
