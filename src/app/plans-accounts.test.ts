/** What is in a queue goes to accounts of that queue, also when either of them changes afterwards. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { markEvergreen } from '#features/plans/evergreen.ts'
import { lookAhead } from '#features/plans/jobs.ts'
import { changeQueue } from '#features/plans/keep-queue.ts'
import { tendQueues } from '#features/plans/tick.ts'
import { evergreenViews, viewQueue } from '#features/plans/views.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { saveDraft } from '#features/posts/write-draft.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { mondays, Planner, words } from './plans-testing.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'

let house: TestHouse
let plan: Planner
let app: ApiApp | undefined
beforeEach(async () => {
  house = await testHouse()
  plan = new Planner(house)
})
afterEach(async () => {
  await app?.close()
  app = undefined
  await house.close()
})

const deps = () => plan.deps()
const refused = { code: 'plans.other-accounts', status: 422 }

async function asItStands(id: string) {
  const { title, content, audiences, language, accountIds, version } = await plan.view(id)
  return { title, content, audiences, language, accountIds, version, schedule: null }
}

/** As where somebody changed the queue in the same moment: nothing was asked. */
const narrow = (id: string, accountIds: string[]) =>
  house.services.db.updateTable('plan_queue').set({ account_ids: accountIds }).where('id', '=', id).execute()

const input = (accountIds: string[]) => ({
  name: 'Reading tips',
  about: '',
  accountIds,
  slots: mondays,
  inElections: false,
  whenClosed: false,
  fillDays: 0,
})

test('a post in a queue gets no account that the queue is not for; its words, approval and slot stay', async () => {
  const queue = await plan.queue()
  const post = await plan.queued(queue, 'One')
  await plan.approve(post)
  const before = await asItStands(post)
  const more = { ...before, accountIds: [house.accountId, house.otherAccountId], content: words('Other.') }
  await expect(saveDraft(house.posts, house.author.actor, post, more)).rejects.toMatchObject({
    ...refused,
    extras: {
      fix: expect.stringMatching(/Take the post out of the queue/) as string,
      data: { accountIds: [house.otherAccountId] },
    },
  })
  expect(await plan.view(post)).toMatchObject({
    status: 'approved',
    accountIds: [house.accountId],
    publishLocal: '2026-11-23T09:00',
    version: before.version,
  })
  const saved = await saveDraft(house.posts, house.author.actor, post, {
    ...more,
    accountIds: before.accountIds,
  })
  expect(saved.voided).toBe(1)
})

test('among the accounts of its queue a post may change; one that is in none may go anywhere', async () => {
  const both = await plan.queue({ accountIds: [house.accountId, house.otherAccountId] })
  const post = await plan.queued(both, 'One')
  const other = { ...(await asItStands(post)), accountIds: [house.otherAccountId] }
  await saveDraft(house.posts, house.author.actor, post, other)
  expect(await plan.view(post)).toMatchObject({ queueId: both, accountIds: [house.otherAccountId] })
  const free = await plan.draft('Two')
  const anywhere = { ...(await asItStands(free)), accountIds: [house.otherAccountId] }
  await saveDraft(house.posts, house.author.actor, free, anywhere)
  expect((await plan.view(free)).accountIds).toEqual([house.otherAccountId])
})

test('over HTTP the refusal is a problem with the way out, and nothing of the post changed', async () => {
  app = await buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })
  await app.ready()
  const queue = await plan.queue()
  const post = await plan.queued(queue, 'One')
  const before = await asItStands(post)
  const put = (accountIds: string[]) =>
    app!.inject({
      method: 'PUT',
      url: `/api/posts/${post}`,
      headers: house.author.headers,
      payload: { ...before, accountIds },
    })
  const answer = await put([house.accountId, house.otherAccountId])
  expect(answer.statusCode).toBe(422)
  expect(answer.json()).toMatchObject({
    code: 'plans.other-accounts',
    detail: '“Reading tips” does not post to every account of this post.',
    fix: expect.stringMatching(/Take the post out of the queue/) as string,
  })
  expect(await asItStands(post)).toEqual(before)
  expect((await put([house.accountId])).statusCode).toBe(200)
})

