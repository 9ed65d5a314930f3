/** Connections over months: renewed while idle, told of before they end, and made again without losing anything. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { approvePost } from '#features/posts/decide.ts'
import { content } from '#features/posts/contract.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import { claimDue } from '#features/posts/sending/claim.ts'
import { workOn } from '#features/posts/sending/dispatcher.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { keepApp } from '#features/register/apps/keep-app.ts'
import { finishConnection } from '#features/register/connect.ts'
import { runConnectionCheck } from '#features/register/jobs.ts'
import { connectionState } from '#features/register/views.ts'
import { addAccount, beginConnection, type RegisterDeps } from '#features/register/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import { nowOf } from '#platform/services.ts'
import { startFaultProxy, type FaultProxy } from '../../e2e/peers/fault-proxy.ts'
import { startThreads, type Person, type Threads } from '../../e2e/peers/threads.ts'
import { startX, type XPeer } from '../../e2e/peers/x.ts'
import { createNetworks } from './networks.ts'
import { postsDeps } from './posts-deps.ts'
import { testHouse, unitOf, type TestHouse } from './testing.ts'

let house: TestHouse
let it: SignedIn
let threads: Threads
let x: XPeer
let toThreads: FaultProxy
let deps: RegisterDeps
const ends: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  house = await testHouse()
  const { clock } = house.services
  const now = () => clock.now().epochMilliseconds
  threads = await startThreads({ now })
  x = await startX({ now })
  toThreads = await startFaultProxy(threads.url)
  ends.push(
    () => house.close(),
    threads.stop,
    x.stop,
    () => toThreads.stop(),
  )
  it = await signInAs(house.services, { name: 'System Administrator', roles: ['it'] })
  deps = process()
  await keepApp(deps, it.actor, 'threads', {
    version: 0,
    values: { clientId: threads.clientId, clientSecret: threads.clientSecret },
  })
  await keepApp(deps, it.actor, 'x', { version: 0, values: x.app })
})
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** The house as one more process has it: networks of its own on the same database. */
function process(): RegisterDeps {
  const services = {
    ...house.services,
    config: { ...house.services.config, networkOrigins: { threads: toThreads.url, x: x.url } },
    fetch: createGuardedFetch({
      allowPrivate: [new URL(toThreads.url).host, x.host],
      userAgent: 'Rostrum test',
    }),
  }
  return { services, networks: createNetworks(services) }
}

async function account(network: string, handle: string): Promise<string> {
  const added = await addAccount(house.services, house.officer.actor, {
    network,
    handle,
    displayName: `Engineering on ${network}`,
    unitId: await unitOf(house),
    purpose: 'News of the school for its students.',
    audiences: ['students'],
    hoursPerWeek: 2,
    administrators: [house.author.actor.personId],
  })
  return added.id
}

/** Goes through the network's own pages as a browser would. */
async function connect(network: string, accountId: string, person: Person): Promise<void> {
  const begun = await beginConnection(deps, house.officer.actor, accountId, { method: 'oauth', values: {} })
  if (begun.kind !== 'redirect') throw new Error('There is no page to go to.')
  const press = (fields: Record<string, string>, cookie = '') =>
    fetch(begun.url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
    })
  const entered = await press({ does: 'sign-in', username: person.username, password: person.password })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const back = new URL((await press({ does: 'allow' }, cookie)).headers.get('location') ?? '')
  const done = await finishConnection(deps, house.officer.actor, network, back.searchParams)
  expect(done).toEqual({ accountId, problem: null })
}

const state = (accountId: string) => connectionState(house.services.db, accountId, nowOf(house.services))
const renewals = () => toThreads.log.filter(({ url }) => url.startsWith('/refresh_access_token')).length
const duties = async (accountId: string) =>
  (await openDuties(house.services.db, { accountId })).filter(({ key }) => key.startsWith('connection-ends:'))
const told = (accountId: string) =>
  house.services.db
    .selectFrom('notice')
    .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
    .select(['notice.title', 'notice_recipient.person_id as personId'])
    .where('notice.kind', '=', 'accounts.connection')
    .where('notice.account_id', '=', accountId)
    .orderBy('notice.at')
    .execute()
const titles = async (accountId: string) => [...new Set((await told(accountId)).map(({ title }) => title))]

async function onThreads(): Promise<{ id: string; person: Person }> {
  const person = threads.addAccount({ username: 'engineering', password: 'p' })
  const id = await account('threads', 'engineering')
  await connect('threads', id, person)
  return { id, person }
}

test('an idle account is renewed for months, once by two processes at a time, and nobody is told', async () => {
  const { id } = await onThreads()
  const [one, other] = [process(), process()]
  for (let round = 1; round <= 6; round++) {
    house.services.clock.advance({ hours: 24 * 21 })
    await Promise.all([runConnectionCheck(one), runConnectionCheck(other)])
    expect(renewals()).toBe(round)
    await runConnectionCheck(one)
    expect(renewals()).toBe(round)
  }
  expect(await state(id)).toBe('connected')
  expect(await told(id)).toEqual([])
  expect(await duties(id)).toEqual([])
})

