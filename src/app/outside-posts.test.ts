import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { runLookOutside } from '#features/posts/afterwards/jobs.ts'
import { listOutside, outsideCsv } from '#features/posts/afterwards/list-outside.ts'
import { acceptOutside, sayWhoPosted, takeDownOutside } from '#features/posts/afterwards/outside-deeds.ts'
import { setPinned } from '#features/posts/afterwards/pin.ts'
import { noticedFor, viewAccountAfterwards, viewAfterwards } from '#features/posts/afterwards/views.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { NetworkTrouble, type OwnPosts } from '#networks/contract.ts'
import { createMastodon } from '#networks/mastodon/index.ts'
import { insertPost } from '#networks/practice/store.ts'
import { testContext } from '#networks/test-context.ts'
import { part } from '#networks/test-parts.ts'
import { json } from '#platform/db/index.ts'
import { startMastodon } from '../../e2e/peers/mastodon.ts'
import { approve } from './packs-in-force/house.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Posts on official accounts that did not go through Rostrum: on Practice, past Rostrum, and on a Mastodon server. */

let house: TestHouse
let administrator: SignedIn
beforeEach(async () => {
  house = await testHouse()
  administrator = await signInAs(house.services, {
    name: 'Account Administrator',
    accounts: [{ accountId: house.accountId, relation: 'administrator' }],
  })
})
afterEach(() => house.close())

const pass = (time: Temporal.DurationLike) => house.services.clock.advance(time)
const look = () => runLookOutside(house.posts)
const quarter = { minutes: 16 }

async function past(text: string, accountId = house.accountId): Promise<void> {
  const createdAt = house.services.clock.now().toString()
  await insertPost(house.services.db, accountId, part(text, { createdAt }))
}

async function published(text: string, accountId = house.accountId): Promise<string> {
  const id = await createDraft(house.posts, house.author.actor, {
    title: text,
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [accountId],
    schedule: null,
  })
  await submitPost(house.posts, house.author.actor, id, 1)
  await approve(house, id)
  await house.work()
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  return publication?.id ?? ''
}

const all = { q: '' }
const list = (actor = house.officer.actor) => listOutside(house.posts, actor, all)
const reason = 'It was agreed by telephone.'
const told = () =>
  house.services.db
    .selectFrom('notice')
    .innerJoin('notice_recipient', 'notice_id', 'id')
    .select(['title', 'text', 'mail', 'person_id'])
    .where('kind', '=', 'posts.outside')
    .orderBy('notice.at')
    .execute()

test('a post past Rostrum is found once, recorded, told to the administrators, and named with the clause', async () => {
  await published('One of ours.')
  await look()
  pass(quarter)
  await past('Not one of ours.')
  pass({ minutes: 1 })
  await look()
  const { posts, total, clause } = await list()
  expect({ total, clause }).toEqual({ total: 1, clause: 'BASE-2.1' })
  expect(posts).toMatchObject([
    { text: 'Not one of ours.', state: 'open', account: { handle: 'engineering', network: 'practice' } },
  ])
  expect(posts[0]?.url).toContain('/practice/engineering/')
  const notices = await told()
  expect(notices.map((row) => row.person_id).toSorted()).toEqual(
    [house.officer.actor.personId, administrator.actor.personId].toSorted(),
  )
  expect(notices[0]).toMatchObject({ title: 'Posted outside Rostrum: engineering on Practice' })
  expect(notices[0]?.text).toContain('Clause BASE-2.1')
  for (let round = 0; round < 3; round++) {
    pass(quarter)
    await look()
  }
  expect(await told()).toHaveLength(2)
  const records = await house.services.db
    .selectFrom('ledger_entry')
    .select('account_id')
    .where('kind', '=', 'outside.found')
    .execute()
  expect(records).toEqual([{ account_id: house.accountId }])
  expect(await noticedFor(house.posts, administrator.actor)).toMatchObject({
    outside: [{ accountId: house.accountId, posts: 1 }],
  })
})

test('the first look begins at the connection, and an account is looked at every quarter of an hour', async () => {
  await insertPost(
    house.services.db,
    house.accountId,
    part('Long ago.', { createdAt: '2026-11-20T09:00:00.000Z' }),
  )
  await look()
  expect(await list()).toMatchObject({ total: 0 })
  await past('Just now.')
  pass({ minutes: 10 })
  await look()
  expect(await list()).toMatchObject({ total: 0 })
  pass({ minutes: 6 })
  await look()
  expect(await list()).toMatchObject({ total: 1 })
})

