import { json, type Db, type JsonColumn, type Tx } from '#platform/db/index.ts'

declare module '#platform/db/types.ts' {
  interface Tables {
    kept_setting: { name: string; value: JsonColumn<unknown> }
  }
}

const name = 'people.directory'

export interface DirectorySettings {
  /** Only who is in this group may come in, and who is no longer has left. Null: everybody whom a service knows. */
  requiredGroup: string | null
}

export async function directorySettings(db: Db | Tx): Promise<DirectorySettings> {
  const row = await db.selectFrom('kept_setting').select('value').where('name', '=', name).executeTakeFirst()
  return { requiredGroup: null, ...(row?.value as Partial<DirectorySettings> | undefined) }
}

export async function keepDirectorySettings(tx: Tx, value: DirectorySettings): Promise<void> {
  await tx
    .insertInto('kept_setting')
    .values({ name, value: json(value) })
    .onConflict((on) => on.column('name').doUpdateSet({ value: json(value) }))
    .execute()
}
