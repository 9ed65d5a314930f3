import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDraft } from '#features/posts/write-draft.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import { pauseEverything } from '#features/posts/pause.ts'
import { startDispatcher, type PostsDeps } from '#features/posts/index.ts'
import { claimDue } from '#features/posts/sending/claim.ts'
import { viewPost } from '#features/posts/views.ts'
import type { NetworkSession } from '#networks/contract.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

async function approved(text: string, accountId = house.accountId): Promise<string> {
  const id = await createDraft(house.posts, house.author.actor, {
    title: text,
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [accountId],
  })
  await submitPost(house.posts, house.author.actor, id, 1)
  const view = await viewPost(house.posts, house.officer.actor, id)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest!]))
  await approvePost(house.posts, house.officer.actor, id, { digests, note: '' })
  return id
}

/** Practice as it is, only slow; tells what it was asked for, and how much of one account was on its way at once. */
function slowly(milliseconds: number) {
  const sent: string[] = []
  const underWay = new Map<string, number>()
  let most = 0
  const openSession: PostsDeps['openSession'] = async (accountId) => {
    const session = await house.posts.openSession(accountId)
    const publish: NetworkSession['publish'] = async (part) => {
      sent.push(part.text)
      underWay.set(accountId, (underWay.get(accountId) ?? 0) + 1)
      most = Math.max(most, underWay.get(accountId) ?? 0)
      await wait(milliseconds)
      const outcome = await session.publish(part)
      underWay.set(accountId, (underWay.get(accountId) ?? 0) - 1)
      return outcome
    }
    return { ...session, publish, find: (part, ref) => session.find(part, ref) }
  }
  return { deps: { ...house.posts, openSession }, sent, most: () => most }
}

async function states(): Promise<Record<string, number>> {
  const rows = await house.services.db.selectFrom('publication').select('state').execute()
  return Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.state)].map(([state, all]) => [state, all.length]),
  )
}

/** Runs a worker until this holds. */
async function workUntil(deps: PostsDeps, holds: (now: Record<string, number>) => boolean): Promise<void> {
  const worker = startDispatcher(deps, 'worker', { alone: true })
  try {
    for (const until = Date.now() + 15_000; !holds(await states()); await wait(20))
      if (Date.now() > until) expect.fail(`It never came: ${JSON.stringify(await states())}`)
  } finally {
    await worker.stop()
  }
}

const texts = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

test('posts of one account leave in their order and never together; another account does not wait', async () => {
  for (const text of texts) await approved(text)
  for (const text of ['ten', 'eleven']) await approved(text, house.otherAccountId)
  const network = slowly(30)
  await workUntil(network.deps, (now) => now['published'] === 11)
  expect(network.most()).toBe(1)
  expect(network.sent.filter((text) => texts.includes(text))).toEqual(texts)
  expect(network.sent.indexOf('ten')).toBeLessThan(3)
})

test('one that ends before its turn does not let the next overtake', async () => {
  await approved('one')
  const voided = await approved('two')
  await approved('three')
  await house.services.db
    .updateTable('approval')
    .set({ voided_at: house.services.clock.now().toString() })
    .where('post_id', '=', voided)
    .execute()
  const network = slowly(150)
  await workUntil(network.deps, (now) => now['published'] === 2 && now['blocked'] === 1)
  expect(network.most()).toBe(1)
  expect(network.sent).toEqual(['one', 'three'])
})

test('a pause stops what was made ready and waits for its turn', async () => {
  for (const text of texts) await approved(text)
  const network = slowly(300)
  const worker = startDispatcher(network.deps, 'worker', { alone: true })
  while (network.sent.length === 0) await wait(5)
  await wait(100)
  await pauseEverything(house.posts, house.officer.actor, 'Something has happened.')
  await worker.stop()
  expect(network.sent).toEqual(['one'])
  expect(await states()).toEqual({ published: 1, paused: 8 })
})

test('a fault in the middle of the work frees the account at once, not when the lease runs out', async () => {
  for (const text of texts.slice(0, 3)) await approved(text)
  const network = slowly(10)
  let faults = 1
  const openSession: PostsDeps['openSession'] = async (accountId) => {
    if (faults-- > 0) throw new Error('The database was away.')
    return network.deps.openSession(accountId)
  }
  await workUntil({ ...network.deps, openSession }, (now) => now['published'] === 3)
  expect(network.sent.toSorted()).toEqual(['one', 'three', 'two'])
})

test('an account belongs to one worker; what has to be found out waits until nothing is on its way', async () => {
  for (const text of texts) await approved(text)
  const { db, clock } = house.services
  const claim = (worker: string, few: number) => claimDue(db, worker, clock.now(), { most: 100, few })
  const mine = await claim('one', 2)
  expect(mine.map((each) => each.manifest.parts[0]?.text)).toEqual(texts.slice(0, 6))
  expect(await claim('two', 2)).toEqual([])
  // Too many are left to take more; when a few are, those that follow are taken.
  expect(await claim('one', 2)).toEqual([])
  const done = (ids: string[], state: 'published' | 'unknown') =>
    db
      .updateTable('publication')
      .set({ state, lease_by: null, lease_until: null, next_at: clock.now().toString() })
      .where('id', 'in', ids)
      .execute()
  const ids = mine.map((each) => each.id)
  await done(ids.slice(0, 4), 'published')
  expect(await claim('two', 2)).toEqual([])
  // One that is not alone takes no more before it is done, so that the account is anybody's again.
  expect(await claim('one', 0)).toEqual([])
  const more = await claim('one', 2)
  expect(more.map((each) => each.manifest.parts[0]?.text)).toEqual(texts.slice(6))

  await done([ids[4]!], 'unknown')
  await done([ids[5]!, ...more.slice(1).map((each) => each.id)], 'published')
  expect(await claim('one', 2)).toEqual([])
  await done([more[0]!.id], 'published')
  const [lookedUp, ...others] = await claim('two', 2)
  expect([lookedUp?.id, lookedUp?.state, others]).toEqual([ids[4], 'reconciling', []])
})
