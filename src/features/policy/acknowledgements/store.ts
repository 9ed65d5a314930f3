import { sql } from 'kysely'
import { allUnits, maySomewhere, type Relation, type Role } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { PersonForPolicy } from './rules.ts'

declare module '#platform/db/types.ts' {
  interface Tables {
    acknowledgement: { person_id: string; edition_id: string; at: string }
    acknowledgement_request: {
      person_id: string
      edition_id: string
      asked_at: string
      reminded_at: string | null
      reminders: number
    }
  }
}

interface HeldAccount {
  accountId: string
  relation: Relation
  network: string
  handle: string
  unitId: string
}

/** A person who works here, as the policy sees them, and how they stand to one edition. */
export interface PersonRow {
  id: string
  name: string
  example: boolean
  /** Can they sign in yet? */
  joined: boolean
  acknowledgedAt: string | null
  askedAt: string | null
  remindedAt: string | null
  reminders: number
  accounts: { id: string; unitId: string; network: string; handle: string }[]
  /** Names of the units of these accounts, without those above. */
  units: string[]
  fields: PersonForPolicy
}

// The register keeps accounts and their members; the policy reads of them who answers for what.
const heldAccounts = (now: string) => sql<HeldAccount[]>`coalesce((
  select jsonb_agg(jsonb_build_object('accountId', a.id, 'relation', m.relation, 'network', a.network,
    'handle', a.handle, 'unitId', a.unit_id) order by a.handle)
  from account_member m join account a on a.id = m.account_id
  where m.person_id = person.id and a.state <> 'closed'
    and m.since <= ${now}::timestamptz and (m.until is null or m.until > ${now}::timestamptz)), '[]')`

const heldOffices = (now: string) => sql<string[]>`coalesce((
  select jsonb_agg(distinct h.office_id) from office_holding h where h.person_id = person.id
    and h.since <= ${now}::timestamptz and (h.until is null or h.until > ${now}::timestamptz)), '[]')`

const heldRoles = sql<Role[]>`coalesce(
  (select jsonb_agg(r.role order by r.role) from role_assignment r where r.person_id = person.id), '[]')`

const secondFactor = sql<boolean>`(exists (select 1 from passkey k where k.person_id = person.id)
  or exists (select 1 from authenticator c where c.person_id = person.id and c.confirmed_at is not null))`

/** Everybody who works here now, or one of them; whoever has left is not among them. */
export async function peopleAt(
  db: Db | Tx,
  { now, editionId, personId }: { now: string; editionId: string; personId?: string },
): Promise<PersonRow[]> {
  let query = db
    .selectFrom('person')
    .leftJoin('acknowledgement as done', (on) =>
      on.onRef('done.person_id', '=', 'person.id').on('done.edition_id', '=', editionId),
    )
    .leftJoin('acknowledgement_request as asked', (on) =>
      on.onRef('asked.person_id', '=', 'person.id').on('asked.edition_id', '=', editionId),
    )
    .select(['person.id', 'person.name', 'person.example', 'done.at', 'asked.asked_at'])
    .select(['asked.reminded_at', 'asked.reminders'])
    .select([heldRoles.as('roles'), heldOffices(now).as('offices'), heldAccounts(now).as('held')])
    .select(secondFactor.as('second_factor'))
    .where('person.state', '=', 'active')
    .orderBy('person.name')
  if (personId !== undefined) query = query.where('person.id', '=', personId)
  const rows = await query.execute()
  const units = new Map((await allUnits(db)).map((unit) => [unit.id, unit]))
  const above = (id: string): string[] => {
    const names: string[] = []
    for (let unit = units.get(id); unit && !names.includes(unit.name); unit = units.get(unit.parentId ?? ''))
      names.push(unit.name)
    return names
  }
  return rows.map((row) => {
    const { roles, offices, held } = row
    const accounts = held.map(({ accountId: id, unitId, network, handle }) => ({
      id,
      unitId,
      network,
      handle,
    }))
    const actor = { personId: row.id, name: row.name, roles, accounts: held, units: [], scopes: null }
    return {
      id: row.id,
      name: row.name,
      example: row.example,
      joined: row.second_factor,
      acknowledgedAt: row.at,
      askedAt: row.asked_at,
      remindedAt: row.reminded_at,
      reminders: row.reminders ?? 0,
      accounts,
      units: [...new Set(held.map(({ unitId }) => units.get(unitId)?.name ?? ''))].filter(Boolean),
      fields: {
        roles,
        offices,
        publishes: maySomewhere(actor, 'posts.write'),
        units: [...new Set(held.flatMap(({ unitId }) => above(unitId)))],
        networks: [...new Set(held.map(({ network }) => network))],
        accounts: held.map(({ handle }) => handle),
        secondFactor: row.second_factor,
      },
    }
  })
}

/** Writes it down once; false when it stood there already. */
export async function keepAcknowledgement(
  tx: Tx,
  personId: string,
  editionId: string,
  at: string,
): Promise<boolean> {
  const row = await tx
    .insertInto('acknowledgement')
    .values({ person_id: personId, edition_id: editionId, at })
    .onConflict((on) => on.doNothing())
    .returning('at')
    .executeTakeFirst()
  return row !== undefined
}

export async function acknowledgedAt(
  db: Db | Tx,
  personId: string,
  editionId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('acknowledgement')
    .select('at')
    .where('person_id', '=', personId)
    .where('edition_id', '=', editionId)
    .executeTakeFirst()
  return row?.at ?? null
}

/** The latest edition of this policy before the given one that the person acknowledged. */
export async function acknowledgedBefore(
  db: Db | Tx,
  personId: string,
  edition: { id: string; pack: string; edition: number },
): Promise<{ id: string; edition: number; at: string } | null> {
  const row = await db
    .selectFrom('acknowledgement')
    .innerJoin('policy_edition', 'policy_edition.id', 'acknowledgement.edition_id')
    .select(['policy_edition.id', 'policy_edition.edition', 'acknowledgement.at'])
    .where('acknowledgement.person_id', '=', personId)
    .where('policy_edition.pack', '=', edition.pack)
    .where('policy_edition.edition', '<', edition.edition)
    .orderBy('policy_edition.edition', 'desc')
    .executeTakeFirst()
  return row ?? null
}

/** Of these people those who were never asked about this edition; from now on they were. */
export async function markAsked(
  tx: Tx,
  personIds: string[],
  editionId: string,
  at: string,
): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await tx
    .insertInto('acknowledgement_request')
    .values(
      personIds.map((id) => ({
        person_id: id,
        edition_id: editionId,
        asked_at: at,
        reminded_at: null,
        reminders: 0,
      })),
    )
    .onConflict((on) => on.doNothing())
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

/**
 * Of these people those whose last letter is from before `before`; from now on they were reminded. The condition stands
 * in the write, so of two processes one writes the letter.
 */
export async function markReminded(
  tx: Tx,
  personIds: string[],
  editionId: string,
  { at, before }: { at: string; before: string },
): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await tx
    .updateTable('acknowledgement_request')
    .set((column) => ({ reminded_at: at, reminders: column('reminders', '+', 1) }))
    .where('person_id', 'in', personIds)
    .where('edition_id', '=', editionId)
    .where(sql<boolean>`coalesce(reminded_at, asked_at) < ${before}::timestamptz`)
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}
