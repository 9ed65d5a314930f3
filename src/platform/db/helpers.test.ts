import { expect, test } from 'vitest'
import { testDatabase } from '#testing/services.ts'
import { newId, withLock } from './index.ts'

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
