import { expect, test } from 'vitest'
import { testServices } from '#testing/services.ts'
import { nowOf } from '#platform/services.ts'
import { bringBaselineIntoForce } from './in-force.ts'
import { judgeAt } from './judge.ts'

test('the policy in force says what it says of an account, and nothing of a figure that nobody knows', async () => {
  const services = await testServices()
  await bringBaselineIntoForce(services)
  const judge = await judgeAt(services.db, nowOf(services))
  const account = {
    network: 'practice',
    unitKind: 'service',
    affiliate: false,
    administrators: 1,
    hoursPerWeek: 2,
    purpose: 'News of the library.',
    audiences: ['students'],
    daysSincePost: 90,
    postsPerWeek: null,
    twoWayShare: null,
    hasObjective: false,
    daysToReview: 100,
    secondFactor: true,
    networkChanged: false,
  }
  const about = (
    fields: typeof account | (Omit<typeof account, 'daysSincePost'> & { daysSincePost: null }),
  ) => judge({ kind: 'account', moment: 'daily', fields }).map(({ control }) => control)
  expect(about(account).toSorted()).toEqual(['attended-to', 'fallen-dormant', 'strategy-behind-it'])
  expect(about({ ...account, daysSincePost: null })).toEqual(['strategy-behind-it'])
  await services.close()
})
