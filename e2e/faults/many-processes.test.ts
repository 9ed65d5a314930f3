import { expect, test } from 'vitest'
import { manyProcesses } from './many-processes.ts'

test('two web and two worker processes share the work, one worker is killed, and each post goes out once', async () => {
  const { row, shares } = await manyProcesses({ posts: 200, waitForLeases: false }, () => {})
  expect(row).toMatchObject({ posts: 200, lost: 0, doubled: 0, untrue: 0 })
  expect(shares[0]).toBeGreaterThan(0)
  expect(shares[1]).toBeGreaterThan(0)
})
