/** What is asked at the last moments before the first byte, and of whom it is asked. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDispatcher, type PostsDeps } from '#features/posts/index.ts'
import { pauseEverything } from '#features/posts/pause.ts'
import { claimDue } from '#features/posts/sending/claim.ts'
import { workOn } from '#features/posts/sending/dispatcher.ts'
import type { Publication } from '#features/posts/tables.ts'
import type { NetworkSession } from '#networks/contract.ts'
import { newId } from '#platform/db/index.ts'
import { approvedPost, withRates } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
beforeEach(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
})
afterEach(() => house.close())

const publication = (id: string) =>
  house.services.db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function taken(): Promise<Publication> {
  const { db, clock } = house.services
  const [claimed] = await claimDue(db, 'first', clock.now(), { most: 1, few: 0 })
  if (!claimed) throw new Error('Nothing was taken.')
  return claimed
}

async function recorded(id: string): Promise<string[]> {
  const rows = await house.services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('subject', '=', `publication:${id}`)
    .orderBy('id')
    .execute()
  return rows.map(({ kind }) => kind)
}

test('what is paused after its intent is held at the last step, and has spent nothing', async () => {
  withRates(house, [{ id: 'minutes', per: 'account', of: 'posts', most: 2, seconds: 1200 }])
  const id = await approvedPost(house, 'one')
  const openSession: PostsDeps['openSession'] = async (accountId) => {
    await pauseEverything(house.posts, house.officer.actor, 'Something has happened.')
    return house.posts.openSession(accountId)
  }
  await expect(workOn({ ...house.posts, openSession }, await taken())).rejects.toThrow()
  expect((await publication(id)).state).toBe('paused')
  expect(await house.services.db.selectFrom('rate_spending').select('n').execute()).toEqual([])
  expect(await recorded(id)).toEqual(['publication.scheduled', 'publication.intended', 'publication.paused'])
})

test('an approval that is withdrawn after a worker took the post: nothing is even intended', async () => {
  const id = await approvedPost(house, 'one')
  const claimed = await taken()
  const at = house.services.clock.now().toString()
  await house.services.db.updateTable('approval').set({ voided_at: at }).execute()
  await workOn(house.posts, claimed)
  expect(await publication(id)).toMatchObject({
    state: 'blocked',
    outcome: { kind: 'approval', say: 'Its approval no longer holds.' },
  })
  expect(await recorded(id)).toEqual(['publication.scheduled', 'publication.blocked'])
})

test('a clause that makes it wait after a worker took it is named', async () => {
  const id = await approvedPost(house, 'one')
  const claimed = await taken()
  const now = house.services.clock.now()
  await house.services.db
    .insertInto('post_hold')
    .values({
      id: newId(),
      post_id: claimed.post_id,
      finding_id: 'one',
      control: 'a-day',
      clause: 'EX-1',
      since: now.toString(),
      until: now.add({ hours: 24 }).toString(),
    })
    .execute()
  await workOn(house.posts, claimed)
  expect(await publication(id)).toMatchObject({ state: 'blocked', outcome: { kind: 'held', clause: 'EX-1' } })
})

/** A worker on a network that takes so long; hears of each look at how the account stands. */
async function worked(milliseconds: number, look: PostsDeps['standing']): Promise<void> {
  const openSession: PostsDeps['openSession'] = async (accountId) => {
    const session = await house.posts.openSession(accountId)
    const publish: NetworkSession['publish'] = async (part) => {
      await wait(milliseconds)
      return session.publish(part)
    }
    return { ...session, publish, find: (part, ref) => session.find(part, ref) }
  }
  const deps = { ...house.posts, openSession, standing: look }
  const worker = startDispatcher(deps, 'worker', { alone: true })
  const left = () =>
    house.services.db
      .selectFrom('publication')
      .select('id')
      .where('state', 'in', ['due', 'claimed', 'intended', 'sent'])
      .execute()
  try {
    await expect.poll(async () => (await left()).length, { timeout: 20_000 }).toBe(0)
  } finally {
    await worker.stop()
  }
}

test('those that are taken together ask once how their account stands', async () => {
  for (const text of ['one', 'two', 'three']) await approvedPost(house, text)
  let looks = 0
  await worked(1, (accountId) => {
    looks += 1
    return house.posts.standing(accountId)
  })
  expect(looks).toBe(1)
})

test('one whose turn comes later than a second asks again: an account that was stopped meanwhile sends no more', async () => {
  const ids = [await approvedPost(house, 'one'), await approvedPost(house, 'two')]
  let looks = 0
  await worked(1_300, async (accountId) => {
    looks += 1
    const own = await house.posts.standing(accountId)
    if (!own || looks === 1) return own
    return { ...own, stops: [{ say: 'It is closed.', clause: 'EX-2', fix: 'Ask why.' }] }
  })
  const states = await Promise.all(ids.map(async (id) => (await publication(id)).state))
  expect(states.toSorted()).toEqual(['blocked', 'published'])
})
