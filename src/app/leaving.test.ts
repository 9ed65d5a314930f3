import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { postsStandingOf, postsWaitingOn, scheduledOn } from '#features/posts/index.ts'
import { runLeavings } from '#features/register/leaving/close-due.ts'
import { runNetworkReviews } from '#features/register/watch/network-duties.ts'
import { approve, packsHouse, putForward, type PacksHouse } from './packs-in-force/house.ts'

/** The watch over networks, and the way off them, as far as it goes in the house. */

let house: PacksHouse
beforeEach(async () => {
  house = await packsHouse()
})
afterEach(() => house.close())

const path = () => `/accounts/${house.accountId}`
const deps = () => ({
  services: house.services,
  networks: house.networks,
  postsOn: postsWaitingOn,
  scheduledOn,
  postsStanding: postsStandingOf,
})
const step = (name: string, done = true) =>
  house.call(house.officer, 'PUT', `${path()}/leaving/steps/${name}`, { done, note: '' })
const begin = (changes: object = {}) =>
  house.call(house.officer, 'POST', `${path()}/leaving`, {
    reason: 'The network closes.',
    closesOn: '2026-12-10',
    successorId: house.otherAccountId,
    ...changes,
  })
const version = async () => {
  const { body } = await house.call(house.officer, 'GET', `${path()}/leaving`)
  return (body as { leaving: { version: number } }).leaving.version
}
const stateOf = async () => ((await house.call(house.officer, 'GET', path())).body as { state: string }).state
const publicPage = async () => (await house.app.inject(`/public/accounts/${house.accountId}`)).body

test('an account leaves its network step by step, is closed on its day, and the register says where to go', async () => {
  const { status, body } = await begin()
  expect(status).toBe(201)
  expect(body).toMatchObject({
    successor: { name: 'library' },
    leaving: {
      signpost:
        'This account on Practice is no longer used. You find us as @library on Practice from now on. Nobody answers here after 10 December 2026.',
    },
  })
  expect(await stateOf()).toBe('active')
  const drafted = await house.call(house.officer, 'POST', `${path()}/leaving/signpost`, {})
  expect(drafted.status).toBe(201)
  expect(await house.call(house.officer, 'POST', `${path()}/leaving/signpost`, {})).toMatchObject({
    status: 409,
    body: { code: 'register.signpost-drafted' },
  })
  for (const name of ['records', 'signpost', 'network']) expect((await step(name)).status).toBe(200)
  const told = await house.call(house.officer, 'POST', `${path()}/leaving/telling`, {
    version: await version(),
  })
  expect(told).toMatchObject({ status: 201, body: { account: { state: 'closing' } } })
  expect(
    (told.body as { leaving: { steps: { done: boolean }[] } }).leaving.steps.map(({ done }) => done),
  ).toEqual([true, true, true, true, true])
  await runLeavings(deps())
  expect(await stateOf()).toBe('closing')
  house.services.clock.advance({ hours: 24 * 20 })
  await runLeavings(deps())
  expect(await stateOf()).toBe('closed')
  expect(await openDuties(house.services.db, { accountId: house.accountId })).toMatchObject([
    { key: `keep-handle:${house.accountId}`, clause: 'BASE-12.7', due: '2027-12-11T23:59:59.999Z' },
  ])
  const { body: list } = await house.call(house.officer, 'GET', '/networks-watch/practice/leaving')
  expect(list['accounts']).toContainEqual(
    expect.objectContaining({ state: 'closed', successor: 'library', maySteps: true }),
  )
  // Who writes there but does not run it is not sent to its steps.
  const { body: seen } = await house.call(house.author, 'GET', '/networks-watch/practice/leaving')
  expect(seen['accounts']).toContainEqual(expect.objectContaining({ id: house.accountId, maySteps: false }))
})

test('the public register says where to go while it is being closed, and afterwards', async () => {
  // Practice is no place outside, so the two stand for accounts on another network.
  await house.services.db.updateTable('account').set({ network: 'mastodon' }).execute()
  await begin()
  expect(await publicPage()).not.toContain('Go to')
  await house.call(house.officer, 'POST', `${path()}/leaving/telling`, { version: await version() })
  expect(await publicPage()).toMatch(
    /It is being closed\. Go to\s+<a href="[^"]+">library on Mastodon<\/a>, @library/,
  )
  await house.services.db
    .updateTable('account')
    .set({ state: 'closed' })
    .where('id', '=', house.accountId)
    .execute()
  expect(await publicPage()).toMatch(/Go to\s+<a href="[^"]+">library on Mastodon/)
})

test('on the day, what is not done is somebody’s duty and the account is not closed', async () => {
  await begin()
  await step('records')
  const waiting = await putForward(house)
  await approve(house, waiting)
  house.services.clock.advance({ hours: 24 * 20 })
  await runLeavings(deps())
  expect(await stateOf()).toBe('active')
  expect(await openDuties(house.services.db, { accountId: house.accountId })).toMatchObject([
    { key: `leaving-close:${house.accountId}`, person: { name: 'Digital Marketing Officer' } },
  ])
  const { body: account } = await house.call(house.officer, 'GET', path())
  const close = { version: account['version'], reason: 'Now.', whenDone: true }
  expect(await house.call(house.officer, 'POST', `${path()}/closing`, close)).toMatchObject({
    status: 409,
    body: { code: 'register.leaving-steps' },
  })
})

