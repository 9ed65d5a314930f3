import { expect, test } from 'vitest'
import { tried, untried } from './networks/harnesses.ts'
import { networksTable } from './networks/table.ts'

/** Real servers in processes of their own take too long for every run; `npm run faults -- --networks` has them. */
const quick = tried.filter(({ real }) => !real)
/** Every network meets one in so many of the faults here, and every fault meets one in so many of the networks. */
const oneIn = 3

test('no network with an API is left out', () => {
  expect(untried()).toEqual([])
})

test('nothing is lost, doubled or untrue, whatever happens to the request that makes the post', async () => {
  const wrong: string[] = []
  const rows = await networksTable(
    {
      only: quick.map(({ id }) => `${id}:single`),
      lanes: 4,
      patience: 2,
      sample: (network) => (place) => (place + quick.indexOf(network)) % oneIn === 0,
    },
    ({ id, at, note }) => {
      if (note !== '') wrong.push(`${id} (${at}): ${note}`)
    },
  )
  expect(wrong).toEqual([])
  expect(rows.map(({ network }) => network)).toEqual(quick.map(({ id }) => id))
}, 120_000)
