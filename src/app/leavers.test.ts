import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { addMember, beginConnection } from '#features/register/index.ts'
import { accountView } from '#features/register/views.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { approve, packsHouse, putForward, type PacksHouse } from './packs-in-force/house.ts'
import { giveOffice, putInForce } from './policy-testing.ts'
import { testKeys } from './testing.ts'

/** Somebody leaves while a post of theirs is due, in a house of several web processes. */

let house: PacksHouse
let webs: ApiApp[]
let manager: SignedIn

beforeEach(async () => {
  house = await packsHouse()
  // As processes beside one another on one server: each remembers callers for itself, and none hears of the others' changes.
  webs = await Promise.all(
    [1, 2].map(() => buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })),
  )
  for (const web of webs) await web.ready()
  manager = await signInAs(house.services, { name: 'System Administrator', roles: ['it'] })
})
afterEach(async () => {
  await Promise.all(webs.map((web) => web.close()))
  await house.close()
})

async function statuses(headers: Record<string, string>): Promise<number[]> {
  const answers = webs.map((web) => web.inject({ url: '/api/posts', headers }))
  return (await Promise.all(answers)).map(({ statusCode }) => statusCode)
}

/** An administrator of both accounts; of the first they are the only one. */
async function answersForBoth(): Promise<SignedIn> {
  const who = await signInAs(house.services, {
    name: 'Theatre Manager',
    accounts: [house.accountId, house.otherAccountId].map((accountId) => ({
      accountId,
      relation: 'administrator' as const,
    })),
  })
  await house.services.db
    .updateTable('account_member')
    .set({ until: nowOf(house.services) })
    .where('account_id', '=', house.accountId)
    .where('person_id', '=', house.officer.actor.personId)
    .execute()
  return who
}

const leave = (who: SignedIn) =>
  webs[0]!.inject({
    method: 'POST',
    url: `/api/people/${who.actor.personId}/end-access`,
    headers: manager.headers,
  })

test('their session and token are worth nothing in any process within a second of it', async () => {
  const leaver = await answersForBoth()
  const made = await webs[0]!.inject({
    method: 'POST',
    url: '/api/me/tokens',
    headers: leaver.headers,
    payload: { name: 'A script', scopes: ['posts.read'], days: 5 },
  })
  const bearer = { authorization: `Bearer ${made.json<{ secret: string }>().secret}` }
  // Both processes have just met them, and remember.
  expect(await statuses(leaver.headers)).toEqual([200, 200])
  expect(await statuses(bearer)).toEqual([200, 200])
  expect((await leave(leaver)).statusCode).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  expect(await statuses(leaver.headers)).toEqual([401, 401])
  expect(await statuses(bearer)).toEqual([401, 401])
})

test.each([
  ['essex', 'ESSEX-32b', 'digital-marketing-officer'],
  ['aston', 'BASE-1.2', null],
  [null, 'BASE-1.2', null],
])(
  'with %s in force their posts stay where nobody answers, by %s; where a deputy does, they go',
  async (pack, clause, office) => {
    await house.adopt(pack)
    if (office) await giveOffice(house, office, house.approver.actor.personId)
    const leaver = await answersForBoth()
    const accountIds = [house.accountId, house.otherAccountId]
    await approve(house, await putForward(house, { by: leaver.actor, accountIds }))
    house.services.clock.advance({ seconds: 1 })
    expect((await leave(leaver)).statusCode).toBe(200)
    await house.work()
    const found = await house.services.db
      .selectFrom('publication')
      .select(['account_id', 'state', 'outcome'])
      .execute()
    expect(Object.fromEntries(found.map((row) => [row.account_id, row.state]))).toEqual({
      [house.accountId]: 'blocked',
      [house.otherAccountId]: expect.stringMatching(/^(published|verified)$/),
    })
    const held = found.find((row) => row.account_id === house.accountId)
    expect(held?.outcome).toMatchObject({
      say: expect.stringContaining('Nobody answers for this account'),
      clause: expect.any(String),
    })
    const [duty] = await openDuties(house.services.db, { keys: [`administrator-sought:${house.accountId}`] })
    expect(duty).toMatchObject({
      clause,
      ...(office ? { office: { id: office }, person: null } : { person: null, role: { id: 'officer' } }),
    })
    const told = await house.services.db
      .selectFrom('notice')
      .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
      .select(['person_id', 'urgent'])
      .where('kind', '=', 'accounts.lacking')
      .execute()
    const asked = office ? house.approver : house.officer
    expect(told).toContainEqual({ person_id: asked.actor.personId, urgent: true })
  },
)

test('what they connected is to be connected by somebody else, and a body that answers for itself is left alone', async () => {
  const leaver = await answersForBoth()
  const { services, networks } = house
  await addMember(services, house.officer.actor, house.accountId, {
    personId: house.officer.actor.personId,
    relation: 'administrator',
    until: null,
  })
  await beginConnection({ services, networks }, leaver.actor, house.accountId, {
    method: 'practice',
    values: {},
  })
  const union = await services.db
    .insertInto('unit')
    .values({
      id: crypto.randomUUID(),
      name: 'Students’ Union',
      kind: 'affiliate',
      parent_id: null,
      affiliate: true,
      example: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await services.db
    .updateTable('account')
    .set({ unit_id: union.id })
    .where('id', '=', house.otherAccountId)
    .execute()
  await services.db
    .updateTable('account_member')
    .set({ until: nowOf(services) })
    .where('account_id', '=', house.otherAccountId)
    .where('person_id', '<>', leaver.actor.personId)
    .execute()
  services.clock.advance({ seconds: 1 })
  expect((await leave(leaver)).statusCode).toBe(200)
  const renewals = await house.call(house.officer, 'GET', '/connection-renewals')
  expect(renewals.body).toMatchObject({ renewals: [{ grantedBy: 'Theatre Manager', why: 'left' }] })
  expect((await house.call(house.officer, 'GET', '/accounts-in-hand')).body).toMatchObject(renewals.body)
  expect((await accountView(services.db, house.otherAccountId, nowOf(services))).paused).toBeNull()
  expect(await openDuties(services.db, { keys: [`administrator-sought:${house.otherAccountId}`] })).toEqual(
    [],
  )
})

test('where the policy wants an office to approve a hand-over, it leads to a request', async () => {
  const approves = `
- id: press-approves
  clause: EX-1.3
  subject: request
  moment: decide
  when: request.kind == "hand-over"
  require: { say: press-approves, all: [{ approval: press-office }] }
`
  const path = `/accounts/${house.accountId}/hand-over`
  expect((await house.call(house.officer, 'GET', path)).body).toMatchObject({ request: null })
  await putInForce(house, approves)
  house.services.clock.advance({ seconds: 1 })
  const href = `/requests/new?kind=hand-over&account=${house.accountId}`
  expect((await house.call(house.officer, 'GET', path)).body).toMatchObject({
    request: { clause: 'EX-1.3', say: 'The Press Office has to approve this.', href },
  })
  const wanted = {
    why: 'change',
    leaver: house.officer.actor.personId,
    keeps: 'deputy',
    designated: house.author.actor.personId,
  }
  expect(await house.call(house.officer, 'POST', path, wanted)).toMatchObject({
    status: 409,
    body: { code: 'register.hand-over-request', clause: 'EX-1.3' },
  })
})
