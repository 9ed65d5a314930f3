import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'

const ofRequests = ['request_question', 'request_stage', 'request_version', 'request_event'] as const

/** Requests of the example: made by its people, about its accounts, or answered by its people. */
export async function deleteRequests(tx: Tx): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select r.id from request r where r.example
      or exists (select 1 from account a where a.example and a.id = r.account_id)
      or exists (select 1 from person p where p.example and (p.id = r.requester
        or exists (select 1 from request_event e where e.request_id = r.id and e.person_id = p.id)))`.execute(
    tx,
  )
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  for (const table of ofRequests) await tx.deleteFrom(table).where('request_id', 'in', ids).execute()
  await tx.deleteFrom('notice').where('request_id', 'in', ids).execute()
  await tx
    .deleteFrom('duty')
    .where(
      'link',
      'in',
      ids.map((id) => `/requests/${id}`),
    )
    .execute()
  await tx.deleteFrom('request').where('id', 'in', ids).execute()
}