/** As it is when a part was sent and nobody knows where it stands. */
async function forgetWhere(id: string): Promise<void> {
  const { db } = house.services
  const { parts } = await db
    .selectFrom('publication')
    .select('parts')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const unknown = json(parts.map((one) => ({ ...one, ref: null })))
  await db.updateTable('publication').set({ parts: unknown }).where('id', '=', id).execute()
}

test('what was sent and has had no answer yet is never taken for a post outside', async () => {
  const id = await published('Sent, and nobody knows.')
  const { db } = house.services
  await forgetWhere(id)
  await db
    .updateTable('publication')
    .set({ state: 'unknown', url: null, next_at: '2027-01-01T00:00:00Z' })
    .where('id', '=', id)
    .execute()
  await look()
  for (let hours = 0; hours < 30; hours += 5) {
    pass({ hours: 5 })
    await look()
  }
  expect(await list()).toMatchObject({ total: 0 })
  await db.updateTable('publication').set({ state: 'cancelled' }).where('id', '=', id).execute()
  pass(quarter)
  await look()
  expect(await list()).toMatchObject({ total: 1 })
})

test('what a person settled by its address is ours', async () => {
  const id = await published('Settled by hand.')
  await forgetWhere(id)
  await look()
  expect(await list()).toMatchObject({ total: 0 })
})

test('somebody who answers for the account says that it is fine, who posted it, or takes it down', async () => {
  await past('Fine.')
  await past('Not fine.')
  await look()
  const idOf = async (text: string) => (await list()).posts.find((post) => post.text === text)?.id ?? ''
  const [fine, not] = [await idOf('Fine.'), await idOf('Not fine.')]
  await expect(acceptOutside(house.posts, house.author.actor, fine, reason)).rejects.toThrow('permission')
  await acceptOutside(house.posts, administrator.actor, fine, reason)
  await expect(acceptOutside(house.posts, house.officer.actor, fine, reason)).rejects.toThrow('settled')
  await sayWhoPosted(house.posts, administrator.actor, fine, 'The night desk')
  await takeDownOutside(house.posts, administrator.actor, not, 'It names a student.')
  expect((await list()).posts).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ state: 'fine', reason, postedBy: 'The night desk' }),
      expect.objectContaining({ state: 'taken-down', reason: 'It names a student.' }),
    ]) as unknown[],
  )
  const standing = await house.services.db
    .selectFrom('practice_post')
    .select('text')
    .where('deleted_at', 'is', null)
    .execute()
  expect(standing).toEqual([{ text: 'Fine.' }])
  expect(await viewAccountAfterwards(house.posts, administrator.actor, house.accountId)).toMatchObject({
    outside: { can: true, open: 0, total: 2, latest: [], trouble: null },
  })
})

test('what was deleted is recorded as that, although somebody let it stand while the network was asked', async () => {
  await past('It names a student.')
  await look()
  const [found] = (await list()).posts
  const id = found?.id ?? ''
  const slow = async (accountId: string) =>
    new Proxy(await house.posts.openSession(accountId), {
      get(session, name) {
        const value: unknown = Reflect.get(session, name, session)
        if (typeof value !== 'function') return value
        if (name !== 'remove') return value.bind(session)
        return async (ref: unknown) => {
          await acceptOutside(house.posts, house.officer.actor, id, reason)
          return value.call(session, ref)
        }
      },
    })
  await takeDownOutside({ ...house.posts, openSession: slow }, administrator.actor, id, 'It names a student.')
  expect((await list()).posts).toMatchObject([{ state: 'taken-down', reason: 'It names a student.' }])
})

test('the list is for those who may read the account, is narrowed, and no formula lives in its file', async () => {
  await past('=HYPERLINK("https://bad.example")')
  await past('Of the library.', house.otherAccountId)
  await look()
  expect((await list(administrator.actor)).posts.map(({ text }) => text)).toEqual([
    '=HYPERLINK("https://bad.example")',
  ])
  expect(await listOutside(house.posts, house.officer.actor, { q: 'library' })).toMatchObject({ total: 1 })
  expect(
    await listOutside(house.posts, house.officer.actor, {
      q: '',
      account: house.otherAccountId,
      state: 'fine',
    }),
  ).toMatchObject({ total: 0 })
  const file = await outsideCsv(house.posts, house.officer.actor, all)
  expect(file).toContain(`"'=HYPERLINK(""https://bad.example"")"`)
  expect(file).toContain('Of the library.')
  const nobody = await signInAs(house.services, { name: 'Somebody' })
  expect(await list(nobody.actor)).toMatchObject({ total: 0 })
  await expect(viewAccountAfterwards(house.posts, nobody.actor, house.accountId)).rejects.toThrow(
    'no account',
  )
})

