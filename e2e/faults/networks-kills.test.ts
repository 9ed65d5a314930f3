import { expect, test } from 'vitest'
import { tried } from './networks/harnesses.ts'
import { oneKillEach } from './networks/kills/table.ts'

/**
 * Real servers take too long to start for every run, and those who have no server have no requests: kills.test.ts has
 * one of each. Of two ways to connect to one network, the first.
 */
const quick = tried.filter(
  ({ id, real }) => id === 'email' || (!real && id !== 'practice' && !id.includes('-')),
)

test('a worker killed while the network makes the post is succeeded by one that finds it', async () => {
  const wrong: string[] = []
  const rows = await oneKillEach(quick, ({ id, at, note }) => {
    if (note !== '') wrong.push(`${id} (${at}): ${note}`)
  })
  expect(wrong).toEqual([])
  expect(rows.map(({ network, cases }) => `${network} ${cases}`)).toEqual(quick.map(({ id }) => `${id} 1`))
}, 120_000)
