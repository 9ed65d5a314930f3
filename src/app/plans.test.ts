import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeInstitution } from '#features/institution/change-institution.ts'
import { signInAs } from '#features/people/testing.ts'
import { addToQueue } from '#features/plans/add-to-queue.ts'
import { changeQueue, endQueue, makeQueue, pauseQueue } from '#features/plans/keep-queue.ts'
import { moveInQueue, takeOut } from '#features/plans/move-in-queue.ts'
import { tendQueues } from '#features/plans/tick.ts'
import { listQueues, viewQueue } from '#features/plans/views.ts'
import { createDraft, movePost, saveDraft } from '#features/posts/write-draft.ts'
import { mondays, Planner, words } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

// Saturday 21 November 2026, nine o'clock.
let house: TestHouse
let plan: Planner
beforeEach(async () => {
  house = await testHouse()
  plan = new Planner(house)
})
afterEach(() => house.close())

const deps = () => plan.deps()

test('a post gets the next free slot and goes at it once approved, by the ordinary line', async () => {
  const id = await plan.queue()
  const post = await plan.queued(id, 'One')
  expect(await plan.localOf(post)).toBe('2026-11-23T09:00')
  await plan.approve(post)
  house.services.clock.set('2026-11-23T09:00:10Z')
  await house.work()
  expect(await plan.published()).toBe(1)
  await tendQueues(deps())
  expect((await viewQueue(deps(), house.officer.actor, id)).waiting).toBe(0)
})

test('two people at one moment never get one slot', async () => {
  const id = await plan.queue()
  const posts = await Promise.all(['One', 'Two', 'Three', 'Four'].map((title) => plan.draft(title)))
  await Promise.all(posts.map((post) => addToQueue(deps(), house.author.actor, id, post)))
  const times = await Promise.all(posts.map(plan.localOf))
  expect(times.toSorted()).toEqual([
    '2026-11-23T09:00',
    '2026-11-30T09:00',
    '2026-12-07T09:00',
    '2026-12-14T09:00',
  ])
})

test('the database itself refuses a second post in a slot', async () => {
  const id = await plan.queue()
  const [one, two] = [await plan.queued(id, 'One'), await plan.draft('Two')]
  const { slot_at } = await house.services.db
    .selectFrom('queue_item')
    .select('slot_at')
    .where('post_id', '=', one)
    .executeTakeFirstOrThrow()
  const row = { post_id: two, queue_id: id, slot_at, added_by: null, added_at: slot_at }
  await expect(house.services.db.insertInto('queue_item').values(row).execute()).rejects.toThrow(/one_slot/)
})

test('what is not approved in time moves to the next free slot and its writer is told; the others keep theirs', async () => {
  const id = await plan.queue()
  const [one, two] = [await plan.queued(id, 'One'), await plan.queued(id, 'Two')]
  await plan.approve(two)
  house.services.clock.set('2026-11-23T09:00:30Z')
  await tendQueues(deps())
  expect([await plan.localOf(one), await plan.localOf(two)]).toEqual(['2026-12-07T09:00', '2026-11-30T09:00'])
  expect(await plan.notices()).toMatchObject([
    { kind: 'plans.moved', text: expect.stringContaining('before it was approved') as string },
  ])
  await tendQueues(deps())
  expect(await plan.notices()).toHaveLength(1)
  house.services.clock.set('2026-11-30T09:00:10Z')
  await house.work()
  expect(await plan.published()).toBe(1)
})

test('new slots plan everything anew in its order, and approvals stay', async () => {
  const id = await plan.queue()
  const [one, two] = [await plan.queued(id, 'One'), await plan.queued(id, 'Two')]
  await plan.approve(two)
  const { version } = await viewQueue(deps(), house.officer.actor, id)
  const slots = [2, 3].map((weekday) => ({ weekday, time: '10:15', termOnly: false }))
  const input = { name: 'Tips', about: '', accountIds: [house.accountId], slots }
  const rest = { inElections: false, whenClosed: false, fillDays: 0 }
  const { moved } = await changeQueue(deps(), house.officer.actor, id, { ...input, ...rest, version })
  expect(moved).toBe(2)
  expect([await plan.localOf(one), await plan.localOf(two)]).toEqual(['2026-11-24T10:15', '2026-11-25T10:15'])
  const after = await plan.view(two)
  expect(after).toMatchObject({
    status: 'approved',
    publications: [{ state: 'due', dueAt: '2026-11-25T10:15:00.000Z' }],
  })
  expect(after.decisions[0]?.voidedAt).toBeNull()
  await expect(
    changeQueue(deps(), house.officer.actor, id, { ...input, ...rest, version }),
  ).rejects.toMatchObject({ code: 'plans.edited-meanwhile' })
  house.services.clock.set('2026-11-25T10:15:05Z')
  await house.work()
  expect(await plan.published()).toBe(1)
})