test('a network in trouble is asked later, when it said so; what it could not list is said', async () => {
  await look()
  const { openSession } = house.posts
  let answer = (): Promise<OwnPosts> =>
    Promise.reject(new NetworkTrouble('Too many requests.', '2026-11-21T14:00:00Z'))
  house.posts.openSession = async (id) =>
    Object.assign(Object.create(await openSession(id)) as Awaited<ReturnType<typeof openSession>>, {
      own: () => answer(),
    })
  const row = () => viewAccountAfterwards(house.posts, house.officer.actor, house.accountId)
  pass(quarter)
  await look()
  expect((await row()).outside.trouble).toBe('Too many requests.')
  const { look_at: next } = await house.services.db
    .selectFrom('outside_look')
    .select('look_at')
    .where('account_id', '=', house.accountId)
    .executeTakeFirstOrThrow()
  expect(Temporal.Instant.from(next)).toEqual(Temporal.Instant.from('2026-11-21T14:00:00Z'))
  const ref = { remoteId: 'r1', url: 'https://social.example/r1' }
  answer = () =>
    Promise.resolve({
      posts: [{ ...ref, text: 'One of many.', createdAt: '2026-11-21T13:00:00.000Z', media: 2 }],
      complete: false,
    })
  pass({ hours: 6 })
  await look()
  expect((await row()).outside).toMatchObject({
    trouble: null,
    missing: { until: expect.stringContaining('2026-11-21T13:00:00') as string },
    open: 1,
  })
})

async function onMastodon() {
  const { clock } = house.services
  const peer = await startMastodon({ now: () => clock.now().epochMilliseconds })
  const person = peer.addAccount({ username: 'engineering', password: 'a password for tests' })
  const context = testContext([new URL(peer.url).host], [], undefined, clock)
  const network = createMastodon(context, { timeout: 1500, pollEvery: 10, settle: 0 })
  house.networks.set('mastodon', network)
  const grant = { token: peer.token(person), clientId: 'ours', accountId: person.id }
  const handle = `engineering@${new URL(peer.url).host}`
  await house.services.db
    .updateTable('account')
    .set({ network: 'mastodon', handle, server: peer.url, remote_id: person.id })
    .where('id', '=', house.accountId)
    .execute()
  const { openSession } = house.posts
  house.posts.openSession = (accountId) =>
    accountId === house.accountId
      ? network.open({ accountId, remoteId: person.id, handle, server: peer.url, grant }, () =>
          Promise.resolve(),
        )
      : openSession(accountId)
  return { peer, person }
}

test('on a Mastodon server: a post past Rostrum is found and taken down, and one of ours is pinned', async () => {
  const { peer, person } = await onMastodon()
  try {
    const first = await published('The maps are back.')
    const second = await published('The maps are open.')
    peer.post(person, 'From somebody’s telephone.')
    pass({ minutes: 1 })
    await look()
    const { posts } = await list()
    expect(posts.map(({ text }) => text)).toEqual(['From somebody’s telephone.'])
    await takeDownOutside(house.posts, administrator.actor, posts[0]?.id ?? '', reason)
    const pinned = () => peer.posts(person).filter((post) => post.pinned)
    await setPinned(house.posts, house.author.actor, first, true)
    expect(pinned().map(({ text }) => text)).toEqual(['The maps are back.'])
    await setPinned(house.posts, administrator.actor, second, true)
    expect(pinned().map(({ text }) => text)).toEqual(['The maps are open.'])
    expect(
      (await viewAccountAfterwards(house.posts, house.officer.actor, house.accountId)).pinned,
    ).toMatchObject({
      title: 'The maps are open.',
    })
    const { post_id } = await house.services.db
      .selectFrom('publication')
      .select('post_id')
      .where('id', '=', second)
      .executeTakeFirstOrThrow()
    expect((await viewAfterwards(house.posts, house.author.actor, post_id)).publications).toMatchObject([
      { pinned: { by: { name: 'Account Administrator' } }, mayPin: true },
    ])
    await setPinned(house.posts, administrator.actor, second, false)
    expect(pinned()).toEqual([])
    expect(peer.posts(person)).toHaveLength(2)
  } finally {
    await peer.stop()
  }
})

test('a network without pins says so', async () => {
  const id = await published('News.')
  await expect(setPinned(house.posts, house.author.actor, id, true)).rejects.toThrow(
    'does not let anybody pin',
  )
})
