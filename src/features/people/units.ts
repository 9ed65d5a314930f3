import { sql } from 'kysely'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from './authorise.ts'
import type { ChangeUnit, ListedUnit, NewUnit, Unit } from './contract.ts'
import type { Actor } from './permissions.ts'
import { answersForItself, makesRing, withThoseBelow } from './rules.ts'
import './tables.ts'

export async function allUnits(db: Db | Tx): Promise<Unit[]> {
  const rows = await db.selectFrom('unit').selectAll().orderBy('name').execute()
  return rows.map(({ parent_id, ...row }) => ({ ...row, parentId: parent_id }))
}

export async function listUnits(services: Services, actor: Actor): Promise<ListedUnit[]> {
  authorise(actor, 'people.read')
  const units = await allUnits(services.db)
  const { rows } = await sql<{ unitId: string; people: number; coordinators: ListedUnit['coordinators'] }>`
    select u.unit_id as "unitId", count(distinct u.person_id)::int as people,
      coalesce(jsonb_agg(distinct jsonb_build_object('id', p.id, 'name', p.name)) filter (where u.coordinator), '[]') as coordinators
    from person_unit u join person p on p.id = u.person_id where u.until is null group by u.unit_id`.execute(
    services.db,
  )
  const known = new Map(rows.map((row) => [row.unitId, row]))
  return units.map((unit) => ({
    ...unit,
    coordinators: (known.get(unit.id)?.coordinators ?? []).toSorted((a, b) => a.name.localeCompare(b.name)),
    people: known.get(unit.id)?.people ?? 0,
  }))
}

function assertParent(units: Unit[], parentId: string | null): void {
  if (parentId === null || units.some((unit) => unit.id === parentId)) return
  const message = 'Choose a unit that exists.'
  throw new Invalid('units.parent', message, { fields: [{ path: 'parentId', message }] })
}

function assertNewName(units: Unit[], name: string, parentId: string | null, self?: string): void {
  const same = units.some(
    (unit) =>
      unit.id !== self && unit.parentId === parentId && unit.name.toLowerCase() === name.toLowerCase(),
  )
  if (!same) return
  const message = 'There is a unit of this name in the same place already.'
  throw new Conflict('units.known', message, { fields: [{ path: 'name', message }] })
}

function assertAffiliate(input: ChangeUnit, after: Unit): void {
  if (input.affiliate !== false || !after.affiliate) return
  const message =
    after.kind === 'affiliate'
      ? 'An affiliate answers for itself. Choose another kind first.'
      : 'It stands below a body that answers for itself, so it does so too.'
  throw new Invalid('units.affiliate', message, { fields: [{ path: 'affiliate', message }] })
}

export async function addUnit(services: Services, actor: Actor, input: NewUnit): Promise<Unit> {
  authorise(actor, 'units.manage')
  return services.db.transaction().execute(async (tx) => {
    const units = await allUnits(tx)
    assertParent(units, input.parentId)
    assertNewName(units, input.name, input.parentId)
    const affiliate = answersForItself(units, input)
    const unit = { id: newId(), ...input, affiliate, example: false }
    const { parentId, ...row } = unit
    await tx
      .insertInto('unit')
      .values({ ...row, parent_id: parentId })
      .execute()
    await append(tx, nowOf(services), {
      kind: 'unit.added',
      actor: entryActor(actor),
      subject: `unit:${unit.id}`,
      summary: 'A unit was added.',
      facts: { kind: unit.kind, parent: parentId, affiliate: unit.affiliate },
      content: { name: unit.name },
    })
    return unit
  })
}

export async function changeUnit(
  services: Services,
  actor: Actor,
  id: string,
  input: ChangeUnit,
): Promise<Unit> {
  authorise(actor, 'units.manage')
  return services.db.transaction().execute(async (tx) => {
    const units = await allUnits(tx)
    const before = units.find((unit) => unit.id === id)
    if (!before) throw new NotFound('unit')
    const wanted: Unit = {
      ...before,
      name: input.name ?? before.name,
      kind: input.kind ?? before.kind,
      affiliate: input.affiliate ?? before.affiliate,
      parentId: input.parentId === undefined ? before.parentId : input.parentId,
    }
    const after = { ...wanted, affiliate: answersForItself(units, wanted) }
    assertAffiliate(input, after)
    assertParent(units, after.parentId)
    assertNewName(units, after.name, after.parentId, id)
    if (makesRing(units, id, after.parentId)) {
      const message = 'A unit can’t stand below itself.'
      throw new Invalid('units.ring', message, { fields: [{ path: 'parentId', message }] })
    }
    const { name, kind, affiliate, parentId } = after
    await tx
      .updateTable('unit')
      .set({ name, kind, affiliate, parent_id: parentId })
      .where('id', '=', id)
      .execute()
    if (affiliate)
      await tx
        .updateTable('unit')
        .set({ affiliate })
        .where('id', 'in', [...withThoseBelow(units, id)])
        .execute()
    await append(tx, nowOf(services), {
      kind: 'unit.changed',
      actor: entryActor(actor),
      subject: `unit:${id}`,
      summary: 'A unit was changed.',
      facts: { kind, affiliate, parent: parentId },
      content: { before: before.name, after: name },
    })
    return after
  })
}

export async function removeUnit(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'units.manage')
  await services.db.transaction().execute(async (tx) => {
    const units = await allUnits(tx)
    const unit = units.find((entry) => entry.id === id)
    if (!unit) throw new NotFound('unit')
    try {
      await tx.deleteFrom('unit').where('id', '=', id).execute()
    } catch (error) {
      // Foreign keys of both engines: something still belongs to it.
      if (error instanceof Error && 'code' in error && error.code === '23503')
        throw new Conflict(
          'units.in-use',
          'Accounts, other units or rules of the directory belong to this unit, so it stays.',
          {
            fix: 'Move them to another unit first, and remove the rules on the page “Directory”.',
          },
        )
      throw error
    }
    await append(tx, nowOf(services), {
      kind: 'unit.removed',
      actor: entryActor(actor),
      subject: `unit:${id}`,
      summary: 'A unit was removed.',
      content: { name: unit.name },
    })
  })
}
