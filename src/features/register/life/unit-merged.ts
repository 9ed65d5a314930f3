import type { Tx } from '#platform/db/index.ts'
import '../requests/tables.ts'
import '../store.ts'

/** A unit was taken into another: its accounts and the requests about them belong to that one. */
export async function moveToUnit(tx: Tx, from: string, into: string): Promise<void> {
  await tx.updateTable('account').set({ unit_id: into }).where('unit_id', '=', from).execute()
  await tx.updateTable('request').set({ unit_id: into }).where('unit_id', '=', from).execute()
}
