import { holdersOf, officeHolders, type Role } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { settingsFrom } from './settings.ts'
import type { NoticeSettings } from './contract.ts'

/** Whom to tell. Of an office those who hold it; its deputies where nobody does, or where they are named too. */
export interface Addressees {
  persons?: readonly string[]
  offices?: readonly string[]
  deputiesToo?: boolean
  holdersOf?: readonly Role[]
  /** Whoever did the deed knows of it. */
  except?: readonly string[]
}

export interface Recipient {
  personId: string
  /** Has an address that letters may go to. */
  mail: boolean
  settings: NoticeSettings
  /** The offices by which, and by nothing else, this person is told. */
  offices: string[] | null
}

/** By person: through which offices they are meant; null for who is meant in person or by a role. */
async function meant(db: Db | Tx, at: string, to: Addressees): Promise<Map<string, string[] | null>> {
  const found = new Map<string, string[] | null>()
  for (const officeId of to.offices ?? []) {
    const held = await officeHolders(db, officeId, at)
    const holders = held.filter(({ deputy }) => !deputy)
    const told = to.deputiesToo || holders.length === 0 ? held : holders
    for (const { personId } of told) found.set(personId, [...(found.get(personId) ?? []), officeId])
  }
  for (const role of to.holdersOf ?? [])
    for (const personId of await holdersOf(db, role)) found.set(personId, null)
  for (const personId of to.persons ?? []) found.set(personId, null)
  for (const personId of to.except ?? []) found.delete(personId)
  return found
}

const atOnce = 5_000

/** Everybody to be told, once each; whoever has left is not among them. */
export async function recipientsOf(db: Db | Tx, at: string, to: Addressees): Promise<Recipient[]> {
  const through = await meant(db, at, to)
  const ids = [...through.keys()]
  const found: Recipient[] = []
  for (let from = 0; from < ids.length; from += atOnce) {
    const rows = await db
      .selectFrom('person')
      .leftJoin('notice_settings', 'notice_settings.person_id', 'person.id')
      .select(['person.id', 'person.example', 'notice_settings.settings'])
      .where('person.id', 'in', ids.slice(from, from + atOnce))
      .where('person.state', '=', 'active')
      .execute()
    for (const row of rows)
      found.push({
        personId: row.id,
        mail: !row.example,
        settings: settingsFrom(row.settings),
        offices: through.get(row.id) ?? null,
      })
  }
  return found
}
