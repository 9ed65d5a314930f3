import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendar } from '#features/posts/calendar.ts'
import { checkStored } from '#features/posts/check.ts'
import { lookAgain, sendNow } from '#features/posts/control.ts'
import { listPosts, startDispatcher } from '#features/posts/index.ts'
import { viewPost } from '#features/posts/views.ts'
import { approvePost } from '#features/posts/decide.ts'
import { beginConnection, listAccounts } from '#features/register/index.ts'
import { actorById } from '#features/people/index.ts'
import { listRequests } from '#features/register/requests/lists.ts'
import { nowOf } from '#platform/services.ts'
import { examplePosts } from './posts.ts'
import { loadExample } from './load.ts'
import { freshHouse, type ExampleStage } from './testing.ts'

let stage: ExampleStage
let took = 0

beforeAll(async () => {
  stage = await freshHouse()
  const before = performance.now()
  await loadExample(stage.house, stage.newcomer.actor)
  took = performance.now() - before
})
afterAll(() => stage.close())

const newcomer = () => stage.newcomer.actor
const rows = () => listPosts(stage.house.posts, newcomer(), { limit: 500 })
const titled = async (title: string) => (await rows()).find((row) => row.title.startsWith(title))!
const view = async (title: string) => viewPost(stage.house.posts, newcomer(), (await titled(title)).id)

test('it is loaded within the time that a newcomer waits', () => {
  expect(took).toBeLessThan(20_000)
})

test('there is a post in every state that lasts', async () => {
  const statuses = new Set((await rows()).map((row) => row.status))
  expect([...statuses].toSorted()).toEqual(
    ['approved', 'attention', 'cancelled', 'draft', 'in-review', 'paused', 'published'].toSorted(),
  )
  const publications = await stage.services.db.selectFrom('publication').select('state').distinct().execute()
  expect(publications.map((row) => row.state).toSorted()).toEqual(
    [
      'blocked',
      'cancelled',
      'due',
      'missed',
      'paused',
      'published',
      'rejected',
      'unknown',
      'verified',
    ].toSorted(),
  )
  expect(await rows()).toHaveLength(examplePosts.length)
  expect((await rows()).every((row) => row.example)).toBe(true)
})

