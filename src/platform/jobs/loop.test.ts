import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createLogger } from '#platform/log/index.ts'
import { startLoop } from './loop.ts'

const log = createLogger('silent')

test('runs never overlap, and waking during a run makes one more', async () => {
  let inside = 0
  let most = 0
  let runs = 0
  let finish = () => {}
  const loop = startLoop({
    name: 'test',
    every: 60_000,
    log,
    run: async () => {
      inside += 1
      most = Math.max(most, inside)
      runs += 1
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      inside -= 1
    },
  })
  await expect.poll(() => runs).toBe(1)
  loop.wake()
  loop.wake()
  finish()
  await expect.poll(() => runs).toBe(2)
  finish()
  await loop.stop()
  expect({ most, runs }).toEqual({ most: 1, runs: 2 })
})

test('after stopping nothing runs any more, though it was woken', async () => {
  let runs = 0
  const loop = startLoop({ name: 'test', every: 5, log, run: () => Promise.resolve(void (runs += 1)) })
  await wait(20)
  loop.wake()
  await loop.stop()
  const before = runs
  loop.wake()
  await wait(30)
  expect(runs).toBe(before)
})

test('a fault is survived', async () => {
  let runs = 0
  const loop = startLoop({
    name: 'test',
    every: 5,
    log,
    run: () => {
      runs += 1
      return runs === 1 ? Promise.reject(new Error('once')) : Promise.resolve()
    },
  })
  await wait(40)
  expect(runs).toBeGreaterThan(1)
  await loop.stop()
})
