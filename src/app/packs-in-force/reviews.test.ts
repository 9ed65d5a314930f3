import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { activityOf } from '#features/posts/index.ts'
import { runAccountLook } from '#features/register/life/daily.ts'
import { runNetworkChanged } from '#features/register/watch/network-change.ts'
import { runReviewLook } from '#features/register/reviews/review-duties.ts'
import { nowOf } from '#platform/services.ts'
import { packsHouse, type PacksHouse } from './house.ts'

/** Accounts are looked at again: when their date comes, and when their network changes. */

let house: PacksHouse
let administrator: SignedIn
beforeEach(async () => {
  house = await packsHouse()
  administrator = await signInAs(house.services, {
    name: 'Faculty Communications Lead',
    accounts: [{ accountId: house.accountId, relation: 'administrator' }],
  })
  await house.services.db
    .updateTable('account_member')
    .set({ designated: false })
    .where('account_id', '=', house.accountId)
    .execute()
  await house.services.db
    .updateTable('account_member')
    .set({ designated: true })
    .where('account_id', '=', house.accountId)
    .where('person_id', '=', administrator.actor.personId)
    .execute()
})
afterEach(() => house.close())

const path = () => `/accounts/${house.accountId}`
const inDays = (days: number) =>
  house.services.clock
    .now()
    .add({ hours: 24 * days })
    .toString({ fractionalSecondDigits: 3 })
const dueIn = (days: number) =>
  house.services.db
    .updateTable('account')
    .set({ review_due: inDays(days) })
    .where('id', '=', house.accountId)
    .execute()
const duties = () => openDuties(house.services.db, { accountId: house.accountId })
const look = async () => {
  await runReviewLook(house.services)
  await runAccountLook({ services: house.services, activity: activityOf })
}
const objective = {
  objective: 'More applicants',
  metric: 'Visits to the course pages',
  baseline: '10',
  target: '20',
}
async function review(who: SignedIn, changes: object = {}) {
  const { body: sheet } = await house.call(who, 'GET', `${path()}/review`)
  const { account, readAt, nextDue } = sheet as {
    account: { version: number }
    readAt: string
    nextDue: string
  }
  return house.call(who, 'POST', `${path()}/reviews`, {
    version: account.version,
    readAt,
    progress: 'on-the-way',
    figure: '14 visits a day',
    hoursPerWeek: 4,
    note: 'It is looked after and does what it is for.',
    outcome: 'keep',
    nextDue,
    objective,
    ...changes,
  })
}
async function change() {
  const input = {
    kind: 'terms',
    what: 'Content may be used to train machines.',
    from: '2026-12-01',
    source: '',
  }
  const { status, body } = await house.call(house.officer, 'POST', '/networks-watch/practice/changes', input)
  expect(status).toBe(201)
  const [{ id }] = (body as { changes: [{ id: string }] }).changes
  await runNetworkChanged(house.services, id)
  return id
}

test('BASE-12.7: a review is a duty four weeks ahead, of who answers first, and a review settles it', async () => {
  await dueIn(29)
  await look()
  expect(await duties()).toEqual([])
  house.services.clock.advance({ hours: 25 })
  await look()
  expect(await duties()).toMatchObject([
    {
      key: `review:${house.accountId}`,
      clause: 'BASE-12.7',
      person: { name: 'Faculty Communications Lead' },
      link: `${path()}/review`,
    },
  ])
  const { status, body } = await review(administrator)
  expect([status, body]).toMatchObject([201, { review: { state: 'stands', agreement: null } }])
  expect(await duties()).toEqual([])
  const { body: account } = await house.call(house.officer, 'GET', path())
  expect(account).toMatchObject({
    reviewDue: expect.stringMatching(/^2027-05-22T22:59/),
    reviewedAt: nowOf(house.services),
    hoursPerWeek: 4,
    objective: { target: '20' },
  })
})

test('BASE-12.7: who kept their own overdue account waits for somebody else, and nothing counts before', async () => {
  await dueIn(-40)
  await look()
  const { body } = await review(administrator)
  expect(body).toMatchObject({ review: { state: 'waiting', agreement: { clause: 'BASE-12.7' } } })
  expect((await house.posts.standing(house.accountId))?.stops.map(({ clause }) => clause)).toContain(
    'BASE-1.6',
  )
  expect(await duties()).toMatchObject([{ key: `review-agree:${house.accountId}` }])
  const { id } = (body as { review: { id: string } }).review
  const answer = (who: SignedIn, agreed: boolean, note = '') =>
    house.call(who, 'POST', `/account-reviews/${id}/agreement`, { agreed, note })
  expect(await answer(administrator, true)).toMatchObject({ status: 403, body: { clause: 'BASE-12.7' } })
  expect(await review(administrator)).toMatchObject({ status: 409, body: { code: 'register.review-waits' } })
  expect(await answer(house.officer, false)).toMatchObject({ status: 422 })
  expect(await answer(house.officer, true)).toMatchObject({ status: 201, body: { state: 'stands' } })
  expect((await house.posts.standing(house.accountId))?.stops).toEqual([])
  expect(await answer(house.officer, false, 'After all not.')).toMatchObject({
    status: 409,
    body: { code: 'register.review-settled' },
  })
  expect(await duties()).toEqual([])
})

