import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../db/index.ts'
import { vacuumChanged } from './upkeep.ts'

test('a table of which much has changed is vacuumed and analysed, and others are left alone', async () => {
  const { db, close } = await openDatabase({ url: null, folder: null })
  await sql`create table quiet (id int)`.execute(db)
  await sql`create table busy (id int primary key, text text)`.execute(db)
  await sql`insert into busy select i, 'first' from generate_series(1, 500) i`.execute(db)
  await sql`update busy set text = 'second'`.execute(db)
  // The engine writes its counts down at the first statement after a second.
  await wait(1_100)
  await sql`select 1`.execute(db)
  expect(await vacuumChanged(db)).toEqual(['public.busy'])
  const { rows } = await sql`select reltuples::int as rows from pg_class where relname = 'busy'`.execute(db)
  expect(rows).toEqual([{ rows: 500 }])
  await wait(1_100)
  await sql`select 1`.execute(db)
  expect(await vacuumChanged(db)).toEqual([])
  await close()
})
