import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeQueue, endQueue } from '#features/plans/keep-queue.ts'
import { addToQueue } from '#features/plans/add-to-queue.ts'
import { moveInQueue, takeOut } from '#features/plans/move-in-queue.ts'
import { postPlan } from '#features/plans/post-plan.ts'
import { cancelPublication } from '#features/posts/control.ts'
import { changeSlot } from '#features/posts/queued.ts'
import { deleteDraft, movePost, saveDraft } from '#features/posts/write-draft.ts'
import { Planner } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** What has left a queue, in the minute before the queue is looked after. */

let house: TestHouse
let plan: Planner
beforeEach(async () => {
  house = await testHouse()
  plan = new Planner(house)
})
afterEach(() => house.close())

const deps = () => plan.deps()
const officer = () => house.officer.actor
const tuesdays = () => ({
  ...{ name: 'Tips', about: '', accountIds: [house.accountId], version: 1 },
  ...{ inElections: false, whenClosed: false, fillDays: 0 },
  slots: [{ weekday: 2, time: '10:15', termOnly: false }],
})

async function withOneThrownAway(): Promise<{ queueId: string; kept: string[] }> {
  const queueId = await plan.queue()
  const thrown = await plan.queued(queueId, 'Thrown away')
  const kept = [await plan.queued(queueId, 'Two'), await plan.queued(queueId, 'Three')]
  await deleteDraft(house.posts, house.author.actor, thrown)
  return { queueId, kept }
}

test('a queue can be changed and ended although a draft in it was thrown away a moment ago', async () => {
  const { queueId, kept } = await withOneThrownAway()
  expect(await changeQueue(deps(), officer(), queueId, tuesdays())).toEqual({ moved: 2 })
  expect(await Promise.all(kept.map(plan.localOf))).toEqual(['2026-11-24T10:15', '2026-12-01T10:15'])
  const [two = ''] = kept
  await deleteDraft(house.posts, house.author.actor, two)
  expect(await endQueue(deps(), officer(), queueId)).toEqual({ moved: 1 })
})

test('posts change places although one between them was thrown away, and its slot is free', async () => {
  const { queueId, kept } = await withOneThrownAway()
  const [, three = ''] = kept
  await moveInQueue(deps(), house.author.actor, three, { to: 'first' })
  expect(await Promise.all(kept.map(plan.localOf))).toEqual(['2026-12-07T09:00', '2026-11-30T09:00'])
  const next = await plan.queued(queueId, 'Next')
  expect(await plan.localOf(next)).toBe('2026-11-23T09:00')
})

test('a queue ends although one of its posts has just gone out, and that one stays out', async () => {
  const queueId = await plan.queue()
  const [one, two] = [await plan.queued(queueId, 'One'), await plan.queued(queueId, 'Two')]
  await plan.approve(one)
  house.services.clock.set('2026-11-23T09:00:10Z')
  await house.work()
  expect(await endQueue(deps(), officer(), queueId)).toEqual({ moved: 1 })
  expect(await plan.view(one)).toMatchObject({ status: 'published' })
  expect(await plan.view(two)).toMatchObject({ status: 'draft', publishLocal: null })
})

test('a post that was given a time of its own keeps it, and may go into another queue', async () => {
  const { author, posts } = house
  const queueId = await plan.queue()
  const id = await plan.queued(queueId, 'One')
  house.services.clock.set('2026-11-23T09:00:20Z')
  const { version, content, title } = await plan.view(id)
  const own = { audiences: [], language: 'en-GB', schedule: { local: '2026-11-25T10:00' } }
  await saveDraft(posts, author.actor, id, {
    ...{ title, content, version, accountIds: [house.accountId] },
    ...own,
  })
  expect((await postPlan(deps(), author.actor, id)).inQueue).toBeNull()
  await expect(takeOut(deps(), author.actor, id)).rejects.toMatchObject({ code: 'plans.not-in-queue' })
  expect(await plan.localOf(id)).toBe('2026-11-25T10:00')
  await addToQueue(deps(), author.actor, await plan.queue({ name: 'Other' }), id)
  expect(await plan.localOf(id)).toBe('2026-11-30T09:00')
})

test('what a worker has just taken keeps the time that it had', async () => {
  const id = await plan.queued(await plan.queue(), 'One')
  await plan.approve(id)
  const { db } = house.services
  await db.updateTable('publication').set({ state: 'claimed' }).execute()
  const slot = { at: '2026-11-30T09:00:00.000Z', local: '2026-11-30T09:00' }
  const moved = db.transaction().execute((tx) => changeSlot(tx, id, slot, '2026-11-23T09:00:00.000Z'))
  await expect(moved).rejects.toMatchObject({ code: 'posts.already-sent' })
  expect(await plan.localOf(id)).toBe('2026-11-23T09:00')
})

test('a post that was taken off the schedule waits in no queue, and goes at another time once it is approved', async () => {
  const { author, posts } = house
  const queueId = await plan.queue()
  const id = await plan.queued(queueId, 'One')
  await plan.approve(id)
  const [publication] = (await plan.view(id)).publications
  await cancelPublication(posts, officer(), publication?.id ?? '', '')
  expect((await postPlan(deps(), author.actor, id)).inQueue).toBeNull()
  expect(await plan.localOf(await plan.queued(queueId, 'Two'))).toBe('2026-11-23T09:00')
  const { version } = await plan.view(id)
  await movePost(posts, author.actor, id, { version, schedule: { local: '2026-11-25T10:00' } })
  expect(await plan.localOf(id)).toBe('2026-11-25T10:00')
  await plan.approve(id)
  house.services.clock.set('2026-11-25T10:00:10Z')
  await house.work()
  expect(await plan.view(id)).toMatchObject({ status: 'published' })
})
