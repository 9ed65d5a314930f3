import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import { connectionStateAt } from '../rules.ts'
import '../store.ts'
import { openStates } from './rules.ts'
import './store.ts'
import type { AccountFacts } from './subject.ts'

const holding = (now: string) => sql`(m.since <= ${now} and (m.until is null or m.until > ${now}))`

const administrators = (now: string) => sql<string[]>`coalesce((
  select jsonb_agg(m.person_id order by m.designated desc, m.since) from account_member m
  join person p on p.id = m.person_id and p.state = 'active'
  where m.account_id = account.id and m.relation = 'administrator' and ${holding(now)}), '[]')`

/** Nobody who may publish is without one; an account that nobody may publish from has none who lacks it. */
const everybodyHasSecondFactor = (now: string) => sql<boolean>`not exists (
  select 1 from account_member m join person p on p.id = m.person_id and p.state = 'active'
  where m.account_id = account.id and ${holding(now)}
    and not exists (select 1 from passkey k where k.person_id = p.id)
    and not exists (select 1 from authenticator c where c.person_id = p.id and c.confirmed_at is not null))`

const hasObjective = sql<boolean>`exists (
  select 1 from objective o where o.account_id = account.id and o.ended_at is null)`

/** A change counts until the review that was made after it; where nobody keeps watch, nobody knows. */
const networkChanged = sql<boolean | null>`case
  when exists (select 1 from network_change c where c.network = account.network
    and c.recorded_at > coalesce(account.reviewed_at, account.created_at)) then true
  when exists (select 1 from network_watch w where w.network = account.network) then false end`

/** What the policy may ask of accounts, in one read: of one, or of all that are open. */
export async function accountFacts(
  db: Db | Tx,
  now: string,
  wanted: { id: string } | 'open',
): Promise<AccountFacts[]> {
  const all = accountsWithFacts(db, now)
  const rows =
    wanted === 'open' ? all.where('account.state', 'in', openStates) : all.where('account.id', '=', wanted.id)
  return (await rows.execute()).map((row) => factsOf(row, now))
}

function accountsWithFacts(db: Db | Tx, now: string) {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .leftJoin('connection', 'connection.account_id', 'account.id')
    .select([
      'account.id',
      'account.network',
      'account.display_name',
      'account.handle',
      'account.unit_id',
      'account.purpose',
      'account.audiences',
      'account.hours_per_week',
      'account.state',
      'account.remote_id',
      'account.paused_at',
      'account.pause_reason',
      'account.review_due',
      'account.reviewed_at',
      'account.last_post_at',
      'account.posts_per_week',
      'unit.name as unit_name',
      'unit.kind as unit_kind',
      'unit.affiliate',
      'connection.state as connection_state',
      'connection.expires_at',
      'connection.granted_at',
    ])
    .select([
      administrators(now).as('administrators'),
      everybodyHasSecondFactor(now).as('second_factor'),
      hasObjective.as('has_objective'),
      networkChanged.as('network_changed'),
    ])
}

type FactsRow = Awaited<ReturnType<ReturnType<typeof accountsWithFacts>['execute']>>[number]

function factsOf(row: FactsRow, now: string): AccountFacts {
  const connection = connectionStateAt(
    row.connection_state === null ? undefined : { state: row.connection_state, expires_at: row.expires_at },
    now,
  )
  return {
    id: row.id,
    network: row.network,
    name: row.display_name,
    handle: row.handle,
    unitId: row.unit_id,
    unit: row.unit_name,
    unitKind: row.unit_kind,
    affiliate: row.affiliate,
    purpose: row.purpose,
    audiences: row.audiences,
    hoursPerWeek: Number(row.hours_per_week),
    state: row.state,
    remoteId: row.remote_id,
    paused: row.paused_at === null ? null : { reason: row.pause_reason ?? '' },
    connected: connection === 'connected' || connection === 'expiring',
    connectedSince: row.granted_at,
    administrators: row.administrators,
    secondFactor: row.second_factor,
    hasObjective: row.has_objective,
    reviewDue: row.review_due,
    reviewedAt: row.reviewed_at,
    lastPostAt: row.last_post_at,
    postsPerWeek: row.posts_per_week === null ? null : Number(row.posts_per_week),
    networkChanged: row.network_changed,
  }
}
