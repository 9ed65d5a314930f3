import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Database } from './index.ts'

let database: Database
beforeAll(async () => {
  database = await openDatabase({ url: null, folder: null })
  await sql`create table thing (id int primary key, text text not null, at timestamptz, facts jsonb)`.execute(
    database.db,
  )
})
afterAll(() => database.close())

const count = async () =>
  (await sql<{ count: number }>`select count(*) from thing`.execute(database.db)).rows[0]?.count

test('values come back in the types that a server gives', async () => {
  const { rows } =
    await sql`select 9007199254740991::int8 as big, 1.5::numeric as decimal, ${[1, 2]}::int[] as list,
    '2026-11-21T09:00:00Z'::timestamptz as at, '2026-11-21'::date as day, ${'{"a":[1]}'}::text::jsonb as facts,
    '\\x00ff'::bytea as bytes, null as none, true as yes`.execute(database.db)
  expect(rows).toEqual([
    {
      big: 9007199254740991,
      decimal: 1.5,
      list: [1, 2],
      at: '2026-11-21T09:00:00.000Z',
      day: '2026-11-21',
      facts: { a: [1] },
      bytes: Buffer.from([0, 255]),
      none: null,
      yes: true,
    },
  ])
})

test('a statement that fails leaves the ones around it alone, also when it was used before', async () => {
  const add = (id: number) => sql`insert into thing (id, text) values (${id}, 'once')`.execute(database.db)
  await add(1)
  await expect(add(1)).rejects.toMatchObject({ code: '23505' })
  await expect(sql`select ${1}::int / ${0}::int`.execute(database.db)).rejects.toMatchObject({
    code: '22012',
  })
  await expect(
    sql`select nothing from ${sql.table('nowhere')} where id = ${1}`.execute(database.db),
  ).rejects.toMatchObject({
    code: '42P01',
  })
  await add(2)
  expect(await count()).toBe(2)
})

test('a transaction is whole, and nobody else’s statements get into it', async () => {
  const before = await count()
  const outside: Promise<unknown>[] = []
  const failed = database.db.transaction().execute(async (tx) => {
    await sql`insert into thing (id, text) values (${10}, 'inside')`.execute(tx)
    outside.push(sql`insert into thing (id, text) values (${11}, 'outside')`.execute(database.db))
    await wait(20)
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await Promise.all(outside)
  const { rows } = await sql`select text from thing where id >= 10`.execute(database.db)
  expect(rows).toEqual([{ text: 'outside' }])
  expect(await count()).toBe(Number(before) + 1)
})

test('a table may change its shape under a statement that is kept', async () => {
  const read = () => sql`select * from thing where id = ${1}`.execute(database.db)
  await read()
  await read()
  await sql`alter table thing add column more text not null default 'new'`.execute(database.db)
  expect((await read()).rows).toMatchObject([{ id: 1, more: 'new' }])
})

test('more statements than are kept, and more than one at a time', async () => {
  const asked = Array.from({ length: 900 }, (_, index) =>
    sql<{ n: number }>`select ${index}::int as n, ${sql.lit(`text ${index}`)}`.execute(database.db),
  )
  const answers = await Promise.all(asked)
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 900 }, (_, index) => index))
  const { rows } = await sql<{ kept: number }>`select count(*) as kept from pg_prepared_statements`.execute(
    database.db,
  )
  expect(rows[0]?.kept).toBeLessThanOrEqual(401)
})

test('what is larger than a buffer goes in and comes out', async () => {
  const long = 'é'.repeat(3_000_000)
  await sql`insert into thing (id, text) values (${20}, ${long})`.execute(database.db)
  const { rows } = await sql<{ text: string }>`select text from thing where id = ${20}`.execute(database.db)
  expect(rows[0]?.text === long).toBe(true)
})

test('while a chain of statements runs, timers have their turn', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  for (let each = 0; each < 200; each++) await sql`select ${each}::int`.execute(database.db)
  clearInterval(timer)
  expect(turns).toBeGreaterThan(0)
})
