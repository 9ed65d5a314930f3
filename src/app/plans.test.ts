import { afterEach, expect, test } from 'vitest'
import { addToQueue } from '#features/plans/add-to-queue.ts'
import type { QueueInput, SeriesInput } from '#features/plans/contract.ts'
import { markEvergreen } from '#features/plans/evergreen.ts'
import { lookAhead } from '#features/plans/jobs.ts'
import { changeQueue, endQueue, makeQueue, pauseQueue } from '#features/plans/keep-queue.ts'
import { changeSeries, makeSeries } from '#features/plans/keep-series.ts'
import { moveInQueue, takeOut } from '#features/plans/move-in-queue.ts'
import { postPlan } from '#features/plans/post-plan.ts'
import { tendQueues } from '#features/plans/tick.ts'
import { listQueues, viewQueue } from '#features/plans/views.ts'
import { changeInstitution } from '#features/institution/change-institution.ts'
import { signInAs } from '#features/people/testing.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft, deleteDraft, movePost, saveDraft } from '#features/posts/write-draft.ts'
import { testHouse, type TestHouse } from './testing.ts'

// Saturday 21 November 2026, nine o'clock.
let house: TestHouse
afterEach(() => house.close())

const deps = () => ({ services: house.services, posts: house.posts })
const words = (text: string) => ({ parts: [{ text, media: [], link: null }], variants: {} })
const mondays = [{ weekday: 1, time: '09:00', termOnly: false }]

async function queue(change: Partial<QueueInput> = {}): Promise<string> {
  return makeQueue(deps(), house.officer.actor, {
    name: 'Reading tips',
    about: '',
    accountIds: [house.accountId],
    slots: mondays,
    inElections: false,
    whenClosed: false,
    fillDays: 0,
    ...change,
  })
}

async function draft(title: string): Promise<string> {
  return createDraft(house.posts, house.author.actor, {
    title,
    content: words(`${title}: a book that is worth your evening.`),
    accountIds: [house.accountId],
  })
}

async function queued(queueId: string, title: string): Promise<string> {
  const id = await draft(title)
  await addToQueue(deps(), house.author.actor, queueId, id)
  return id
}

async function approve(id: string): Promise<void> {
  const { version } = await viewPost(house.posts, house.author.actor, id)
  await submitPost(house.posts, house.author.actor, id, version)
  const { targets } = await viewPost(house.posts, house.officer.actor, id)
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(house.posts, house.officer.actor, id, { digests, note: '' })
}

const view = (id: string) => viewPost(house.posts, house.author.actor, id)
const localOf = async (id: string) => (await view(id)).publishLocal
const notices = async () =>
  (
    await house.services.db.selectFrom('notice').select(['kind', 'title', 'text']).orderBy('at').execute()
  ).filter((notice) => notice.kind.startsWith('plans.'))
const published = async () =>
  (await house.services.db.selectFrom('practice_post').select('id').execute()).length

test('a post gets the next free slot and goes at it once approved, by the ordinary line', async () => {
  house = await testHouse()
  const id = await queue()
  const post = await queued(id, 'One')
  expect(await localOf(post)).toBe('2026-11-23T09:00')
  await approve(post)
  house.services.clock.set('2026-11-23T09:00:10Z')
  await house.work()
  expect(await published()).toBe(1)
  await tendQueues(deps())
  expect((await viewQueue(deps(), house.officer.actor, id)).waiting).toBe(0)
})

test('two people at one moment never get one slot', async () => {
  house = await testHouse()
  const id = await queue()
  const posts = await Promise.all(['One', 'Two', 'Three', 'Four'].map(draft))
  await Promise.all(posts.map((post) => addToQueue(deps(), house.author.actor, id, post)))
  const times = await Promise.all(posts.map(localOf))
  expect(times.toSorted()).toEqual([
    '2026-11-23T09:00',
    '2026-11-30T09:00',
    '2026-12-07T09:00',
    '2026-12-14T09:00',
  ])
})

