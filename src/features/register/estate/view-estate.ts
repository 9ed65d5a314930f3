import { sql } from 'kysely'
import { authorise, maySomewhere, mayAnywhere, type Actor } from '#features/people/index.ts'
import type { AccountState } from '../contract.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { lacks, type Estate, type EstateQuery, type Lack } from './contract.ts'
import { inUse, lackOf, unitAndBelow } from './matching.ts'

/** Accounts that are alike in all that the estate counts. */
interface Group {
  network: string
  unitId: string
  unit: string
  affiliate: boolean
  state: AccountState
  accounts: number
  paused: number
  inUse: number
  lacking: Record<Lack, number>
}

/** The whole at a glance; a coordinator sees the units that they coordinate. */
export async function viewEstate(services: Services, actor: Actor, query: EstateQuery): Promise<Estate> {
  if (!maySomewhere(actor, 'estate.read')) authorise(actor, 'estate.read')
  const everything = mayAnywhere(actor, 'estate.read')
  const groups = await groupsOf(services, query, everything ? null : actor.units)
  const whole = { ...summed(groups), everything }
  return query.brief ? { ...whole, networks: [], units: [] } : whole
}

function groupsOf(services: Services, query: EstateQuery, units: string[] | null): Promise<Group[]> {
  const now = nowOf(services)
  const lacking = sql.join(
    lacks.map(
      (lack) => sql`${sql.lit(lack)}, count(*) filter (where ${inUse} and ${lackOf(lack, now)})::int`,
    ),
  )
  let asked = services.db
    .selectFrom('account as a')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .select(['a.network', 'a.unit_id as unitId', 'u.name as unit', 'u.affiliate', 'a.state'])
    .select([
      sql<number>`count(*)::int`.as('accounts'),
      sql<number>`count(*) filter (where a.paused_at is not null)::int`.as('paused'),
      sql<number>`count(*) filter (where ${inUse})::int`.as('inUse'),
      sql<Record<Lack, number>>`jsonb_build_object(${lacking})`.as('lacking'),
    ])
  if (units) asked = asked.where(sql<boolean>`a.unit_id = any(${units}::uuid[])`)
  if (query.network) asked = asked.where('a.network', '=', query.network)
  if (query.unit) asked = asked.where(sql<boolean>`a.unit_id in ${unitAndBelow(query.unit)}`)
  return asked.groupBy(['a.network', 'a.unit_id', 'u.name', 'u.affiliate', 'a.state']).execute()
}

const isOpen = ({ state }: Group): boolean => state !== 'closed' && state !== 'refused'

function sum(groups: readonly Group[], figure: (group: Group) => number): number {
  return groups.reduce((total, group) => total + figure(group), 0)
}

const lackedIn = (groups: readonly Group[], lack: Lack): number => sum(groups, (group) => group.lacking[lack])

/** Pure: the figures of the page from the groups. */
function summed(groups: readonly Group[]): Omit<Estate, 'everything'> {
  const open = groups.filter(isOpen)
  const accounts = (of: readonly Group[]) => sum(of, (group) => group.accounts)
  const byNetwork = Map.groupBy(open, (group) => group.network)
  const byState = Map.groupBy(groups, (group) => group.state)
  const byUnit = Map.groupBy(open, (group) => group.unitId)
  return {
    open: accounts(open),
    inUse: sum(groups, (group) => group.inUse),
    paused: sum(open, (group) => group.paused),
    networks: [...byNetwork]
      .map(([id, of]) => ({ id, accounts: accounts(of) }))
      .toSorted((one, other) => other.accounts - one.accounts),
    states: [...byState].map(([state, of]) => ({ state, accounts: accounts(of) })),
    lacks: lacks.map((lack) => ({ lack, accounts: lackedIn(groups, lack) })),
    units: [...byUnit]
      .map(([id, of]) => ({
        id,
        name: of[0]?.unit ?? '',
        affiliate: of[0]?.affiliate ?? false,
        accounts: accounts(of),
        networks: Object.fromEntries(
          [...Map.groupBy(of, (group) => group.network)].map(([network, some]) => [network, accounts(some)]),
        ),
        lacks: Object.fromEntries(lacks.map((lack) => [lack, lackedIn(of, lack)])) as Record<Lack, number>,
      }))
      .toSorted((one, other) => other.accounts - one.accounts || one.name.localeCompare(other.name, 'en-GB')),
  }
}