test('what waits for approval waits for the newcomer, who can give it', async () => {
  const waiting = (await rows()).filter((row) => row.waitsForMe)
  expect(waiting).toHaveLength(4)
  const post = await view('New study rooms')
  expect(post.whyNotApprove).toBeNull()
  const digests = Object.fromEntries(post.targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(stage.house.posts, newcomer(), post.id, { digests, note: '' })
  expect((await view('New study rooms')).status).toBe('approved')
})

test('published posts stand on the pages of Practice, on their days, with their images', async () => {
  const page = await stage.page('/practice/example-university')
  expect(page.status).toBe(200)
  expect(page.body).toContain('Thank you to everybody who came to see us')
  expect(page.body).toContain('Drawing of four coloured tents')
  expect(page.body).toContain('last bus from the station at 23.45')
  const post = await view('Thank you for coming')
  expect(post.publishLocal).toBe('2026-11-09T10:00')
  expect(post.publications[0]?.publishedAt?.slice(0, 10)).toBe('2026-11-09')
  expect(post.publications[0]?.verifiedAt).not.toBeNull()
  expect(post.targets[0]?.approvedBy[0]?.name).toBe('Digital Marketing Officer')
})

test('the calendar is full on both sides of today', async () => {
  const items = await calendar(stage.house.posts, newcomer(), '2026-11-01T00:00:00Z', '2026-12-31T00:00:00Z')
  expect(items.filter((item) => item.at < nowOf(stage.services)).length).toBeGreaterThanOrEqual(10)
  expect(items.filter((item) => item.at > nowOf(stage.services)).length).toBeGreaterThanOrEqual(8)
})

test('drafts have something for the checks to say, and reasons were given where words were kept', async () => {
  const { posts } = stage.house
  const said = async (title: string) => {
    const { id } = await titled(title)
    return (await checkStored(posts, newcomer(), id)).map((finding) => finding.control)
  }
  expect(await said('Ask our student guide')).toContain('telephone-numbers')
  expect(await said('Campus in autumn')).toContain('alternative-text')
  expect(await said('Countdown')).toContain('hashtag-capitals')
  // What is left is what the newcomer is asked for.
  expect(await said('Clearing')).toEqual(['another-person-approves'])
  expect((await view('Volunteers wanted')).overrides[0]?.reason).toContain('field work')
})

test('comments, revisions, a voided approval and asked changes are there', async () => {
  const showcase = await view('Research showcase')
  expect(showcase.comments.map((comment) => comment.resolvedAt !== null)).toEqual([true, false])
  const revisions = await stage.services.db
    .selectFrom('post_revision')
    .selectAll()
    .where('post_id', '=', showcase.id)
    .execute()
  expect(revisions).toHaveLength(2)
  const voided = await view('Showcase prize winners')
  expect(voided).toMatchObject({ status: 'draft', decisions: [{ decision: 'approved' }] })
  expect(voided.decisions[0]?.voidedBecause).toContain('changed after')
  expect((await view('Laptop loans')).decisions[0]?.note).toContain('over a weekend')
})

test('a correction that was agreed stands on Practice, and another waits for the newcomer', async () => {
  const corrections = await stage.services.db.selectFrom('correction').select(['text', 'decision']).execute()
  const decided = (decision: 'approved' | null) => corrections.filter((each) => each.decision === decision)
  expect(decided('approved')[0]?.text).toContain('23.45')
  expect(decided(null)[0]?.text).toContain('Fifty grams')
})

test('no moment of a story lies in the future or before the one it follows', async () => {
  const now = nowOf(stage.services)
  for (const row of await rows()) {
    const post = await viewPost(stage.house.posts, newcomer(), row.id)
    const steps = [post.createdAt, post.submittedAt, ...post.decisions.map((decision) => decision.at)]
    const known = steps.filter((at) => at !== null)
    expect(known, post.title).toEqual(known.toSorted())
    expect(
      known.every((at) => at <= now),
      post.title,
    ).toBe(true)
    for (const publication of post.publications) {
      const sent = [publication.publishedAt, publication.verifiedAt].filter((at) => at !== null)
      expect(
        sent.every((at) => at <= now),
        post.title,
      ).toBe(true)
    }
  }
})

test('a request in every state that lasts, the one that waits longest before the newcomer', async () => {
  const states = await stage.services.db.selectFrom('request').select(['state', 'example']).execute()
  expect(states.map(({ state }) => state).toSorted()).toEqual(
    ['appealed', 'approved', 'draft', 'in-review', 'refused'].toSorted(),
  )
  expect(states.every(({ example }) => example)).toBe(true)
  const { requests, waiting } = await listRequests(stage.services, newcomer(), {
    list: 'all',
    page: 1,
    size: 25,
  })
  // The draft is its author’s; what has a question open waits for whoever asked.
  expect(requests.map(({ state }) => state)).toEqual(['in-review', 'approved', 'refused', 'appealed'])
  expect(requests.some(({ overdue }) => overdue)).toBe(false)
  expect(waiting).toBe(2)
})

test('a dozen accounts: those on Practice are connected but for one that ended, the others are not yet', async () => {
  const all = await listAccounts(stage.services.db, {}, nowOf(stage.services))
  expect(all).toHaveLength(15)
  const accounts = all.filter(({ state }) => state === 'active')
  expect(accounts).toHaveLength(12)
  const states = accounts.map((account) => `${account.network} ${account.connection.state}`)
  expect(states.filter((state) => state === 'practice reconnect')).toHaveLength(1)
  expect(states.filter((state) => state.startsWith('practice'))).toHaveLength(8)
  expect(states.filter((state) => /^(?:bluesky|mastodon) none$/.test(state))).toHaveLength(4)
  const ending = accounts.flatMap((account) => account.members).filter((member) => member.until !== null)
  expect(ending).toMatchObject([{ relation: 'administrator', name: 'Health Sciences Web Editor' }])
})

test('the log verifies, and says that it was an example', async () => {
  const report = await stage.verify()
  expect(report.faults).toEqual([])
  expect(report.ok).toBe(true)
  const loaded = await stage.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'example.loaded')
    .execute()
  expect(loaded).toHaveLength(1)
  expect(loaded[0]?.body.facts['posts']).toHaveLength(examplePosts.length)
  // What the log tells is when it was written, whatever days the example's rows show.
  const moments = await stage.services.db.selectFrom('ledger_entry').select('at').distinct().execute()
  expect(moments.map((row) => row.at)).toEqual([nowOf(stage.services)])
})

test('a second call does nothing', async () => {
  await loadExample(stage.house, newcomer())
  expect(await rows()).toHaveLength(examplePosts.length)
})

test('nobody of the example can sign in, and none of them is waited for', async () => {
  const { db } = stage.services
  for (const table of ['password', 'passkey', 'session', 'invitation', 'api_token'] as const) {
    const found = await db
      .selectFrom(table)
      .innerJoin('person', 'person.id', `${table}.person_id`)
      .select('person.id')
      .where('person.example', '=', true)
      .execute()
    expect(found, table).toEqual([])
  }
})

test('the worker leaves the unknown alone until somebody looks again, and then finds it', async () => {
  const { posts, networks } = stage.house
  const worker = startDispatcher(posts, 'worker', { alone: false })
  const until = (title: string, state: string) =>
    expect
      .poll(async () => (await view(title)).publications.at(-1)?.state, { timeout: 10_000, interval: 50 })
      .toBe(state)
  try {
    stage.services.clock.advance({ seconds: 30 })
    worker.wake()
    await until('Applications: what happens', 'verified')
    expect((await view('Lecture: the mathematics')).publications[0]?.state).toBe('unknown')
    const lecture = (await view('Lecture: the mathematics')).publications[0]!
    await lookAgain(posts, newcomer(), lecture.id)
    worker.wake()
    await until('Lecture: the mathematics', 'verified')

    const rehearsal = (await view('Open rehearsal')).publications[0]!
    await sendNow(posts, newcomer(), rehearsal.id)
    worker.wake()
    stage.services.clock.advance({ seconds: 30 })
    await until('Open rehearsal', 'published')

    const fixtures = await view('Winter fixtures')
    await beginConnection({ services: stage.services, networks }, newcomer(), fixtures.accountIds[0]!, {
      method: 'practice',
      values: {},
    })
    await sendNow(posts, newcomer(), fixtures.publications[0]!.id)
    worker.wake()
    await until('Winter fixtures', 'published')
  } finally {
    await worker.stop()
  }
  expect(await actorById(stage.services.db, newcomer().personId, nowOf(stage.services))).not.toBeNull()
})
