import { json, newId, type Tx } from '#platform/db/index.ts'
import { appendAll } from '#platform/ledger/index.ts'
import { sql } from 'kysely'
import { lockRoles, wouldBeHeldByNobody } from '../last-of-role.ts'
import { namesOf } from '../people-store.ts'
import type { Role } from '../permissions.ts'
import { tellOfTheLast, type DirectoryDeps } from './last-administrator.ts'
import { directoryActor } from './leave.ts'
import { difference, grantKey, wantedBy, type Difference, type Grant, type Rule } from './rules.ts'
import { keptRules, standings, type Standing } from './standing.ts'
import './tables.ts'

/** What changes for one person. */
export interface Change extends Difference {
  personId: string
}

export interface CarriedOut {
  done: Change[]
  /** Who keeps system administration although the directory no longer gives it, because nobody else has it. */
  kept: string[]
}

/** What people gain and lose by the rules. */
export function changesBy(rules: readonly Rule[], people: readonly Standing[]): Change[] {
  return people
    .map(({ personId, claims, held }) => ({ personId, ...difference(wantedBy(rules, claims), held) }))
    .filter(({ gains, loses }) => gains.length + loses.length > 0)
}

/**
 * Gives and takes, in a few statements however many people there are. System administration is never taken from the
 * last who holds it: that is left out, and the answer says whom it concerns.
 */
export async function carryOut(tx: Tx, at: string, wanted: readonly Change[]): Promise<CarriedOut> {
  const { changes, kept } = await withoutTheLast(tx, wanted)
  const done = changes.filter(({ gains, loses }) => gains.length + loses.length > 0)
  await takeAway(tx, at, done)
  await give(tx, at, done)
  return { done, kept }
}

/** Applies the rules to these people, with a record for each whom they change. */
export async function applyRules(
  deps: DirectoryDeps,
  tx: Tx,
  at: string,
  personIds: readonly string[],
): Promise<void> {
  const changes = changesBy(await keptRules(tx), await standings(tx, at, personIds))
  const { done, kept } = await carryOut(tx, at, changes)
  const entries = done.map(({ personId, gains, loses }) => ({
    kind: 'directory.applied',
    actor: directoryActor,
    subject: `person:${personId}`,
    summary: 'What the directory says of a person changed what they hold.',
    facts: { gained: gains.map(grantKey), lost: loses.map(grantKey) },
  }))
  for (const some of chunks(entries)) await appendAll(tx, at, some)
  const names = await namesOf(tx, kept)
  for (const id of kept) await tellOfTheLast(deps, tx, at, names.get(id) ?? 'Somebody')
}

export const isAdministration = (grant: Grant): boolean => 'role' in grant && grant.role === 'it'

async function withoutTheLast(
  tx: Tx,
  changes: readonly Change[],
): Promise<{ changes: readonly Change[]; kept: string[] }> {
  const losing = changes.filter((change) => change.loses.some(isAdministration))
  if (losing.length === 0) return { changes, kept: [] }
  await lockRoles(tx)
  const people = losing.map((change) => change.personId)
  // All of them keep it, where it would otherwise be nobody's: which of them could go is for people to say.
  const kept = (await wouldBeHeldByNobody(tx, 'it', people)) ? people : []
  // Theirs by hand from now on, so that the question does not come back with every sign-in.
  if (kept.length > 0)
    await tx
      .updateTable('role_assignment')
      .set({ by_mapping: false })
      .where('role', '=', 'it')
      .where('person_id', 'in', kept)
      .execute()
  return {
    kept,
    changes: changes.map((change) =>
      kept.includes(change.personId)
        ? { ...change, loses: change.loses.filter((grant) => !isAdministration(grant)) }
        : change,
    ),
  }
}

interface Pair {
  person: string
  thing: string
  strong: boolean
}

function pairs(changes: readonly Change[], side: keyof Difference, of: 'unit' | 'role' | 'office'): Pair[] {
  return changes.flatMap((change) =>
    change[side].flatMap((grant) => {
      const person = change.personId
      if ('unitId' in grant)
        return of === 'unit' ? [{ person, thing: grant.unitId, strong: grant.gives === 'coordinator' }] : []
      if ('role' in grant) return of === 'role' ? [{ person, thing: grant.role, strong: false }] : []
      return of === 'office' ? [{ person, thing: grant.officeId, strong: grant.gives === 'deputy' }] : []
    }),
  )
}

const asRows = (list: Pair[]) =>
  sql`jsonb_to_recordset(${json(list)}) as l (person uuid, thing text, strong boolean)`

async function takeAway(tx: Tx, at: string, changes: readonly Change[]): Promise<void> {
  const units = pairs(changes, 'loses', 'unit')
  if (units.length > 0)
    await sql`update person_unit set until = ${at}::timestamptz from ${asRows(units)}
      where person_id = l.person and unit_id = l.thing::uuid and by_mapping and until is null`.execute(tx)
  const roles = pairs(changes, 'loses', 'role')
  if (roles.length > 0)
    await sql`delete from role_assignment using ${asRows(roles)}
      where person_id = l.person and role = l.thing and by_mapping`.execute(tx)
  const offices = pairs(changes, 'loses', 'office')
  if (offices.length > 0)
    await sql`update office_holding set until = ${at}::timestamptz from ${asRows(offices)}
      where person_id = l.person and office_id = l.thing and by_mapping
        and (until is null or until > ${at}::timestamptz)`.execute(tx)
}

async function give(tx: Tx, at: string, changes: readonly Change[]): Promise<void> {
  const units = pairs(changes, 'gains', 'unit')
  for (const some of chunks(units))
    await tx
      .insertInto('person_unit')
      .values(
        some.map(({ person, thing, strong }) => ({
          id: newId(),
          person_id: person,
          unit_id: thing,
          coordinator: strong,
          by_mapping: true,
          since: at,
          until: null,
        })),
      )
      .execute()
  const roles = pairs(changes, 'gains', 'role')
  for (const some of chunks(roles))
    await tx
      .insertInto('role_assignment')
      .values(
        some.map(({ person, thing }) => ({
          person_id: person,
          role: thing as Role,
          since: at,
          by_mapping: true,
        })),
      )
      .execute()
  const offices = pairs(changes, 'gains', 'office')
  for (const some of chunks(offices))
    await tx
      .insertInto('office_holding')
      .values(
        some.map(({ person, thing, strong }) => ({
          id: newId(),
          office_id: thing,
          person_id: person,
          deputy: strong,
          since: at,
          until: null,
          by_mapping: true,
        })),
      )
      .execute()
}

function chunks<T>(list: T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, nth) =>
    list.slice(nth * size, (nth + 1) * size),
  )
}
