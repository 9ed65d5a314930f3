import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'
import { refreshPerson } from '../directory/arrive.ts'
import { personById } from '../people-store.ts'

/** Was this person let go by the directory, which still says that they are here? */
export async function canComeBack(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from person p where p.id = ${personId}::uuid and p.state = 'left'
    and p.left_by = 'directory'
    and exists (select 1 from identity i where i.person_id = p.id and i.service_kind = 'scim' and i.active)`.execute(
    tx,
  )
  return rows.length > 0
}

export async function bringBack(tx: Tx, at: string, personId: string): Promise<void> {
  const person = await personById(tx, personId)
  if (person) await refreshPerson(tx, at, person, person, true)
}