test('posts change places, approvals stay, and the last one goes a slot further', async () => {
  const id = await plan.queue()
  const [one, two, three] = [
    await plan.queued(id, 'One'),
    await plan.queued(id, 'Two'),
    await plan.queued(id, 'Three'),
  ]
  await plan.approve(one)
  await moveInQueue(deps(), house.author.actor, three, { to: 'first' })
  expect(await Promise.all([three, one, two].map(plan.localOf))).toEqual([
    '2026-11-23T09:00',
    '2026-11-30T09:00',
    '2026-12-07T09:00',
  ])
  await moveInQueue(deps(), house.author.actor, two, { to: 'later' })
  expect(await plan.localOf(two)).toBe('2026-12-14T09:00')
  expect((await plan.view(one)).status).toBe('approved')
})

test('a post goes to the slot of another, where those between move by one, or to an empty one', async () => {
  const id = await plan.queue()
  const posts = [await plan.queued(id, 'One'), await plan.queued(id, 'Two'), await plan.queued(id, 'Three')]
  const [one, two, three] = posts as [string, string, string]
  await plan.approve(three)
  const times = () => Promise.all([one, two, three].map(plan.localOf))
  const slots = ['2026-11-23T09:00', '2026-11-30T09:00', '2026-12-07T09:00', '2026-12-14T09:00']
  const to = (post: string, slot: string) => moveInQueue(deps(), house.author.actor, post, { slot })
  await to(one, '2026-12-07T09:00:00Z')
  expect(await times()).toEqual([slots[2], slots[0], slots[1]])
  await to(three, '2026-11-23T09:00:00.000Z')
  expect(await times()).toEqual([slots[2], slots[1], slots[0]])
  await to(three, '2026-12-14T09:00:00Z')
  expect(await times()).toEqual([slots[2], slots[1], slots[3]])
  // Its own slot is empty now: what comes next gets it, and it may be taken by hand.
  await to(one, '2026-11-23T09:00:00Z')
  expect(await times()).toEqual([slots[0], slots[1], slots[3]])
  expect(await plan.view(three)).toMatchObject({
    status: 'approved',
    publications: [{ state: 'due', dueAt: '2026-12-14T09:00:00.000Z' }],
  })
  for (const slot of ['2026-12-15T09:00:00Z', '2026-11-16T09:00:00Z'])
    await expect(to(one, slot)).rejects.toMatchObject({ code: 'plans.slot-gone' })
  expect(await times()).toEqual([slots[0], slots[1], slots[3]])
})

test('taken out it is a draft without a time, its approval does not hold, and its slot is free', async () => {
  const id = await plan.queue()
  const [one, two] = [await plan.queued(id, 'One'), await plan.queued(id, 'Two')]
  await plan.approve(one)
  await takeOut(deps(), house.author.actor, one)
  expect(await plan.view(one)).toMatchObject({ status: 'draft', publishAt: null, queueId: null })
  expect((await plan.view(one)).decisions[0]?.voidedAt).not.toBeNull()
  expect(await plan.localOf(two)).toBe('2026-11-30T09:00')
  expect(await plan.localOf(await plan.queued(id, 'Three'))).toBe('2026-11-23T09:00')
})

test('while it is in a queue, saving keeps its slot and no other time is taken; words still void approvals', async () => {
  const id = await plan.queue()
  const post = await plan.queued(id, 'One')
  await plan.approve(post)
  const before = await plan.view(post)
  const { title, audiences, language, accountIds, version } = before
  const input = { title, audiences, language, accountIds, version, schedule: null }
  const saved = await saveDraft(house.posts, house.author.actor, post, {
    ...input,
    content: words('Other words.'),
  })
  expect(saved.voided).toBe(1)
  expect(await plan.view(post)).toMatchObject({
    publishLocal: '2026-11-23T09:00',
    queueId: id,
    status: 'draft',
  })
  await expect(
    movePost(house.posts, house.author.actor, post, {
      version: saved.version,
      schedule: { local: '2026-11-24T10:00' },
    }),
  ).rejects.toMatchObject({ code: 'posts.in-queue' })
})

