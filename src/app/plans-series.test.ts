import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs } from '#features/people/testing.ts'
import type { SeriesInput } from '#features/plans/contract.ts'
import { markEvergreen, restedOf } from '#features/plans/evergreen.ts'
import { evergreenViews } from '#features/plans/views.ts'
import { lookAhead } from '#features/plans/jobs.ts'
import { changeSeries, makeSeries } from '#features/plans/keep-series.ts'
import { postPlan } from '#features/plans/post-plan.ts'
import { tendQueues } from '#features/plans/tick.ts'
import { cancelPublication } from '#features/posts/control.ts'
import { createDraft, deleteDraft } from '#features/posts/write-draft.ts'
import { Planner, words } from './plans-testing.ts'
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
  expect(await plan.notices()).toHaveLength(2)
})

test('the drafts of a series with a long name are told apart by their day', async () => {
  const named = series()
  const title = `${'a'.repeat(180)}😀${'b'.repeat(18)}`
  await makeSeries(deps(), house.officer.actor, {
    ...named,
    ahead: 14,
    template: { ...named.template, title },
  })
  await lookAhead(deps())
  expect((await drafts()).map((draft) => draft.title)).toEqual([
    expect.stringMatching(/, Monday 23 November$/),
    expect.stringMatching(/, Monday 30 November$/),
  ])
})

test('what passed while nothing ran is made once, without a time, and not piled up', async () => {
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
  const id = await makeSeries(deps(), house.officer.actor, series())
  const other = await signInAs(house.services, { name: 'Other officer', roles: ['officer'] })
  const { personId } = house.officer.actor
  await house.services.db.updateTable('person').set({ state: 'left' }).where('id', '=', personId).execute()
  await lookAhead(deps())
  await lookAhead(deps())
  expect(await drafts()).toEqual([])
  expect(await plan.notices()).toHaveLength(1)
  await changeSeries(deps(), other.actor, id, { ...series(), version: 1 })
  await lookAhead(deps())
  expect(await drafts()).toHaveLength(1)
})

async function evergreen(restDays: number): Promise<{ queueId: string; source: string }> {
  const queueId = await plan.queue({ fillDays: 7 })
  const source = await plan.queued(queueId, 'Evergreen')
  await plan.approve(source)
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
  const stands = await postPlan(deps(), house.officer.actor, again?.id ?? '')
  expect(stands.from).toMatchObject({ kind: 'evergreen', link: `/posts/${source}` })
  expect(stands.from?.says.join(' ')).toMatch(/went out on Monday 23 November.*same words sent twice/)
  house.services.clock.set('2027-01-04T09:00:30Z')
  await house.work()
  expect(await plan.published()).toBe(1)
  // Thrown away, it is not proposed again at once.
  await tendQueues(deps())
  await deleteDraft(house.posts, house.officer.actor, again?.id ?? '')
  await tendQueues(deps())
  await lookAhead(deps())
  expect((await drafts()).length).toBe(2)
})

test('thrown away it is not proposed before it has rested, however far ahead its queue is filled', async () => {
  const { source, queueId } = await evergreen(14)
  const { db } = house.services
  await db.updateTable('plan_queue').set({ fill_days: 60 }).where('id', '=', queueId).execute()
  // The first empty slot comes when it has rested.
  for (const title of ['First', 'Second']) await plan.queued(queueId, title)
  await lookAhead(deps())
  const proposals = async () =>
    (await drafts()).filter(({ id, title }) => title === 'Evergreen' && id !== source)
  const [first] = await proposals()
  house.services.clock.set('2026-11-25T09:00:00Z')
  await deleteDraft(house.posts, house.officer.actor, first?.id ?? '')
  await tendQueues(deps())
  house.services.clock.set('2026-12-08T09:00:00Z')
  await lookAhead(deps())
  expect(await proposals()).toHaveLength(1)
  house.services.clock.set('2026-12-09T09:00:00Z')
  await lookAhead(deps())
  expect(await proposals()).toHaveLength(2)
})

test('what was deleted or corrected since is not proposed, and neither is what has come to its review', async () => {
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

test('it rests for whole days of the institution, also after a post of its first hour', async () => {
  const { source, queueId } = await evergreen(14)
  // Half past midnight of the second of June in London.
  await house.services.db
    .updateTable('publication')
    .set({ published_at: '2027-06-01T23:30:00.000Z' })
    .where('post_id', '=', source)
    .execute()
  const rest = async (now: string) => {
    house.services.clock.set(now)
    const [view] = await evergreenViews(deps(), house.officer.actor, { queueIds: [queueId] })
    return [view?.restsUntil, view?.why]
  }
  expect(await rest('2027-06-15T22:59:00Z')).toEqual(['2027-06-16', 'It still rests.'])
  expect(await rest('2027-06-15T23:00:00Z')).toEqual(['2027-06-16', null])
})

test('a proposal that was taken off the schedule stands in the way of no further one', async () => {
  const { source, queueId } = await evergreen(14)
  const { db, clock } = house.services
  clock.set('2026-12-08T09:00:00Z')
  await lookAhead(deps())
  const made = (await drafts()).find((post) => post.id !== source)?.id ?? ''
  const underWay = async () => (await restedOf(db, { queueIds: [queueId] })).map((item) => item.underWay)
  expect(await underWay()).toEqual([true])
  await db.deleteFrom('post_contributor').where('post_id', '=', made).execute()
  await plan.approve(made)
  expect(await underWay()).toEqual([true])
  const [publication] = (await plan.view(made)).publications
  await cancelPublication(house.posts, house.officer.actor, publication?.id ?? '', 'Not this year.')
  expect(await underWay()).toEqual([false])
})

test('a queue fills itself for the days that it was told and no further, also where a network has no room in them', async () => {
  const { source } = await evergreen(14)
  house.services.clock.set('2026-12-08T09:00:00Z')
  const own = await createDraft(house.posts, house.author.actor, {
    title: 'Own time',
    content: words('Something for that Monday.'),
    accountIds: [house.accountId],
    schedule: { local: '2026-12-14T08:30' },
  })
  const practice = house.networks.get('practice')!
  const rule = { id: 'few', of: 'posts', per: 'account', most: 1, seconds: 86_400 } as const
  const profile = { ...practice.profile, rates: [{ ...practice.profile.rates[0], ...rule }] }
  const networks = new Map([['practice', { ...practice, profile }]])
  await lookAhead({ ...deps(), posts: { ...house.posts, networks } })
  expect((await drafts()).map(({ id }) => id)).toEqual([source, own])
})
