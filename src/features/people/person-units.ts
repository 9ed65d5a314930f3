import { newId } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from './authorise.ts'
import type { PutIntoUnit } from './contract.ts'
import { personById } from './people-store.ts'
import type { Actor } from './permissions.ts'
import './directory/tables.ts'

/** Puts a person into a unit by hand, as its coordinator or not. What the directory gave stands beside it. */
export async function putIntoUnit(
  services: Services,
  actor: Actor,
  personId: string,
  { unitId, coordinator }: PutIntoUnit,
): Promise<void> {
  authorise(actor, 'units.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const person = await personById(tx, personId)
    if (!person || person.state === 'left') throw new NotFound('person')
    const unit = await tx.selectFrom('unit').select('id').where('id', '=', unitId).executeTakeFirst()
    if (!unit) throw new NotFound('unit')
    const ended = await tx
      .updateTable('person_unit')
      .set({ until: now })
      .where('person_id', '=', personId)
      .where('unit_id', '=', unitId)
      .where('by_mapping', '=', false)
      .where('until', 'is', null)
      .returning('coordinator')
      .execute()
    await tx
      .insertInto('person_unit')
      .values({
        id: newId(),
        person_id: personId,
        unit_id: unitId,
        coordinator,
        by_mapping: false,
        since: now,
        until: null,
      })
      .execute()
    await append(tx, now, {
      kind: coordinator ? 'unit.coordinator-named' : 'unit.person-added',
      actor: entryActor(actor),
      subject: `unit:${unitId}`,
      summary: coordinator ? 'Somebody was made coordinator of a unit.' : 'Somebody was put into a unit.',
      facts: {
        person: personId,
        before: ended[0]?.coordinator === true ? 'coordinator' : ended.length > 0 ? 'member' : null,
      },
    })
  })
}

/** Ends what was given by hand. What the directory gave only the directory, or a rule, takes away. */
export async function takeOutOfUnit(
  services: Services,
  actor: Actor,
  personId: string,
  unitId: string,
): Promise<void> {
  authorise(actor, 'units.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const open = await tx
      .selectFrom('person_unit')
      .select(['id', 'by_mapping', 'coordinator'])
      .where('person_id', '=', personId)
      .where('unit_id', '=', unitId)
      .where('until', 'is', null)
      .execute()
    const own = open.find((row) => !row.by_mapping)
    if (!own && open.length > 0)
      throw new Conflict('units.by-directory', 'The directory put this person into the unit.', {
        fix: 'Change the group in the directory, or the rule on the page “Directory”.',
      })
    if (!own) throw new NotFound('person in this unit')
    await tx.updateTable('person_unit').set({ until: now }).where('id', '=', own.id).execute()
    await append(tx, now, {
      kind: own.coordinator ? 'unit.coordinator-ended' : 'unit.person-removed',
      actor: entryActor(actor),
      subject: `unit:${unitId}`,
      summary: own.coordinator
        ? 'Somebody is no longer coordinator of a unit.'
        : 'Somebody was taken out of a unit.',
      facts: { person: personId },
    })
  })
}
