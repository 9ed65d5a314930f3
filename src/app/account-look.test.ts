import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { runPolicyLook } from '#features/policy/daily/look.ts'
import { activityOf } from '#features/posts/index.ts'
import { runAccountLook } from '#features/register/life/daily.ts'
import { findingsOf } from '#features/register/life/findings.ts'
import { accountView } from '#features/register/views.ts'
import { nowOf } from '#platform/services.ts'
import { approve, packsHouse, putForward, type PacksHouse } from './packs-in-force/house.ts'
import { giveOffice } from './policy-testing.ts'

/** What the policy in force finds of accounts and of itself each morning, and what comes of it. */

let house: PacksHouse
beforeEach(async () => {
  house = await packsHouse()
})
afterEach(() => house.close())

const look = () => runAccountLook({ services: house.services, activity: activityOf })
const pass = (days: number) => house.services.clock.advance({ hours: 24 * days })
const account = () => accountView(house.services.db, house.accountId, nowOf(house.services))
const controls = async () =>
  (await findingsOf(house.services.db, house.accountId)).map(({ control }) => control).toSorted()
const publish = async () => {
  await approve(house, await putForward(house))
  await house.work()
}

test('BASE-9.2, ASTON-41: what is found is kept with its clause and the day it was first found, and goes when it is mended', async () => {
  await look()
  const [first] = await findingsOf(house.services.db, house.accountId)
  expect(first).toMatchObject({ control: 'strategy-behind-it', clause: 'BASE-12.5', level: 'advice' })
  pass(1)
  await look()
  expect(await findingsOf(house.services.db, house.accountId)).toEqual([first])
  const objective = { objective: 'More applicants', metric: 'Visits to course pages' }
  expect(
    (await house.call(house.officer, 'PUT', `/accounts/${house.accountId}/objective`, objective)).status,
  ).toBe(200)
  await look()
  expect(await controls()).toEqual([])
})

test('ninety days without a post make an account dormant, its people are told, and its next post wakes it', async () => {
  await publish()
  pass(89)
  await look()
  expect((await account()).state).toBe('active')
  pass(1)
  await look()
  expect(await account()).toMatchObject({
    state: 'dormant',
    stateReason: expect.stringContaining('BASE-12.5'),
    lastPostAt: '2026-11-21T09:00:00.000Z',
  })
  const told = await house.services.db.selectFrom('notice').select(['kind', 'title', 'account_id']).execute()
  expect(told).toContainEqual({
    kind: 'accounts.life',
    title: 'engineering counts as dormant',
    account_id: house.accountId,
  })
  await publish()
  expect((await account()).state).toBe('active')
  await look()
  expect((await account()).state).toBe('active')
})

test('how often it posts is counted over ninety days, and nobody counts what is not known', async () => {
  await publish()
  await publish()
  const figures = await activityOf(
    house.services.db,
    [house.accountId, house.otherAccountId],
    nowOf(house.services),
  )
  expect([...figures]).toEqual([
    [house.accountId, { lastPostAt: '2026-11-21T09:00:00.000Z', postsPerWeek: (2 * 7) / 90 }],
  ])
  pass(91)
  const later = await activityOf(house.services.db, [house.accountId], nowOf(house.services))
  expect(later.get(house.accountId)?.postsPerWeek).toBe(0)
})

test('ASTON-53: a task of the policy is one duty of the office it names, until it is found no more', async () => {
  await house.adopt('aston')
  await publish()
  pass(151)
  await look()
  const duties = () => openDuties(house.services.db, { accountId: house.accountId })
  const [duty, ...more] = await duties()
  expect(duty).toMatchObject({ clause: 'ASTON-53', control: 'not-attended', office: { id: 'digital-team' } })
  expect(more).toEqual([])
  pass(1)
  await look()
  expect(await duties()).toEqual([duty])
  await publish()
  await look()
  expect(await duties()).toEqual([])
})

test('an affiliate’s account is not looked at', async () => {
  await house.services.db.updateTable('unit').set({ affiliate: true }).execute()
  await look()
  expect(await controls()).toEqual([])
})

test('ESSEX-13, ESSEX-43: the policy finds its own vacant office and its own review, and both become duties', async () => {
  await house.adopt('essex')
  await runPolicyLook(house.services)
  const clauses = async () =>
    (await openDuties(house.services.db, { kind: 'policy.finding' })).map(({ clause }) => clause).toSorted()
  expect(await clauses()).toContain('ESSEX-13')
  const before = await clauses()
  await runPolicyLook(house.services)
  expect(await clauses()).toEqual(before)
  await giveOffice(house, 'digital-marketing-officer', house.officer.actor.personId)
  await house.services.db.updateTable('office').set({ email: 'digital@example.ac.uk' }).execute()
  await runPolicyLook(house.services)
  expect(await clauses()).not.toContain('ESSEX-13')
})
