import { afterAll, beforeAll, expect, test } from 'vitest'
import { packsHouse, putForward, refusalOf, type PacksHouse } from './house.ts'

/** Somebody answers for each official account, from the day that it stands in the register. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

interface Member {
  id: string
  personId: string
}
let made = 0
async function add(administrators: string[]) {
  made += 1
  const [account] = await house.services.db.selectFrom('account').select('unit_id').execute()
  return house.call(house.officer, 'POST', '/accounts', {
    network: 'practice',
    handle: `department-${made}`,
    displayName: 'A department',
    unitId: account!.unit_id,
    purpose: 'News of the department.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators,
  })
}
const membersPath = (account: { id: string }, member?: string) =>
  `/accounts/${account.id}/members${member === undefined ? '' : `/${member}`}`

// The rule is the baseline's, which stays in force beneath the institution's own: its clause is the one that is named.
test.each([
  [null, 'BASE-1.2'],
  ['essex', 'ESSEX-32b, on BASE-1.2'],
  ['aston', 'BASE-1.2'],
])('with %s in force, no account is without somebody who answers for it, by %s', async (pack, by) => {
  await house.adopt(pack)
  const [one, other] = [house.officer.actor.personId, house.author.actor.personId]
  expect(await add([])).toMatchObject({ status: 422, body: { fields: [{ path: 'administrators' }] } })
  const { status, body } = await add([one])
  expect(status).toBe(201)
  const account = body as { id: string; members: Member[] }
  const only = account.members.find(({ personId }) => personId === one)!
  const end = () => house.call(house.officer, 'DELETE', membersPath(account, only.id))
  expect(await end(), by).toMatchObject({
    status: 409,
    body: { code: 'register.last-administrator', clause: 'BASE-1.2' },
  })
  // The way out: somebody else answers for it first.
  const next = { personId: other, relation: 'administrator', until: null }
  expect((await house.call(house.officer, 'POST', membersPath(account), next)).status).toBe(201)
  expect((await end()).status).toBe(200)
})

test('BASE-1.2, ESSEX-32b: nothing goes out on an account whose people have all left', async () => {
  await house.adopt('essex')
  const ended = { until: house.services.clock.now().toString() }
  const { db } = house.services
  await db
    .updateTable('account_member')
    .set(ended)
    .where('account_id', '=', house.otherAccountId)
    .where('relation', '=', 'administrator')
    .execute()
  const refusal = await refusalOf(putForward(house, { accountIds: [house.otherAccountId] }))
  expect(refusal).toMatchObject({ code: 'posts.account-not-ready', extras: { clause: 'BASE-1.2' } })
  expect(await refusalOf(putForward(house, { accountIds: [house.accountId] }))).toBeNull()
})
