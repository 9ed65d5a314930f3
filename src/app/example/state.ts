import { createNetworkLock } from '#features/register/index.ts'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'

const name = 'example'

/** `loading` stays behind when loading broke off; the next call begins afresh. */
export type ExampleState = 'none' | 'loading' | 'loaded'

export async function exampleState(db: Db | Tx): Promise<ExampleState> {
  const row = await db.selectFrom('kept_setting').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value === 'loading' || row?.value === 'loaded' ? row.value : 'none'
}

export async function keepExampleState(db: Db | Tx, state: ExampleState): Promise<void> {
  if (state === 'none') {
    await db.deleteFrom('kept_setting').where('name', '=', name).execute()
    return
  }
  await db
    .insertInto('kept_setting')
    .values({ name, value: json(state) })
    .onConflict((on) => on.column('name').doUpdateSet({ value: json(state) }))
    .execute()
}

/** One loading or removal at a time, in all processes; a row with an end, because images are made meanwhile. */
export function exampleLock<T>({ db, log }: Services, work: () => Promise<T>): Promise<T> {
  return createNetworkLock({ db, log })('example', work)
}
