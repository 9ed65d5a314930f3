import type { Db, Tx } from '#platform/db/index.ts'
import type { RequestRow } from './tables.ts'
import { titleOf } from './titles.ts'

export interface Named {
  unit: { id: string; name: string } | null
  account: { id: string; name: string } | null
  title: string
}

/** What the request is about, by name. */
export async function namedOf(db: Db | Tx, request: RequestRow): Promise<Named> {
  const unit = request.unit_id
    ? await db.selectFrom('unit').select(['id', 'name']).where('id', '=', request.unit_id).executeTakeFirst()
    : undefined
  const account = request.account_id
    ? await db
        .selectFrom('account')
        .select(['id', 'display_name as name'])
        .where('id', '=', request.account_id)
        .executeTakeFirst()
    : undefined
  const title = titleOf({
    kind: request.kind,
    network: request.network,
    unit: unit?.name ?? null,
    account: account?.name ?? null,
  })
  return { unit: unit ?? null, account: account ?? null, title }
}
