import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sendNow } from '#features/posts/control.ts'
import { startDispatcher } from '#features/posts/index.ts'
import { claimDue, releaseExpired } from '#features/posts/sending/claim.ts'
import { workOn } from '#features/posts/sending/dispatcher.ts'
import { viewPost } from '#features/posts/views.ts'
import { NetworkTrouble, type NetworkSession, type PublishOutcome } from '#networks/contract.ts'
import type { RateRule } from '#networks/profile.ts'
import { approvedPost, copies, depsOf, stub, withRates } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
beforeEach(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
})
afterEach(() => house.close())

const aDay = (most: number, per: RateRule['per'] = 'account'): RateRule => ({
  id: 'day',
  per,
  of: 'posts',
  most,
  seconds: 86_400,
})
const perMinutes = (most: number, minutes: number): RateRule => ({
  id: 'minutes',
  per: 'account',
  of: 'posts',
  most,
  seconds: minutes * 60,
})

const publication = (id: string) =>
  house.services.db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const stateOf = async (id: string) => (await publication(id)).state
const postsThere = async () =>
  (await house.services.db.selectFrom('practice_post').select('id').execute()).length
const spent = async () => (await house.services.db.selectFrom('rate_spending').select('n').execute()).length
async function words(id: string) {
  const { post_id } = await publication(id)
  const [view] = (await viewPost(house.posts, house.officer.actor, post_id)).publications
  return { say: view?.say, fix: view?.fix }
}

test('what a network has no room for goes back on the schedule, says so, and goes when there is room', async () => {
  withRates(house, [perMinutes(2, 20)])
  const ids = [
    await approvedPost(house, 'one'),
    await approvedPost(house, 'two'),
    await approvedPost(house, 'three'),
  ]
  await house.work()
  expect(await postsThere()).toBe(2)
  const held = await publication(ids[2]!)
  expect(held).toMatchObject({
    state: 'due',
    next_at: '2026-11-21T09:20:00.000Z',
    miss_after: '2026-11-21T10:00:00.000Z',
    outcome: { kind: 'limited', limit: 'Practice takes 2 posts in 20 minutes from this account.' },
  })
  expect(await words(ids[2]!)).toEqual({
    say: 'Practice takes 2 posts in 20 minutes from this account. This one goes at Sat, 21 Nov 2026, 09:20 GMT.',
    fix: 'Nothing was created. It goes by itself, unless that becomes an hour too late.',
  })
  house.services.clock.advance({ minutes: 19 })
  await house.work()
  expect(await stateOf(ids[2]!)).toBe('due')
  // Twenty minutes late, and no lateness: it waited for the network.
  house.services.clock.advance({ minutes: 1 })
  await house.work()
  expect(await stateOf(ids[2]!)).toBe('published')
})

test('the others of the account wait too, in their order, and the ones of another account do not', async () => {
  withRates(house, [perMinutes(1, 20)])
  const ids: string[] = []
  for (const text of ['one', 'two', 'three']) ids.push(await approvedPost(house, text))
  const other = await approvedPost(house, 'other', { accountId: house.otherAccountId })
  await house.work()
  expect(await Promise.all([...ids, other].map(stateOf))).toEqual(['published', 'due', 'due', 'published'])
  const { db, clock } = house.services
  expect(await claimDue(db, 'another', clock.now(), { most: 10, few: 0 })).toEqual([])
  for (const minutes of [20, 20]) {
    clock.advance({ minutes })
    await house.work()
  }
  const rows = await db.selectFrom('practice_post').select('text').orderBy('created_at').execute()
  expect(rows.map((row) => row.text).filter((text) => text !== 'other')).toEqual(['one', 'two', 'three'])
})

