import { afterEach, beforeEach, expect, test } from 'vitest'
import { moveAccount } from '#features/register/life/move.ts'
import { pauseAccount, resumeAccount } from '#features/register/life/pause.ts'
import { accountView } from '#features/register/views.ts'
import { sendNow } from '#features/posts/control.ts'
import { nowOf } from '#platform/services.ts'
import { approve, packsHouse, putForward, refusalOf, type PacksHouse } from './house.ts'

/** What an account needs before anything goes out from it: when a post is put forward, approved, sent, and sent again. */

let house: PacksHouse
beforeEach(async () => {
  house = await packsHouse()
})
afterEach(() => house.close())

const now = () => nowOf(house.services)
const days = (count: number) =>
  house.services.clock
    .now()
    .add({ hours: 24 * count })
    .toString({ fractionalSecondDigits: 3 })
const set = (changes: object, id = house.accountId) =>
  house.services.db.updateTable('account').set(changes).where('id', '=', id).execute()
const move = (to: 'closing' | 'dormant' | 'active') =>
  house.services.db
    .transaction()
    .execute((tx) =>
      moveAccount(tx, now(), house.officer.actor, { accountId: house.accountId, to, reason: 'Test.' }),
    )
const pause = () =>
  pauseAccount(house.services, house.officer.actor, house.accountId, { reason: 'The editor is away.' })
const publications = () =>
  house.services.db
    .selectFrom('publication')
    .select(['id', 'state', 'outcome'])
    .orderBy('created_at')
    .execute()

test('BASE-1.6: a paused account stops a post where it is put forward, approved, sent, and sent again', async () => {
  const waiting = await putForward(house)
  const approved = await putForward(house)
  await approve(house, approved)
  await pause()
  const refusal = {
    code: 'posts.account-not-ready',
    message: '@engineering cannot publish. The account is paused: The editor is away.',
    extras: { clause: 'BASE-1.6', fix: expect.stringContaining('pause') },
  }
  expect(await refusalOf(putForward(house))).toMatchObject(refusal)
  expect(await refusalOf(approve(house, waiting))).toMatchObject(refusal)
  await house.work()
  const [blocked] = await publications()
  expect(blocked).toMatchObject({
    state: 'blocked',
    outcome: { kind: 'account', say: 'The account is paused: The editor is away.', clause: 'BASE-1.6' },
  })
  const again = () => sendNow(house.posts, house.officer.actor, blocked!.id)
  expect(await refusalOf(again())).toMatchObject(refusal)
  await resumeAccount(house.services, house.officer.actor, house.accountId)
  await again()
  await house.work()
  expect((await publications()).map((row) => row.state)).toEqual(['published'])
})

test('BASE-1.6: nothing goes out from an account that is being closed', async () => {
  const id = await putForward(house)
  await approve(house, id)
  await move('closing')
  await house.work()
  expect(await publications()).toMatchObject([{ state: 'blocked', outcome: { clause: 'BASE-1.6' } }])
  await move('active')
  expect(await refusalOf(putForward(house))).toBeNull()
})

test('a dormant account may publish, and its post makes it active again', async () => {
  await move('dormant')
  const id = await putForward(house)
  await approve(house, id)
  await house.work()
  expect(await accountView(house.services.db, house.accountId, now())).toMatchObject({
    state: 'active',
    stateReason: 'It published again.',
    lastPostAt: expect.stringMatching(/^20/),
  })
})

test('BASE-1.6: a review that is thirty days overdue stops nothing, one day more does, and a review mends it', async () => {
  await set({ review_due: days(-30) })
  expect(await refusalOf(putForward(house))).toBeNull()
  await set({ review_due: days(-31) })
  expect(await refusalOf(putForward(house))).toMatchObject({
    code: 'posts.account-not-ready',
    message: expect.stringContaining('more than thirty days overdue'),
    extras: { clause: 'BASE-1.6' },
  })
  await set({ review_due: days(100) })
  expect(await refusalOf(putForward(house))).toBeNull()
})

test('BASE-1.7: an affiliate’s account is not published from, and cannot be connected', async () => {
  await house.services.db.updateTable('unit').set({ affiliate: true }).execute()
  expect(await refusalOf(putForward(house))).toMatchObject({ extras: { clause: 'BASE-1.7' } })
  const connect = { method: 'practice', values: {} }
  expect(
    await house.call(house.officer, 'POST', `/accounts/${house.accountId}/connection`, connect),
  ).toMatchObject({
    status: 409,
    body: { clause: 'BASE-1.7' },
  })
})

test.each([
  [null, 'BASE-1.2'],
  ['essex', 'ESSEX-32b'],
])('with %s in force, an account with nobody is told so by %s', async (pack, clause) => {
  await house.adopt(pack)
  await house.services.db
    .updateTable('account_member')
    .set({ until: now() })
    .where('account_id', '=', house.accountId)
    .where('relation', '=', 'administrator')
    .execute()
  const standing = await house.posts.standing(house.accountId)
  expect(standing?.stops.map((stop) => stop.clause)).toContain(clause)
  expect(standing?.stops[0]?.clause).toBe('BASE-1.2')
})
