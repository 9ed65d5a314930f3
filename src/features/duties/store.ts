import { roles, type Role } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Duty, DutyKind } from './contract.ts'

interface DutyTable {
  id: string
  key: string
  kind: DutyKind
  title: string
  why: string
  clause: string | null
  control: string | null
  office_id: string | null
  role: Role | null
  /** Whose own deed it is to look at, so that it is not theirs although they hold the role. */
  not_for: string | null
  person_id: string | null
  account_id: string | null
  link: string
  since: string
  due: string
  revision: number
  changed_at: string
  taken_by: string | null
  taken_at: string | null
  reminded_half: string | null
  reminded_day: string | null
  reminded_overdue: string | null
  settled_at: string | null
  settled_by: string | null
  settled_how: string | null
}

declare module '#platform/db/types.ts' {
  interface Tables {
    duty: DutyTable
  }
}

export interface DutyFilter {
  keys?: readonly string[]
  kind?: DutyKind
  accountId?: string
  officeId?: string
  id?: string
  /** Of this person, or of these offices and roles. */
  of?: { personId: string; offices: readonly string[]; roles: readonly Role[] }
}

/** Duties that are not settled, the soonest first. */
export async function openDuties(db: Db | Tx, filter: DutyFilter = {}): Promise<Duty[]> {
  let query = db
    .selectFrom('duty')
    .leftJoin('office', 'office.id', 'duty.office_id')
    .leftJoin('person as whose', 'whose.id', 'duty.person_id')
    .leftJoin('person as taker', 'taker.id', 'duty.taken_by')
    .selectAll('duty')
    .select(['office.name as office_name', 'whose.name as whose_name', 'taker.name as taker_name'])
    .where('duty.settled_at', 'is', null)
    .orderBy('duty.due')
    .orderBy('duty.id')
  if (filter.keys) {
    if (filter.keys.length === 0) return []
    query = query.where('duty.key', 'in', [...filter.keys])
  }
  if (filter.kind) query = query.where('duty.kind', '=', filter.kind)
  if (filter.accountId) query = query.where('duty.account_id', '=', filter.accountId)
  if (filter.officeId) query = query.where('duty.office_id', '=', filter.officeId)
  if (filter.id) query = query.where('duty.id', '=', filter.id)
  const { of } = filter
  if (of)
    query = query.where((on) =>
      on.or([
        on('duty.person_id', '=', of.personId),
        on('duty.taken_by', '=', of.personId),
        ...(of.offices.length > 0 ? [on('duty.office_id', 'in', [...of.offices])] : []),
        ...(of.roles.length > 0
          ? [
              on.and([
                on('duty.role', 'in', [...of.roles]),
                on('duty.not_for', 'is distinct from', of.personId),
              ]),
            ]
          : []),
      ]),
    )
  return (await query.execute()).map((row) => ({
    id: row.id,
    key: row.key,
    kind: row.kind,
    title: row.title,
    why: row.why,
    clause: row.clause,
    control: row.control,
    // A policy may name an office that nobody has added yet.
    office: row.office_id ? { id: row.office_id, name: row.office_name ?? row.office_id } : null,
    notFor: row.not_for,
    role: row.role && { id: row.role, name: roles[row.role] },
    person: named(row.person_id, row.whose_name),
    takenBy: named(row.taken_by, row.taker_name),
    accountId: row.account_id,
    link: row.link,
    since: row.since,
    due: row.due,
    changedAt: row.changed_at,
    revision: row.revision,
  }))
}

const named = (id: string | null, name: string | null) => (id && name ? { id, name } : null)