test('the database itself refuses a second post in a slot', async () => {
  house = await testHouse()
  const id = await queue()
  const [one, two] = [await queued(id, 'One'), await draft('Two')]
  const { slot_at } = await house.services.db
    .selectFrom('queue_item')
    .select('slot_at')
    .where('post_id', '=', one)
    .executeTakeFirstOrThrow()
  const row = { post_id: two, queue_id: id, slot_at, added_by: null, added_at: slot_at }
  await expect(house.services.db.insertInto('queue_item').values(row).execute()).rejects.toThrow(/one_slot/)
})

test('what is not approved in time moves to the next free slot and its writer is told; the others keep theirs', async () => {
  house = await testHouse()
  const id = await queue()
  const [one, two] = [await queued(id, 'One'), await queued(id, 'Two')]
  await approve(two)
  house.services.clock.set('2026-11-23T09:00:30Z')
  await tendQueues(deps())
  expect([await localOf(one), await localOf(two)]).toEqual(['2026-12-07T09:00', '2026-11-30T09:00'])
  expect(await notices()).toMatchObject([
    { kind: 'plans.moved', text: expect.stringContaining('before it was approved') as string },
  ])
  await tendQueues(deps())
  expect(await notices()).toHaveLength(1)
  house.services.clock.set('2026-11-30T09:00:10Z')
  await house.work()
  expect(await published()).toBe(1)
})

test('new slots plan everything anew in its order, and approvals stay', async () => {
  house = await testHouse()
  const id = await queue()
  const [one, two] = [await queued(id, 'One'), await queued(id, 'Two')]
  await approve(two)
  const { version } = await viewQueue(deps(), house.officer.actor, id)
  const slots = [2, 3].map((weekday) => ({ weekday, time: '10:15', termOnly: false }))
  const input = { name: 'Tips', about: '', accountIds: [house.accountId], slots }
  const rest = { inElections: false, whenClosed: false, fillDays: 0 }
  const { moved } = await changeQueue(deps(), house.officer.actor, id, { ...input, ...rest, version })
  expect(moved).toBe(2)
  expect([await localOf(one), await localOf(two)]).toEqual(['2026-11-24T10:15', '2026-11-25T10:15'])
  const after = await view(two)
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
  expect(await published()).toBe(1)
})

test('posts change places, approvals stay, and the last one goes a slot further', async () => {
  house = await testHouse()
  const id = await queue()
  const [one, two, three] = [await queued(id, 'One'), await queued(id, 'Two'), await queued(id, 'Three')]
  await approve(one)
  await moveInQueue(deps(), house.author.actor, three, 'first')
  expect(await Promise.all([three, one, two].map(localOf))).toEqual([
    '2026-11-23T09:00',
    '2026-11-30T09:00',
    '2026-12-07T09:00',
  ])
  await moveInQueue(deps(), house.author.actor, two, 'later')
  expect(await localOf(two)).toBe('2026-12-14T09:00')
  expect((await view(one)).status).toBe('approved')
})

test('taken out it is a draft without a time, its approval does not hold, and its slot is free', async () => {
  house = await testHouse()
  const id = await queue()
  const [one, two] = [await queued(id, 'One'), await queued(id, 'Two')]
  await approve(one)
  await takeOut(deps(), house.author.actor, one)
  expect(await view(one)).toMatchObject({ status: 'draft', publishAt: null, queueId: null })
  expect((await view(one)).decisions[0]?.voidedAt).not.toBeNull()
  expect(await localOf(two)).toBe('2026-11-30T09:00')
  expect(await localOf(await queued(id, 'Three'))).toBe('2026-11-23T09:00')
})

test('while it is in a queue, saving keeps its slot and no other time is taken; words still void approvals', async () => {
  house = await testHouse()
  const id = await queue()
  const post = await queued(id, 'One')
  await approve(post)
  const before = await view(post)
  const { title, audiences, language, accountIds, version } = before
  const input = { title, audiences, language, accountIds, version, schedule: null }
  const saved = await saveDraft(house.posts, house.author.actor, post, {
    ...input,
    content: words('Other words.'),
  })
  expect(saved.voided).toBe(1)
  expect(await view(post)).toMatchObject({ publishLocal: '2026-11-23T09:00', queueId: id, status: 'draft' })
  await expect(
    movePost(house.posts, house.author.actor, post, {
      version: saved.version,
      schedule: { local: '2026-11-24T10:00' },
    }),
  ).rejects.toMatchObject({ code: 'posts.in-queue' })
})

