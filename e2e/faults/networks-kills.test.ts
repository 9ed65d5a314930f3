import { expect, test } from 'vitest'
import { profileOf } from '#networks/profiles.ts'
import { tried, type Tried } from './networks/harnesses.ts'
import { oneKillEach } from './networks/kills/table.ts'

const idempotencyOf = ({ id }: Tried) => profileOf(id)?.capabilities.idempotency

/**
 * One network for each way in which a repeated send is made harmless. `npm run faults -- --networks --kills` kills at
 * every request of every network; starting a worker for each is too much for every run. Real servers have their kill in
 * kills.test.ts, and who has no server has no requests.
 */
const quick = [
  ...new Map(
    tried
      .filter((each) => !each.real && each.id !== 'practice' && idempotencyOf(each) !== undefined)
      .map((each) => [idempotencyOf(each), each]),
  ).values(),
]

test('a worker killed while the network makes the post is succeeded by one that finds it', async () => {
  const wrong: string[] = []
  const rows = await oneKillEach(quick, ({ id, at, note }) => {
    if (note !== '') wrong.push(`${id} (${at}): ${note}`)
  })
  expect(wrong).toEqual([])
  expect(rows.map(({ network, cases }) => `${network} ${cases}`)).toEqual(quick.map(({ id }) => `${id} 1`))
}, 120_000)
