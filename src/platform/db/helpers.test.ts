import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '#testing/services.ts'
import { json, newId, withLock } from './index.ts'

test('identifiers made later sort later', async () => {
  const first = newId()
  await new Promise((resolve) => setTimeout(resolve, 2))
  expect(newId() > first).toBe(true)
})

test('a lock is held by one at a time', async () => {
  const database = await testDatabase()
  const order: string[] = []
  const hold = (name: string) =>
    withLock(database.db, 'same', async () => {
      order.push(`${name} in`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      order.push(`${name} out`)
    })
  await Promise.all([hold('a'), hold('b')])
  expect(order).toHaveLength(4)
  expect(order[0]?.[0]).toBe(order[1]?.[0])
  await database.close()
})

test('half a character and a NUL are kept as the sign for what is not known, and nothing else changes', async () => {
  const database = await testDatabase()
  const given = { 'a\0': ['\ud83d', 'a\0b', '👍 \\u0000 é', { deep: '\ude00' }], n: null }
  const row = await sql<{ kept: unknown }>`select ${json(given)} as kept`.execute(database.db)
  expect(row.rows[0]?.kept).toEqual({
    'a\uFFFD': ['\uFFFD', 'a\uFFFDb', '👍 \\u0000 é', { deep: '\uFFFD' }],
    n: null,
  })
  await database.close()
})
