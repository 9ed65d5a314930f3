import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#testing/services.ts'
import { openDatabase, type Database, type Db, type Tx } from './index.ts'

let database: Database
/** Another process on the same database, where there can be one. */
let other: Database
beforeAll(async () => {
  database = await testDatabase()
  const { engine } = database
  other = 'url' in engine ? await openDatabase({ url: engine.url, folder: null }) : database
})
afterAll(async () => {
  if (other !== database) await other.close()
  await database.close()
})

const make = (name: string) =>
  sql`create table ${sql.table(name)} as select 1 as id, 'one' as text`.execute(database.db)

test('a statement with parameters is parsed once for each connection', async () => {
  await make('kept')
  const ask = () => sql`select text from kept where id = ${1}`.execute(database.db)
  await ask()
  await ask()
  const { rows } = await sql<{ uses: number }>`
    select generic_plans + custom_plans as uses from pg_prepared_statements
    where statement like 'select text from kept%'`.execute(database.db)
  expect(rows).toEqual([{ uses: 2 }])
})

test('another process may change a table under a statement that is kept', async () => {
  await make('changed')
  const read = () => sql`select * from changed where id = ${1}`.execute(database.db)
  await read()
  expect((await read()).rows).toEqual([{ id: 1, text: 'one' }])
  await sql`alter table changed add column more text not null default 'new'`.execute(other.db)
  expect((await read()).rows).toEqual([{ id: 1, text: 'one', more: 'new' }])
  await sql`alter table changed alter column text type int using length(text)`.execute(other.db)
  expect((await read()).rows).toEqual([{ id: 1, text: 3, more: 'new' }])
  expect((await read()).rows).toEqual([{ id: 1, text: 3, more: 'new' }])
})

test('and in the middle of a transaction it is not noticed either', async () => {
  await make('widened')
  const read = (db: Db | Tx) => sql`select * from widened where id = ${1}`.execute(db)
  for (let time = 0; time < 3; time++) await database.db.transaction().execute(read)
  await read(database.db)
  await sql`alter table widened add column more text not null default 'new'`.execute(other.db)
  const rows = await database.db.transaction().execute(async (tx) => {
    await sql`insert into widened (id, text) values (${2}, 'two')`.execute(tx)
    return (await read(tx)).rows
  })
  expect(rows).toEqual([{ id: 1, text: 'one', more: 'new' }])
  expect((await read(database.db)).rows).toEqual(rows)
})

test('what is unused for longest is forgotten', async () => {
  for (let n = 0; n < 450; n++) await sql`select ${n}::int as n, ${sql.lit(`text ${n}`)}`.execute(database.db)
  const { rows } = await sql<{
    kept: number
  }>`select count(*)::int as kept from pg_prepared_statements`.execute(database.db)
  expect(rows[0]?.kept).toBeLessThanOrEqual(database.kind === 'postgresql' ? 101 : 401)
  const again = await sql`select ${7}::int as n, ${sql.lit('text 7')}`.execute(database.db)
  expect(again.rows).toMatchObject([{ n: 7 }])
})

test('a statement that fails for another reason fails as it would have', async () => {
  const divide = (by: number) => sql`select ${1}::int / ${by}::int as n`.execute(database.db)
  expect((await divide(1)).rows).toEqual([{ n: 1 }])
  await expect(divide(0)).rejects.toMatchObject({ code: '22012' })
  expect((await divide(1)).rows).toEqual([{ n: 1 }])
})
