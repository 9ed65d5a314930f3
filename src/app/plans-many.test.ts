import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeSeries } from '#features/plans/keep-series.ts'
import { evergreenViews, listQueues, listSeries } from '#features/plans/views.ts'
import type { Db } from '#platform/db/index.ts'
import { Planner, words } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
let plan: Planner
beforeEach(async () => {
  house = await testHouse()
  plan = new Planner(house)
})
afterEach(() => house.close())

/** A database that counts what is read from it. */
function counting(db: Db): { db: Db; asked: () => number } {
  let asked = 0
  const counted = new Proxy(db, {
    get(target, name) {
      if (name === 'selectFrom') asked += 1
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { db: counted, asked: () => asked }
}

async function more(count: number): Promise<void> {
  const template = {
    title: 'Opening hours',
    content: { ...words('What is open this week.'), details: {} },
    ...{ audiences: [], language: 'en-GB', accountIds: [house.accountId] },
  }
  const rule = {
    pattern: { kind: 'weekly' as const, days: [1] },
    ...{ every: 1, from: '2026-11-23', until: null, count: null, time: '09:00' },
    ...{ termOnly: false, inElections: false, whenBlocked: 'skip' as const },
  }
  for (let at = 0; at < count; at++) {
    await plan.queue({ name: `Queue ${at}` })
    await makeSeries(plan.deps(), house.officer.actor, { name: `Series ${at}`, template, rule, ahead: 7 })
  }
}

async function readingsOfThePage(): Promise<number> {
  const { db, asked } = counting(house.services.db)
  const deps = { ...plan.deps(), services: { ...house.services, db } }
  const { actor } = house.author
  const queues = await listQueues(deps, actor)
  await listSeries(deps, actor)
  await evergreenViews(deps, actor, { queueIds: queues.map(({ id }) => id) })
  return asked()
}

test('the page of plans asks the database as often for many queues and series as for one', async () => {
  await more(1)
  const one = await readingsOfThePage()
  await more(12)
  expect(await readingsOfThePage()).toBe(one)
})