test('a last post that Rostrum published is no matter of anybody’s word', async () => {
  await begin()
  const postId = await putForward(house)
  await approve(house, postId)
  const { db } = house.services
  await db.updateTable('leaving').set({ post_id: postId }).where('account_id', '=', house.accountId).execute()
  const signpost = async () => {
    const { body } = await house.call(house.officer, 'GET', `${path()}/leaving`)
    return (body as { leaving: { steps: unknown[] } }).leaving.steps[1]
  }
  expect(await signpost()).toMatchObject({ done: false })
  const at = '2026-11-21T10:00:00.000Z'
  const publication = db.updateTable('publication').where('post_id', '=', postId)
  await publication.set({ state: 'verified', published_at: at }).execute()
  expect(await signpost()).toMatchObject({ done: true, proved: true, at, by: null })
  await publication.set({ removed_at: at }).execute()
  expect(await signpost()).toMatchObject({ done: false })
})

test('its records are exported by governance, and the step is done', async () => {
  await begin()
  const records = async () => {
    const { body } = await house.call(house.officer, 'GET', `${path()}/leaving`)
    return (body as { leaving: { steps: unknown[] } }).leaving.steps[0]
  }
  const exported = (query: string) =>
    house.call(house.owner, 'GET', `/records/export?account=${house.accountId}${query}`)
  expect((await exported('&kind=register')).status).toBe(200)
  expect((await exported('&content=withheld')).status).toBe(200)
  expect(await records()).toMatchObject({ done: false })
  expect((await exported('')).status).toBe(200)
  expect(await records()).toMatchObject({ done: true, proved: true, by: 'Policy Officer' })
})

test('it can be given up: nothing of it stays, and the account speaks again', async () => {
  await begin()
  await step('network')
  await house.call(house.officer, 'POST', `${path()}/leaving/telling`, { version: await version() })
  expect(await stateOf()).toBe('closing')
  const end = { version: await version(), reason: 'The network stays after all.' }
  expect(await house.call(house.officer, 'POST', `${path()}/leaving/given-up`, end)).toMatchObject({
    body: { leaving: null, successor: null },
  })
  expect(await stateOf()).toBe('active')
  expect(await openDuties(house.services.db, { accountId: house.accountId })).toEqual([])
  expect((await begin()).body).toMatchObject({
    leaving: { steps: [{ done: false }, { done: false }, { done: false }, {}, {}] },
  })
})

test('one leaving for each account, and bad input is said beside its field', async () => {
  expect(await begin({ successorId: house.accountId })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'successorId' }] },
  })
  expect(await begin({ closesOn: '2026-11-21' })).toMatchObject({
    status: 422,
    body: { fields: [{ path: 'closesOn' }] },
  })
  expect(await step('records')).toMatchObject({ status: 409, body: { code: 'register.not-leaving' } })
  const both = await Promise.all([begin(), begin()])
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  expect((await house.call(house.author, 'GET', `${path()}/leaving`)).status).toBe(403)
  expect((await step('posts')).status).toBe(422)
  const change = { version: 99, closesOn: '2027-01-10' }
  expect(await house.call(house.officer, 'PATCH', `${path()}/leaving`, change)).toMatchObject({
    status: 409,
    body: { code: 'register.changed-meanwhile' },
  })
})

const entry = {
  version: 0,
  state: 'fine',
  ownerOffice: null,
  termsUrl: 'https://social.example/terms',
  termsReadOn: '2026-11-20',
  charges: 'Nothing.',
  closesOn: null,
  api: 'Free within limits.',
  reviewDue: '2026-12-15',
}
const enter = (changes: object = {}) =>
  house.call(house.officer, 'PUT', '/networks-watch/practice', { ...entry, ...changes })

test('the entry of a network has its own review, which is a duty of who keeps watch', async () => {
  expect(await enter()).toMatchObject({ status: 200, body: { version: 1, accounts: 2, state: 'fine' } })
  await runNetworkReviews(house.services)
  const duties = () => openDuties(house.services.db, { kind: 'network.review' })
  expect(await duties()).toMatchObject([
    { key: 'network-review:practice', clause: 'BASE-12.7', person: null, role: { id: 'officer' } },
  ])
  const reviewed = await house.call(house.officer, 'POST', '/networks-watch/practice/reviews', {
    version: 1,
    note: 'Nothing new.',
    termsRead: true,
    nextDue: '2027-05-15',
  })
  expect(reviewed).toMatchObject({
    status: 201,
    body: { termsReadOn: '2026-11-21', story: [{ what: 'reviewed' }, {}] },
  })
  expect(await duties()).toEqual([])
})

test('two who write one entry, a strange network, a bad link and a far date are told so', async () => {
  expect((await enter()).status).toBe(200)
  expect(await enter()).toMatchObject({ status: 409, body: { code: 'register.network-changed-meanwhile' } })
  expect((await enter({ version: 1, termsUrl: 'javascript:alert(1)' })).status).toBe(422)
  expect(await enter({ version: 1, reviewDue: '2029-01-01' })).toMatchObject({
    body: { fields: [{ path: 'reviewDue' }] },
  })
  expect(await enter({ version: 1, termsReadOn: '2026-12-01' })).toMatchObject({ status: 422 })
  expect(await enter({ version: 1, ownerOffice: 'nobody' })).toMatchObject({
    body: { fields: [{ path: 'ownerOffice' }] },
  })
  expect((await house.call(house.officer, 'GET', '/networks-watch/nowhere')).status).toBe(404)
  expect((await house.call(house.author, 'PUT', '/networks-watch/practice', entry)).status).toBe(403)
})