test('what cannot be renewed is told of 14, 7 and 1 days ahead, once each, and is a duty until it is done', async () => {
  const { id, person } = await onThreads()
  toThreads.fail('/refresh_access_token', { kind: 'answer', status: 503, headers: {}, body: '' }, 1_000)
  const { clock } = house.services
  const check = async () => {
    await runConnectionCheck(deps)
    await runConnectionCheck(deps)
    return titles(id)
  }
  const name = 'The connection of Engineering on threads to Threads ends within'
  const marks = [`${name} fourteen days`, `${name} seven days`, `${name} a day`]
  clock.advance({ hours: 24 * 45 })
  expect(await check()).toEqual([])
  clock.advance({ hours: 24 * 2 })
  expect(await check()).toEqual(marks.slice(0, 1))
  expect(await state(id)).toBe('expiring')
  // The one who answers for the account, and the one who gave the permission.
  const both = [house.author, house.officer].map(({ actor }) => actor.personId).toSorted()
  expect((await told(id)).map(({ personId }) => personId).toSorted()).toEqual(both)
  expect(await duties(id)).toMatchObject([
    {
      kind: 'account.tokens',
      title: 'Connect Engineering on threads to Threads again',
      link: `/accounts/${id}`,
      person: { id: house.author.actor.personId },
    },
  ])
  clock.advance({ hours: 24 * 7 })
  expect(await check()).toEqual(marks.slice(0, 2))
  clock.advance({ hours: 24 * 5 + 12 })
  expect(await check()).toEqual(marks)
  toThreads.clear()
  await connect('threads', id, person)
  expect(await duties(id)).toEqual([])
  expect(await state(id)).toBe('connected')
  clock.advance({ hours: 1 })
  expect(await check()).toEqual(marks)
})

test('a renewal that comes after all ends the duty by itself', async () => {
  const { id } = await onThreads()
  toThreads.fail('/refresh_access_token', { kind: 'answer', status: 503, headers: {}, body: '' }, 1_000)
  house.services.clock.advance({ hours: 24 * 48 })
  await runConnectionCheck(deps)
  expect(await duties(id)).toHaveLength(1)
  toThreads.clear()
  house.services.clock.advance({ hours: 12 })
  await runConnectionCheck(deps)
  expect(await state(id)).toBe('connected')
  expect(await duties(id)).toEqual([])
})

test('connecting again keeps the entry, the schedule and what was published', async () => {
  const person = x.addAccount('engineering')
  const id = await account('x', 'engineering')
  await connect('x', id, person)
  const posts = postsDeps(deps.services, deps.networks, () => {})
  const scheduled = async (text: string, schedule: { local: string } | null) => {
    const draft = content.parse({ parts: [{ text, media: [], link: null }], variants: {} })
    const postId = await createDraft(posts, house.officer.actor, {
      title: text,
      content: draft,
      accountIds: [id],
      schedule,
    })
    await submitPost(posts, house.officer.actor, postId, 1)
    const view = await viewPost(posts, approver.actor, postId)
    const digests = Object.fromEntries(view.targets.map(({ accountId, digest }) => [accountId, digest ?? '']))
    await approvePost(posts, approver.actor, postId, { digests, note: '' })
    return postId
  }
  const approver = await signInAs(house.services, { name: 'Second Officer', roles: ['officer'] })
  const before = await scheduled('The first.', null)
  await workOff(posts)
  const later = await scheduled('The second.', { local: '2026-11-25T10:00' })
  const rows = () =>
    house.services.db
      .selectFrom('publication')
      .select(['id', 'post_id as postId', 'due_at as dueAt'])
      .orderBy('id')
      .execute()
  const entry = () =>
    house.services.db
      .selectFrom('account')
      .select(['id', 'handle', 'remote_id', 'state', 'version', 'url', 'created_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const [rowsBefore, entryBefore] = [await rows(), await entry()]
  x.oauth.revoke(person)
  house.services.clock.advance({ hours: 25 })
  await runConnectionCheck(deps)
  expect(await state(id)).toBe('reconnect')
  expect(await duties(id)).toHaveLength(1)
  expect(await titles(id)).toEqual(['The connection of Engineering on x to X has ended'])
  await connect('x', id, person)
  expect([await rows(), await entry()]).toEqual([rowsBefore, entryBefore])
  expect(await duties(id)).toEqual([])
  house.services.clock.set('2026-11-25T10:00:10Z')
  await workOff(posts)
  const states = async (postId: string) =>
    (await viewPost(posts, house.officer.actor, postId)).publications.map((publication) => publication.state)
  expect([await states(before), await states(later)]).toEqual([['verified'], ['verified']])
  expect(x.posts(person).map(({ text }) => text)).toEqual(['The first.', 'The second.'])
})

/** Sends what is due, and reads it back. */
async function workOff(posts: PostsDeps): Promise<void> {
  const { clock, db } = house.services
  for (let round = 0; round < 6; round++) {
    for (const publication of await claimDue(db, 'test-worker', clock.now(), { most: 10, few: 0 }))
      await workOn(posts, publication)
    clock.advance({ seconds: 10 })
  }
}
