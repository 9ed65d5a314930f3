import { afterEach, beforeEach, expect, test } from 'vitest'
import { addToQueue } from '#features/plans/add-to-queue.ts'
import { moveInQueue, takeOut } from '#features/plans/move-in-queue.ts'
import { postPlan } from '#features/plans/post-plan.ts'
import { tendQueues } from '#features/plans/tick.ts'
import { sendNow } from '#features/posts/control.ts'
import { saveDraft } from '#features/posts/write-draft.ts'
import { pauseEverything, resumeEverything } from '#features/posts/pause.ts'
import { Planner } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** What is held in a queue: approved while everything was paused, or come back with a backup. */

// Saturday 21 November 2026, nine o'clock.
let house: TestHouse
let plan: Planner
let queueId: string
/** Held, with the slot of Monday 23 November to come. */
let held: string
beforeEach(async () => {
  house = await testHouse()
  plan = new Planner(house)
  queueId = await plan.queue()
  held = await plan.queued(queueId, 'Held')
  await pauseEverything(house.posts, house.officer.actor, 'Something has happened.')
  await plan.approve(held)
  await resumeEverything(house.posts, house.officer.actor)
})
afterEach(() => house.close())

const deps = () => plan.deps()
const letGo = async () => {
  const [publication] = (await plan.view(held)).publications
  await sendNow(house.posts, house.officer.actor, publication?.id ?? '')
}
const at = async (now: string) => {
  house.services.clock.set(now)
  await house.work()
  await tendQueues(deps())
}

/** It has the slot after its first one, and goes at that when it is let go; not at the time `before` it. */
async function goesAWeekLater(before: string): Promise<void> {
  expect(await plan.view(held)).toMatchObject({
    publishLocal: '2026-11-30T09:00',
    publications: [{ state: 'paused', dueAt: '2026-11-30T09:00:00.000Z' }],
  })
  await letGo()
  await at(before)
  expect(await plan.published()).toBe(0)
  await at('2026-11-30T09:00:10Z')
  expect(await plan.published()).toBe(1)
}

test('it keeps its slot, which no other post gets, and goes at it once somebody lets it go', async () => {
  await tendQueues(deps())
  expect(await plan.view(held)).toMatchObject({ status: 'paused', publishLocal: '2026-11-23T09:00' })
  expect((await postPlan(deps(), house.author.actor, held)).inQueue).toMatchObject({ place: 1 })
  expect(await plan.localOf(await plan.queued(queueId, 'Next'))).toBe('2026-11-30T09:00')
  await letGo()
  await at('2026-11-23T09:00:10Z')
  expect(await plan.view(held)).toMatchObject({ status: 'published' })
})

test('it changes places like any other, and goes at the slot that it has then', async () => {
  await moveInQueue(deps(), house.author.actor, held, { to: 'later' })
  await goesAWeekLater('2026-11-23T09:00:10Z')
})

test('it can be taken out, and nothing of it is on the schedule then', async () => {
  await takeOut(deps(), house.author.actor, held)
  expect(await plan.view(held)).toMatchObject({
    status: 'draft',
    publishLocal: null,
    publications: [{ state: 'cancelled' }],
  })
})

test('held over its slot it leaves the queue; put in again, it goes at its new slot and not before', async () => {
  await at('2026-11-23T09:00:10Z')
  expect((await postPlan(deps(), house.author.actor, held)).inQueue).toBeNull()
  await addToQueue(deps(), house.author.actor, queueId, held)
  await goesAWeekLater('2026-11-24T09:00:00Z')
})

test('held over its slot it can be given a time of its own', async () => {
  await at('2026-11-23T09:00:10Z')
  const { title, content, audiences, language, accountIds, version } = await plan.view(held)
  const draft = { title, content, audiences, language, accountIds, version }
  await saveDraft(house.posts, house.author.actor, held, {
    ...draft,
    schedule: { local: '2026-11-25T12:00' },
  })
  expect(await plan.view(held)).toMatchObject({
    status: 'draft',
    queueId: null,
    publishLocal: '2026-11-25T12:00',
    publications: [{ state: 'cancelled' }],
  })
})