test('slots leave out days kept free, closures and elections; a day kept free later moves what stands there', async () => {
  const it = await signInAs(house.services, { name: 'Systems', roles: ['it'] })
  await changeInstitution(house.services, it.actor, {
    closures: [{ name: 'Closed', from: '2026-11-30', until: '2026-11-30' }],
    watched: {
      topics: [],
      studentNumbers: [],
      welsh: false,
      electionPeriods: [{ name: 'By-election', from: '2026-12-07', until: '2026-12-07' }],
    },
  })
  const id = await plan.queue()
  const [one, two] = [await plan.queued(id, 'One'), await plan.queued(id, 'Two')]
  expect([await plan.localOf(one), await plan.localOf(two)]).toEqual(['2026-11-23T09:00', '2026-12-14T09:00'])
  const through = await plan.queue({ name: 'Through', inElections: true, whenClosed: true })
  await plan.queued(through, 'A')
  expect(await plan.localOf(await plan.queued(through, 'B'))).toBe('2026-11-30T09:00')
  const mourning = { name: 'Mourning', from: '2026-11-23', until: '2026-11-24', everyYear: false, goes: '' }
  await changeInstitution(house.services, it.actor, { blackouts: [mourning] })
  await tendQueues(deps())
  expect(await plan.localOf(one)).toBe('2026-12-21T09:00')
  expect((await viewQueue(deps(), house.officer.actor, id)).leftOut.map((left) => left.day)).toEqual([
    '2026-11-23',
    '2026-11-30',
    '2026-12-07',
  ])
})

test('a queue rests until a day, goes on, and ends; nothing in it is lost', async () => {
  const id = await plan.queue()
  const post = await plan.queued(id, 'One')
  await pauseQueue(deps(), house.officer.actor, id, { until: '2026-12-01', reason: 'Reading week' })
  expect(await plan.localOf(post)).toBe('2026-12-07T09:00')
  expect((await listQueues(deps(), house.author.actor))[0]).toMatchObject({ state: 'paused', waiting: 1 })
  await pauseQueue(deps(), house.officer.actor, id, { until: null, reason: '' })
  expect(await plan.localOf(post)).toBe('2026-11-23T09:00')
  await endQueue(deps(), house.officer.actor, id)
  expect(await plan.view(post)).toMatchObject({ status: 'draft', publishAt: null })
  await expect(addToQueue(deps(), house.author.actor, id, post)).rejects.toMatchObject({
    code: 'plans.queue-ended',
  })
})

test('only whoever administers all its accounts sets up a queue; who writes for them uses it; nobody else sees it', async () => {
  const administrator = await signInAs(house.services, {
    name: 'Administrator',
    accounts: [{ accountId: house.accountId, relation: 'administrator' }],
  })
  const input = {
    name: 'Ours',
    about: '',
    slots: mondays,
    inElections: false,
    whenClosed: false,
    fillDays: 0,
  }
  const mine = { ...input, accountIds: [house.accountId] }
  const id = await makeQueue(deps(), administrator.actor, mine)
  await expect(makeQueue(deps(), house.author.actor, mine)).rejects.toMatchObject({ status: 403 })
  await expect(
    makeQueue(deps(), administrator.actor, { ...input, accountIds: [house.accountId, house.otherAccountId] }),
  ).rejects.toMatchObject({ status: 403 })
  const stranger = await signInAs(house.services, { name: 'Stranger' })
  await expect(viewQueue(deps(), stranger.actor, id)).rejects.toMatchObject({ status: 404 })
  expect(await listQueues(deps(), stranger.actor)).toEqual([])
  const other = await createDraft(house.posts, house.author.actor, {
    title: 'Elsewhere',
    content: words('Elsewhere.'),
    accountIds: [house.otherAccountId],
  })
  await expect(addToQueue(deps(), house.author.actor, id, other)).rejects.toMatchObject({
    code: 'plans.other-accounts',
  })
})