test('a queue loses no account that a post in it goes to', async () => {
  const queue = await plan.queue({ accountIds: [house.accountId, house.otherAccountId] })
  const post = await plan.queued(queue, 'One')
  const { version } = await viewQueue(deps(), house.officer.actor, queue)
  const less = { ...input([house.otherAccountId]), version }
  await expect(changeQueue(deps(), house.officer.actor, queue, less)).rejects.toMatchObject({
    code: 'plans.posts-elsewhere',
    message: expect.stringContaining('“One” waits in “Reading tips”') as string,
    extras: { data: { postIds: [post] } },
  })
  await saveDraft(house.posts, house.author.actor, post, {
    ...(await asItStands(post)),
    accountIds: [house.otherAccountId],
  })
  await changeQueue(deps(), house.officer.actor, queue, less)
  expect((await viewQueue(deps(), house.officer.actor, queue)).waiting).toBe(1)
})

test('what does not fit all the same is not put forward, not approved, and leaves the queue as a draft', async () => {
  const queue = await plan.queue()
  const [one, two] = [await plan.queued(queue, 'One'), await plan.queued(queue, 'Two')]
  const { version } = await plan.view(one)
  await submitPost(house.posts, house.author.actor, one, version)
  await narrow(queue, [house.otherAccountId])
  const { targets } = await plan.view(one)
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
  const approve = approvePost(house.posts, house.officer.actor, one, { digests, note: '' })
  await expect(approve).rejects.toMatchObject(refused)
  const submit = submitPost(house.posts, house.author.actor, two, (await plan.view(two)).version)
  await expect(submit).rejects.toMatchObject(refused)
  // Words are saved whatever the queue says.
  const spoken = { ...(await asItStands(two)), content: words('Two, once more.') }
  await saveDraft(house.posts, house.author.actor, two, spoken)
  await tendQueues(deps())
  expect((await viewQueue(deps(), house.officer.actor, queue)).waiting).toBe(0)
  expect(await plan.view(one)).toMatchObject({ status: 'draft', queueId: null, publishAt: null })
  expect((await plan.view(two)).content.parts[0]?.text).toBe('Two, once more.')
  const told = await plan.notices()
  expect(told.map((notice) => notice.title)).toEqual(['Out of its queue: One', 'Out of its queue: Two'])
  expect(told[0]?.text).toMatch(/does not post to\. .*Put it in a queue that posts to all of its accounts/)
})

test('an approved post that does not fit any more is not sent by its queue', async () => {
  const queue = await plan.queue()
  const post = await plan.queued(queue, 'One')
  await plan.approve(post)
  await narrow(queue, [house.otherAccountId])
  await tendQueues(deps())
  expect(await plan.view(post)).toMatchObject({ status: 'draft', publications: [{ state: 'cancelled' }] })
  house.services.clock.set('2026-11-23T09:00:10Z')
  await house.work()
  expect(await plan.published()).toBe(0)
})

test('words are not proposed again for a queue that lost one of their accounts', async () => {
  const queueId = await plan.queue({ fillDays: 14 })
  const source = await plan.queued(queueId, 'Evergreen')
  await plan.approve(source)
  house.services.clock.set('2026-11-23T09:00:10Z')
  await house.work()
  await tendQueues(deps())
  const marks = { queueId, restDays: 14, reviewOn: '2027-11-01', mostUses: 2 }
  await markEvergreen(deps(), house.officer.actor, source, marks)
  await narrow(queueId, [house.otherAccountId])
  house.services.clock.set('2026-12-09T09:00:00Z')
  await lookAhead(deps())
  const drafts = () => house.services.db.selectFrom('post').select('id').execute()
  expect(await drafts()).toHaveLength(1)
  const [view] = await evergreenViews(deps(), house.officer.actor, { postIds: [source] })
  expect(view?.why).toBe('Its queue does not post to all of its accounts any more.')
  await narrow(queueId, [house.accountId])
  await lookAhead(deps())
  expect((await drafts()).length).toBeGreaterThan(1)
})
