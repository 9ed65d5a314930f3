import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDispatcher } from '#features/posts/index.ts'
import { approvedPost, copies, depsOf, stub, withRates } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

/** A session that hangs until it is let go. */
function hanging() {
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = 0
  const session = {
    ...stub(0),
    publish: async () => {
      asked += 1
      await promise
      return { kind: 'unknown', say: 'No answer came.', evidence: null } as const
    },
  }
  return { session, letGo: resolve, asked: () => asked }
}

const publishedOn = async (network: string) =>
  (
    await house.services.db
      .selectFrom('publication')
      .select('id')
      .where('network', '=', network)
      .where('published_at', 'is not', null)
      .execute()
  ).length

test('a network that never answers fills its own share, and the posts of the others go out in time', async () => {
  const first = await approvedPost(house, 'A lecture tonight.')
  withRates(house, [], 'hangs')
  withRates(house, [], 'quick')
  // More accounts than a worker takes in hand of one network, and all of them due before the others.
  await copies(house, first, { network: 'hangs', accounts: 150, each: 2 })
  const hung = hanging()
  const deps = await depsOf(house, (network) => Promise.resolve(network === 'hangs' ? hung.session : stub(5)))
  const dispatcher = startDispatcher(deps, 'worker', { alone: true })
  try {
    for (const end = Date.now() + 60_000; hung.asked() < 100; await wait(20))
      if (Date.now() > end) expect.fail(`Only ${hung.asked()} were ever begun.`)
    await copies(house, first, { network: 'quick', accounts: 10, each: 6 })
    const started = performance.now()
    const all = await depsOf(house, (network) =>
      Promise.resolve(network === 'hangs' ? hung.session : stub(5)),
    )
    Object.assign(deps, { openSession: all.openSession })
    await house.services.db.deleteFrom('publication').where('network', '=', 'practice').execute()
    dispatcher.wake()
    for (const end = Date.now() + 30_000; (await publishedOn('quick')) < 60; await wait(20))
      if (Date.now() > end) expect.fail(`Of 60 only ${await publishedOn('quick')} went out.`)
    // On a machine with other work to do; without shares none of them goes before the first time limit.
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(await publishedOn('hangs')).toBe(0)
    expect(hung.asked()).toBeLessThanOrEqual(120)
  } finally {
    hung.letGo()
    await dispatcher.stop()
  }
}, 120_000)
