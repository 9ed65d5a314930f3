import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from './authorise.ts'
import type { ChangeUnit, NewUnit, Unit } from './contract.ts'
import type { Actor } from './permissions.ts'
import { makesRing } from './rules.ts'
import './tables.ts'

export async function allUnits(db: Db | Tx): Promise<Unit[]> {
  const rows = await db.selectFrom('unit').selectAll().orderBy('name').execute()
  return rows.map(({ parent_id, ...row }) => ({ ...row, parentId: parent_id }))
}

export async function listUnits(services: Services, actor: Actor): Promise<Unit[]> {
  authorise(actor, 'people.read')
  return allUnits(services.db)
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

export async function addUnit(services: Services, actor: Actor, input: NewUnit): Promise<Unit> {
  authorise(actor, 'units.manage')
  return services.db.transaction().execute(async (tx) => {
    const units = await allUnits(tx)
    assertParent(units, input.parentId)
    assertNewName(units, input.name, input.parentId)
    const unit = { id: newId(), ...input, example: false }
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
    const after: Unit = {
      ...before,
      name: input.name ?? before.name,
      kind: input.kind ?? before.kind,
      affiliate: input.affiliate ?? before.affiliate,
      parentId: input.parentId === undefined ? before.parentId : input.parentId,
    }
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
        throw new Conflict('units.in-use', 'Accounts or other units belong to this unit, so it stays.', {
          fix: 'Move them to another unit first.',
        })
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