test('slots leave out days kept free, closures and elections; a day kept free later moves what stands there', async () => {
  house = await testHouse()
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
  const id = await queue()
  const [one, two] = [await queued(id, 'One'), await queued(id, 'Two')]
  expect([await localOf(one), await localOf(two)]).toEqual(['2026-11-23T09:00', '2026-12-14T09:00'])
  const through = await queue({ name: 'Through', inElections: true, whenClosed: true })
  await queued(through, 'A')
  expect(await localOf(await queued(through, 'B'))).toBe('2026-11-30T09:00')
  const mourning = { name: 'Mourning', from: '2026-11-23', until: '2026-11-24', everyYear: false, goes: '' }
  await changeInstitution(house.services, it.actor, { blackouts: [mourning] })
  await tendQueues(deps())
  expect(await localOf(one)).toBe('2026-12-21T09:00')
  expect((await viewQueue(deps(), house.officer.actor, id)).leftOut.map((left) => left.day)).toEqual([
    '2026-11-23',
    '2026-11-30',
    '2026-12-07',
  ])
})

test('a queue rests until a day, goes on, and ends; nothing in it is lost', async () => {
  house = await testHouse()
  const id = await queue()
  const post = await queued(id, 'One')
  await pauseQueue(deps(), house.officer.actor, id, { until: '2026-12-01', reason: 'Reading week' })
  expect(await localOf(post)).toBe('2026-12-07T09:00')
  expect((await listQueues(deps(), house.author.actor))[0]).toMatchObject({ state: 'paused', waiting: 1 })
  await pauseQueue(deps(), house.officer.actor, id, { until: null, reason: '' })
  expect(await localOf(post)).toBe('2026-11-23T09:00')
  await endQueue(deps(), house.officer.actor, id)
  expect(await view(post)).toMatchObject({ status: 'draft', publishAt: null })
  await expect(addToQueue(deps(), house.author.actor, id, post)).rejects.toMatchObject({
    code: 'plans.queue-ended',
  })
})

