import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { migrate, openDatabase, withLock, type Database } from '#platform/db/index.ts'

const model = 't_model'

const at = (url: string, name: string) => url.replace(/\/[^/]*$/, `/${name}`)

let made: Promise<void> | null = null

/** A new database on the server, copied from one that is up to date: migrating each anew takes ten times as long. */
export async function copyOfMigrated(url: string): Promise<Database> {
  made ??= makeModel(url)
  await made
  const name = `t_${randomBytes(6).toString('hex')}`
  await onServer(url, async (root) => {
    await sql`create database ${sql.ref(name)} template ${sql.ref(model)}`.execute(root.db)
  })
  return openDatabase({ url: at(url, name), folder: null })
}

/** Made by whichever process of the run comes first; the others wait for it. */
async function makeModel(url: string): Promise<void> {
  await onServer(url, async (root) => {
    await withLock(root.db, model, async () => {
      const there = await sql`select 1 from pg_database where datname = ${model}`.execute(root.db)
      if (there.rows.length > 0) return
      const name = `${model}_${randomBytes(4).toString('hex')}`
      await sql`create database ${sql.ref(name)}`.execute(root.db)
      const database = await openDatabase({ url: at(url, name), folder: null })
      await migrate(database.db)
      await database.close()
      await sql`alter database ${sql.ref(name)} rename to ${sql.ref(model)}`.execute(root.db)
    })
  })
}

async function onServer(url: string, work: (root: Database) => Promise<void>): Promise<void> {
  const root = await openDatabase({ url, folder: null })
  try {
    await work(root)
  } finally {
    await root.close()
  }
}
