import { sql } from 'kysely'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import { dayOf, type Present } from './dates.ts'
import { exampleClosure, exampleContacts, exampleOffices, examplePeople } from './people.ts'
import { exampleUnits } from './units.ts'

/** Identifiers by the keys of the data files. */
export interface Structure {
  units: Map<string, string>
  people: Map<string, string>
}

async function writeUnits(tx: Tx): Promise<Map<string, string>> {
  const ids = new Map(exampleUnits.map((unit) => [unit.key, newId()]))
  for (const { key, name, kind, parent, affiliate } of exampleUnits)
    await tx
      .insertInto('unit')
      .values({
        id: ids.get(key)!,
        name,
        kind,
        parent_id: parent === null ? null : ids.get(parent)!,
        affiliate: affiliate ?? false,
        example: true,
      })
      .execute()
  return ids
}

async function writePeople(tx: Tx, present: Present): Promise<Map<string, string>> {
  const ids = new Map(examplePeople.map((person) => [person.key, newId()]))
  const known = await tx
    .selectFrom('person')
    .select(sql<string>`lower(email)`.as('email'))
    .execute()
  const taken = new Set(known.map((row) => row.email))
  const at = isoOf(present.now)
  for (const { key, name, email, roles } of examplePeople) {
    const id = ids.get(key)!
    await tx
      .insertInto('person')
      .values({
        id,
        name,
        email: taken.has(email) ? `example.${email}` : email,
        state: 'active',
        created_at: at,
        left_at: null,
        example: true,
      })
      .execute()
    for (const role of roles)
      await tx.insertInto('role_assignment').values({ person_id: id, role, since: at }).execute()
  }
  return ids
}

async function writeOffices(tx: Tx, present: Present, people: Map<string, string>): Promise<void> {
  for (const { id, name, about, holdings } of exampleOffices) {
    // An office that the institution has already is its own, and gets no invented holders.
    const made = await tx
      .insertInto('office')
      .values({ id, name, about, example: true })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) continue
    for (const { person, deputy, since, until } of holdings)
      await tx
        .insertInto('office_holding')
        .values({
          id: newId(),
          office_id: id,
          person_id: people.get(person)!,
          deputy: deputy ?? false,
          since: dayOf(present, since),
          until: until === undefined ? null : dayOf(present, until),
        })
        .execute()
  }
}

async function markInstitution(tx: Tx, { now, zone }: Present): Promise<void> {
  const { contacts, closures } = await tx
    .selectFrom('institution')
    .select(['contacts', 'closures'])
    .executeTakeFirstOrThrow()
  const { year } = now.toZonedDateTimeISO(zone)
  const { name, from, until } = exampleClosure
  const closure = { name, from: `${year}-${from}`, until: `${year + 1}-${until}` }
  const known = new Set(contacts.map((contact) => `${contact.kind} ${contact.value}`))
  const added = exampleContacts.filter((contact) => !known.has(`${contact.kind} ${contact.value}`))
  await tx
    .updateTable('institution')
    .set({ example: true, contacts: json([...contacts, ...added]), closures: json([...closures, closure]) })
    .execute()
}

/** Units, people, offices and contacts: rows alone, for none of it was decided by anybody. */
export async function writeStructure(tx: Tx, present: Present): Promise<Structure> {
  const units = await writeUnits(tx)
  const people = await writePeople(tx, present)
  await writeOffices(tx, present, people)
  await markInstitution(tx, present)
  return { units, people }
}