test('room that comes more than an hour late is no room: a person decides, and then it waits for as long as it takes', async () => {
  withRates(house, [aDay(1)])
  await approvedPost(house, 'one')
  const id = await approvedPost(house, 'two')
  await house.work()
  await house.work()
  expect(await stateOf(id)).toBe('missed')
  expect((await words(id)).say).toBe(
    'Practice takes 1 post in 24 hours from this account. There was no room for this one within an hour of its time, so it did not go by itself.',
  )
  expect((await words(id)).fix).toContain('as soon as the network takes it')
  await sendNow(house.posts, house.officer.actor, id)
  await house.work()
  expect(await stateOf(id)).toBe('due')
  house.services.clock.advance({ hours: 24 })
  await house.work()
  expect(await stateOf(id)).toBe('published')
})

test('one that waited for its turn in vain is missed after the hour, and nothing bursts out', async () => {
  withRates(house, [perMinutes(1, 25)])
  const ids: string[] = []
  for (const text of ['one', 'two', 'three', 'four', 'five']) ids.push(await approvedPost(house, text))
  for (let minutes = 0; minutes <= 75; minutes += 5) {
    await house.work()
    house.services.clock.advance({ minutes: 5 })
  }
  await house.work()
  const states = await Promise.all(ids.map(stateOf))
  expect(states).toEqual(['verified', 'verified', 'verified', 'missed', 'missed'])
})

test('a thread goes whole or waits whole', async () => {
  withRates(house, [perMinutes(4, 20)])
  await approvedPost(house, 'one', { parts: 2 })
  const id = await approvedPost(house, 'two', { parts: 3 })
  await house.work()
  expect(await postsThere()).toBe(2)
  expect(await stateOf(id)).toBe('due')
  house.services.clock.advance({ minutes: 20 })
  await house.work()
  expect(await postsThere()).toBe(5)
})

test('a thread that is longer than a stretch takes goes in pieces, none of them twice', async () => {
  withRates(house, [perMinutes(2, 10)])
  const id = await approvedPost(house, 'long', { parts: 5 })
  for (let round = 0; round < 4; round++) {
    await house.work()
    house.services.clock.advance({ minutes: 10 })
  }
  await house.work()
  expect(await postsThere()).toBe(5)
  expect(await stateOf(id)).toBe('verified')
})

test('what may have been spent is spent: a worker that dies before it sends gives nothing back', async () => {
  withRates(house, [perMinutes(2, 20)])
  const id = await approvedPost(house, 'one')
  const { db, clock } = house.services
  const [claimed] = await claimDue(db, 'first', clock.now(), { most: 1, few: 0 })
  const dying = {
    ...house.posts,
    openSession: async (accountId: string) => {
      const session = await house.posts.openSession(accountId)
      const publish = () => Promise.reject(new Error('The power is gone.'))
      return Object.assign(Object.create(session) as NetworkSession, { publish })
    },
  }
  await expect(workOn(dying, claimed!)).rejects.toThrow('The power is gone.')
  expect(await stateOf(id)).toBe('sent')
  expect(await spent()).toBe(1)
  clock.advance({ minutes: 2 })
  expect(await releaseExpired(db, clock.now())).toBe(1)
  await house.work()
  expect(await stateOf(id)).toBe('published')
  expect(await postsThere()).toBe(1)
  expect(await spent()).toBe(2)
})

test('a worker that dies before the last step has spent nothing', async () => {
  withRates(house, [perMinutes(2, 20)])
  await approvedPost(house, 'one')
  const { db, clock } = house.services
  await claimDue(db, 'first', clock.now(), { most: 1, few: 0 })
  clock.advance({ minutes: 2 })
  await house.work()
  expect(await spent()).toBe(1)
})

/** The network answers this to the first so many sendings. */
function answering(outcomes: PublishOutcome[], asked: string[]) {
  const open = house.posts.openSession
  return async (accountId: string): Promise<NetworkSession> => {
    const session = await open(accountId)
    const publish: NetworkSession['publish'] = (part) => {
      asked.push(part.text)
      const next = outcomes.shift()
      return next ? Promise.resolve(next) : session.publish(part)
    }
    return {
      prepareMedia: (media) => session.prepareMedia(media),
      publish,
      find: (part, ref) => session.find(part, ref),
    }
  }
}

