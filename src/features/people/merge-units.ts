import type { Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { authorise, entryActor } from './authorise.ts'
import type { Unit } from './contract.ts'
import type { PeopleDeps } from './deps.ts'
import './directory/tables.ts'
import type { Actor } from './permissions.ts'
import { withThoseBelow } from './rules.ts'
import './tables.ts'
import { allUnits } from './units.ts'

/** Takes a unit into another: its units, people and accounts belong to that one, and it is gone. */
export async function mergeUnits(
  { services, unitMerged = [] }: Pick<PeopleDeps, 'services' | 'unitMerged'>,
  actor: Actor,
  id: string,
  into: string,
): Promise<Unit> {
  authorise(actor, 'units.manage')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const units = await allUnits(tx)
    const from = units.find((unit) => unit.id === id)
    const to = units.find((unit) => unit.id === into)
    if (!from) throw new NotFound('unit')
    refuseMerge(units, from, to)
    await tx.updateTable('unit').set({ parent_id: into }).where('parent_id', '=', id).execute()
    await movePeople(tx, id, into)
    await moveRules(tx, id, into)
    for (const merged of unitMerged) await merged(tx, id, into)
    await tx.deleteFrom('unit').where('id', '=', id).execute()
    await append(tx, at, {
      kind: 'unit.merged',
      actor: entryActor(actor),
      subject: `unit:${into}`,
      summary: 'A unit was taken into another.',
      facts: { from: id, into },
      content: { name: from.name, into: to?.name },
    })
    return to!
  })
}

function refuseMerge(units: readonly Unit[], from: Unit, to: Unit | undefined): void {
  const wrong = (message: string) =>
    new Invalid('units.merge', message, { fields: [{ path: 'into', message }] })
  if (!to) throw wrong('Choose a unit that exists.')
  if (withThoseBelow(units, from.id).has(to.id))
    throw wrong('A unit can’t be taken into itself or into one below it.')
  if (from.affiliate !== to.affiliate)
    throw wrong('One of the two answers for itself and the other does not. Make them alike first.')
  const names = new Set(
    units
      .filter((unit) => unit.parentId === to.id && unit.id !== from.id)
      .map(({ name }) => name.toLowerCase()),
  )
  const double = units.find((unit) => unit.parentId === from.id && names.has(unit.name.toLowerCase()))
  if (double) throw new Conflict('units.known', `Both have a unit “${double.name}”. Merge those two first.`)
}

/** Whoever is in both already stays once in each way. */
async function movePeople(tx: Tx, from: string, into: string): Promise<void> {
  await tx
    .deleteFrom('person_unit')
    .where('unit_id', '=', from)
    .where('until', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('person_unit as other')
          .select('other.person_id')
          .where('other.unit_id', '=', into)
          .where('other.until', 'is', null)
          .whereRef('other.person_id', '=', 'person_unit.person_id')
          .whereRef('other.by_mapping', '=', 'person_unit.by_mapping'),
      ),
    )
    .execute()
  await tx.updateTable('person_unit').set({ unit_id: into }).where('unit_id', '=', from).execute()
}

/** What the directory gives for the one it gives for the other, once. */
async function moveRules(tx: Tx, from: string, into: string): Promise<void> {
  await tx
    .deleteFrom('directory_rule')
    .where('unit_id', '=', from)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('directory_rule as other')
          .select('other.id')
          .where('other.unit_id', '=', into)
          .whereRef('other.gives', '=', 'directory_rule.gives')
          .whereRef('other.value', '=', 'directory_rule.value')
          .where((eb) =>
            eb(
              eb.fn.coalesce('other.attribute', eb.val('')),
              '=',
              eb.fn.coalesce('directory_rule.attribute', eb.val('')),
            ),
          ),
      ),
    )
    .execute()
  await tx.updateTable('directory_rule').set({ unit_id: into }).where('unit_id', '=', from).execute()
}