test('BASE-12.7: a review that is sent back is a duty again, and its writer is told why', async () => {
  await dueIn(-1)
  const { body } = await review(administrator)
  const { id } = (body as { review: { id: string } }).review
  const note = 'Say what you do about the summer.'
  await house.call(house.officer, 'POST', `/account-reviews/${id}/agreement`, { agreed: false, note })
  expect(await duties()).toMatchObject([{ key: `review:${house.accountId}` }])
  expect(await house.services.db.selectFrom('notice').select('text').execute()).toContainEqual({ text: note })
})

test('BASE-12.5: what the policy still finds of an account needs a second pair of eyes', async () => {
  await dueIn(10)
  const { body } = await review(administrator, { objective: null })
  expect(body).toMatchObject({ review: { state: 'waiting', agreement: { clause: 'BASE-12.5' } } })
  const { body: sheet } = await house.call(administrator, 'GET', `${path()}/review`)
  expect(sheet['findings']).toMatchObject([{ clause: 'BASE-12.5' }])
  expect(sheet['scorecard']).toContainEqual(expect.objectContaining({ id: 'two-way', value: null }))
})

test.each([
  ['essex', 'ESSEX-43', 'digital-marketing-officer'],
  ['uwl', 'UWL-7.1e', 'communications-team'],
])(
  '%s: a change of a network opens the review of every account there, by %s',
  async (pack, clause, office) => {
    await house.adopt(pack)
    await dueIn(200)
    await look()
    const before = (await duties()).map(({ clause: named }) => named)
    expect(before).not.toContain(clause)
    await change()
    const mine = async () => (await duties()).filter((duty) => duty.clause === clause)
    expect(await mine()).toMatchObject([
      {
        key: `review:${house.accountId}`,
        clause,
        office: { id: office },
        person: { name: 'Faculty Communications Lead' },
        due: inDays(28),
      },
    ])
    await look()
    expect(await mine(), 'one duty, not two of one control').toHaveLength(1)
    house.services.clock.advance({ seconds: 1 })
    expect((await review(house.officer)).status).toBe(201)
    await look()
    expect(await mine()).toEqual([])
    expect(await house.services.db.selectFrom('notice').select(['kind', 'title']).execute()).toContainEqual({
      kind: 'reviews.network',
      title: 'Practice has changed its terms',
    })
  },
)

test('ASTON-41: the review that comes round is asked for by the university’s own clause', async () => {
  await house.adopt('aston')
  await dueIn(20)
  await look()
  expect(await duties()).toContainEqual(
    expect.objectContaining({ key: `review:${house.accountId}`, clause: 'ASTON-41' }),
  )
})

test('a network that changed after the page was read has not been looked at', async () => {
  await dueIn(10)
  const readAt = nowOf(house.services)
  house.services.clock.advance({ seconds: 1 })
  await change()
  expect(await review(administrator, { readAt })).toMatchObject({
    status: 409,
    body: { code: 'register.network-changed-meanwhile', clause: 'BASE-12.7' },
  })
})

test('of two who review at once, one is told to look again', async () => {
  await dueIn(10)
  const { body } = await house.call(house.officer, 'GET', `${path()}/review`)
  const { version } = (body as { account: { version: number } }).account
  expect((await review(administrator)).status).toBe(201)
  expect(await review(house.officer, { version })).toMatchObject({
    status: 409,
    body: { code: 'register.changed-meanwhile' },
  })
})

test('bad input is said beside its field, and nobody reviews what is not theirs', async () => {
  expect(await review(administrator, { nextDue: '2026-11-20' })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'nextDue' }] },
  })
  expect(await review(administrator, { nextDue: '2028-11-20' })).toMatchObject({
    status: 422,
    body: { clause: 'BASE-12.7' },
  })
  expect((await review(administrator, { outcome: 'resource' })).status).toBe(422)
  const need = { what: 'A second person', officeId: 'no-such-office', personId: null, by: '2027-01-10' }
  expect(await review(administrator, { outcome: 'resource', need })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'need.officeId' }] },
  })
  expect((await house.call(house.author, 'GET', `${path()}/review`)).status).toBe(403)
  await house.services.db.updateTable('unit').set({ affiliate: true }).execute()
  expect(await review(administrator)).toMatchObject({ status: 409, body: { clause: 'BASE-1.7' } })
})

test('what an account needs becomes a duty of who is to provide it; to join or close leads on', async () => {
  await dueIn(10)
  const need = {
    what: 'A second person',
    officeId: null,
    personId: house.officer.actor.personId,
    by: '2027-01-10',
  }
  expect(await review(administrator, { outcome: 'resource', need })).toMatchObject({
    status: 201,
    body: { review: { state: 'stands' } },
  })
  expect(await duties()).toMatchObject([
    { title: 'engineering needs: A second person', person: { name: 'Digital Marketing Officer' } },
  ])
  expect(await review(administrator, { outcome: 'merge' })).toMatchObject({
    body: { next: { href: `/requests/new?kind=merge&account=${house.accountId}` } },
  })
  expect(await review(administrator, { outcome: 'close' })).toMatchObject({
    body: { next: { href: `/requests/new?kind=close&account=${house.accountId}` } },
  })
  expect(await review(house.officer, { outcome: 'close' })).toMatchObject({
    body: { next: { href: `/accounts/${house.accountId}/leave` } },
  })
})