test('what a network says of a whole app holds every account there, and nobody runs into it again', async () => {
  const asked: string[] = []
  house.posts.openSession = answering(
    [{ kind: 'retry', after: '2026-11-21T09:10:00.000Z', say: 'Practice asks us to wait.', limited: 'app' }],
    asked,
  )
  const id = await approvedPost(house, 'one')
  await approvedPost(house, 'two')
  await approvedPost(house, 'three', { accountId: house.otherAccountId })
  await house.work()
  expect(asked).toEqual(['one'])
  expect((await words(id)).say).toBe(
    'Practice asks us to wait. This one goes at Sat, 21 Nov 2026, 09:10 GMT.',
  )
  house.services.clock.advance({ minutes: 9 })
  await house.work()
  expect(asked).toEqual(['one'])
  house.services.clock.advance({ minutes: 1 })
  await house.work()
  expect(asked.toSorted()).toEqual(['one', 'one', 'three', 'two'])
  expect(await postsThere()).toBe(3)
})

test('a network whose clock is ten minutes off is asked ever more seldom, and nothing is lost', async () => {
  const asked: string[] = []
  const past = { kind: 'retry', after: '2026-11-21T08:50:00.000Z', say: 'Wait.', limited: 'account' } as const
  house.posts.openSession = answering([past, past, past, past], asked)
  const id = await approvedPost(house, 'one')
  let seconds = 0
  for (; seconds < 120 && (await stateOf(id)) !== 'published'; seconds++) {
    await house.work()
    house.services.clock.advance({ seconds: 1 })
  }
  expect(asked).toHaveLength(5)
  // A second, then two, four and eight.
  expect(seconds).toBe(16)
})

test('trouble on the way that is a limit holds the same as an answer', async () => {
  const trouble = new NetworkTrouble('Uploads have to wait.', '2026-11-21T09:30:00.000Z', 'server')
  let first = true
  const open = house.posts.openSession
  house.posts.openSession = (accountId) => {
    if (!first) return open(accountId)
    first = false
    return Promise.reject(trouble)
  }
  const id = await approvedPost(house, 'one')
  const other = await approvedPost(house, 'two', { accountId: house.otherAccountId })
  await house.work()
  expect(await Promise.all([id, other].map(stateOf))).toEqual(['due', 'due'])
  house.services.clock.advance({ minutes: 30 })
  await house.work()
  expect(await Promise.all([id, other].map(stateOf))).toEqual(['published', 'published'])
})

/** Until this holds, by the clock on the wall. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); await wait(25))
    if (Date.now() > end) expect.fail('It never came.')
}

test('two workers together keep to what one app may send', async () => {
  const first = await approvedPost(house, 'one')
  withRates(house, [{ id: 'all', per: 'app', of: 'posts', most: 9, seconds: 3600 }], 'busy')
  await copies(house, first, { network: 'busy', accounts: 8, each: 4 })
  let took = 0
  const deps = await depsOf(house, () => Promise.resolve(stub(3, () => (took += 1))))
  const workers = ['one', 'two'].map((name) => startDispatcher(deps, name, { alone: false }))
  const { db } = house.services
  const left = async () =>
    (
      await db
        .selectFrom('publication')
        .select('id')
        .where('network', '=', 'busy')
        .where('state', 'in', ['claimed', 'intended', 'sent'])
        .execute()
    ).length
  await until(async () => took >= 10 && (await left()) === 0)
  await Promise.all(workers.map((worker) => worker.stop()))
  // Nine of the busy one, and the one on Practice that all were copied from.
  expect(took).toBe(10)
  const rows = await db.selectFrom('publication').select(['state', 'network']).execute()
  const busy = rows.filter((row) => row.network === 'busy')
  expect(busy.filter((row) => row.state === 'due')).toHaveLength(23)
}, 90_000)