test('only whoever administers all its accounts sets up a queue; who writes for them uses it; nobody else sees it', async () => {
  house = await testHouse()
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

const series = (
  change: Partial<SeriesInput['rule']> = {},
  text = 'What is open this week.',
): SeriesInput => ({
  name: 'Opening hours',
  ahead: 7,
  template: {
    title: 'Opening hours',
    content: { ...words(text), details: {} },
    audiences: [],
    language: 'en-GB',
    accountIds: [house.accountId],
  },
  rule: {
    pattern: { kind: 'weekly', days: [1] },
    every: 1,
    from: '2026-11-23',
    until: null,
    count: null,
    time: '09:00',
    termOnly: false,
    inElections: false,
    whenBlocked: 'skip',
    ...change,
  },
})
const drafts = async () =>
  house.services.db
    .selectFrom('post')
    .select(['id', 'title', 'publish_local', 'content', 'state'])
    .orderBy('id')
    .execute()

test('a series makes each draft once, seven days ahead; a change is for later ones only', async () => {
  house = await testHouse()
  const id = await makeSeries(deps(), house.officer.actor, series())
  await lookAhead(deps())
  await lookAhead(deps())
  expect(await drafts()).toMatchObject([{ publish_local: '2026-11-23T09:00', state: 'draft' }])
  await changeSeries(deps(), house.officer.actor, id, { ...series({}, 'Other words.'), version: 1 })
  house.services.clock.set('2026-11-24T09:00:00Z')
  await lookAhead(deps())
  const made = await drafts()
  expect(made.map((post) => post.content.parts[0]?.text)).toEqual(['What is open this week.', 'Other words.'])
  expect(made[1]).toMatchObject({
    publish_local: '2026-11-30T09:00',
    title: 'Opening hours, Monday 30 November',
  })
  expect((await postPlan(deps(), house.officer.actor, made[1]?.id ?? '')).from).toMatchObject({
    kind: 'series',
  })
  expect(await notices()).toHaveLength(2)
})

test('what passed while nothing ran is made once, without a time, and not piled up', async () => {
  house = await testHouse()
  await makeSeries(deps(), house.officer.actor, series())
  house.services.clock.set('2027-01-05T09:00:00Z')
  await lookAhead(deps())
  await lookAhead(deps())
  expect(await drafts()).toMatchObject([
    { title: 'Opening hours, Monday 4 January', publish_local: null },
    { title: 'Opening hours, Monday 11 January', publish_local: '2027-01-11T09:00' },
  ])
})

test('a series whose owner has left stands still, says so once, and is taken over by saving it', async () => {
  house = await testHouse()
  const id = await makeSeries(deps(), house.officer.actor, series())
  const other = await signInAs(house.services, { name: 'Other officer', roles: ['officer'] })
  const { personId } = house.officer.actor
  await house.services.db.updateTable('person').set({ state: 'left' }).where('id', '=', personId).execute()
  await lookAhead(deps())
  await lookAhead(deps())
  expect(await drafts()).toEqual([])
  expect(await notices()).toHaveLength(1)
  await changeSeries(deps(), other.actor, id, { ...series(), version: 1 })
  await lookAhead(deps())
  expect(await drafts()).toHaveLength(1)
})

async function evergreen(restDays: number): Promise<{ queueId: string; source: string }> {
  const queueId = await queue({ fillDays: 7 })
  const source = await queued(queueId, 'Evergreen')
  await approve(source)
  house.services.clock.set('2026-11-23T09:00:10Z')
  await house.work()
  await tendQueues(deps())
  await markEvergreen(deps(), house.officer.actor, source, {
    queueId,
    restDays,
    reviewOn: '2027-11-01',
    mostUses: 2,
  })
  return { queueId, source }
}

test('an empty slot is filled with a new draft of what has rested, which needs its own approval', async () => {
  house = await testHouse()
  const { source } = await evergreen(30)
  await lookAhead(deps())
  expect(await drafts()).toHaveLength(1)
  // The Monday before is a public holiday.
  house.services.clock.set('2026-12-29T09:00:00Z')
  await lookAhead(deps())
  await lookAhead(deps())
  const made = (await drafts()).filter((post) => post.id !== source)
  expect(made).toMatchObject([{ title: 'Evergreen', state: 'draft', publish_local: '2027-01-04T09:00' }])
  const [again] = made
  const plan = await postPlan(deps(), house.officer.actor, again?.id ?? '')
  expect(plan.from).toMatchObject({ kind: 'evergreen', link: `/posts/${source}` })
  expect(plan.from?.says.join(' ')).toMatch(/went out on Monday 23 November.*same words sent twice/)
  house.services.clock.set('2027-01-04T09:00:30Z')
  await house.work()
  expect(await published()).toBe(1)
  // Thrown away, it is not proposed again at once.
  await tendQueues(deps())
  await deleteDraft(house.posts, house.officer.actor, again?.id ?? '')
  await tendQueues(deps())
  await lookAhead(deps())
  expect((await drafts()).length).toBe(2)
})

test('what was deleted or corrected since is not proposed, and neither is what has come to its review', async () => {
  house = await testHouse()
  const { source } = await evergreen(14)
  house.services.clock.set('2026-12-01T09:00:00Z')
  const { db } = house.services
  await db
    .updateTable('publication')
    .set({ removed_at: '2026-11-25T09:00:00Z' })
    .where('post_id', '=', source)
    .execute()
  await lookAhead(deps())
  expect(await drafts()).toHaveLength(1)
  await db.updateTable('publication').set({ removed_at: null }).where('post_id', '=', source).execute()
  await db.updateTable('evergreen').set({ review_on: '2026-12-07' }).execute()
  await lookAhead(deps())
  expect(await drafts()).toHaveLength(1)
  await db.updateTable('evergreen').set({ review_on: '2027-12-28' }).execute()
  await lookAhead(deps())
  expect(await drafts()).toHaveLength(2)
})
