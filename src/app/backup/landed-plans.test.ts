/**
 * What people had in hand when they upgraded from the version of `landed/0021-campaigns.tar.gz`: queues, days, a
 * series, a post that is used again, campaigns with lists of posts, and a post that went again for one account. Made by
 * that version itself: the example university, beside it accounts on Practice and on the stand-in for Mastodon of
 * `e2e/peers`; three people did it all through the API while its worker ran, and the process was killed while it
 * brought in the last of the lists.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CampaignView } from '#features/campaigns/contract.ts'
import type { HashtagPreview } from '#features/campaigns/hashtags/contract.ts'
import type { ImportList, ImportView, LinePage } from '#features/campaigns/import/contract.ts'
import { importUpkeep, moveImport } from '#features/campaigns/import/jobs.ts'
import type { Institution } from '#features/institution/contract.ts'
import type { Bands, PostPlan, Plans, QueueView, SeriesView } from '#features/plans/contract.ts'
import { lookAhead } from '#features/plans/jobs.ts'
import { tendQueues } from '#features/plans/tick.ts'
import type { PostRow, PostView } from '#features/posts/contract.ts'
import { digestOf } from '#features/posts/manifest.ts'
import { manualClock } from '#platform/clock/index.ts'
import type { z } from 'zod'
import { workOff } from '../testing.ts'
import { upgradedFrom, type Upgraded } from './testing.ts'

/** Two hours after the backup, a Sunday. */
const clock = manualClock('2026-11-22T06:00:00Z')
let upgraded: Upgraded
beforeAll(async () => {
  upgraded = await upgradedFrom('0021-campaigns', clock)
}, 120_000)
afterAll(() => upgraded.close())

const officer = 'Digital Marketing Officer'
const editor = 'Library Editor'

const deps = () => ({ services: upgraded.opened.services, posts: upgraded.house.posts })

async function queueNamed(name: string): Promise<QueueView> {
  const { queues } = await upgraded.get<z.infer<typeof Plans>>(editor, '/plans')
  return upgraded.get(editor, `/plan-queues/${queues.find((queue) => queue.name === name)?.id}`)
}
const standing = ({ places }: QueueView) => places.map(({ at, post }) => [at, post?.title, post?.status])

async function rowsTitled(title: string): Promise<PostRow[]> {
  const { posts } = await upgraded.get<{ posts: PostRow[] }>(editor, '/posts')
  return posts.filter((post) => post.title === title)
}
async function postTitled(title: string): Promise<PostView> {
  const rows = await rowsTitled(title)
  expect(rows, title).toHaveLength(1)
  return upgraded.get(editor, `/posts/${rows[0]?.id}`)
}

async function campaignNamed(name: string): Promise<CampaignView> {
  const { campaigns } = await upgraded.get<{ campaigns: CampaignView[] }>(editor, '/campaigns')
  return upgraded.get(editor, `/campaigns/${campaigns.find((campaign) => campaign.name === name)?.id}`)
}

async function listNamed(fileName: string): Promise<ImportView> {
  const { imports } = await upgraded.get<z.infer<typeof ImportList>>(editor, '/campaign-imports')
  return upgraded.get(editor, `/campaign-imports/${imports.find((one) => one.fileName === fileName)?.id}`)
}
const linesOf = async ({ id }: ImportView) =>
  (await upgraded.get<z.infer<typeof LinePage>>(editor, `/campaign-imports/${id}/lines`)).lines

test('a queue has its slots, and each post of it the one that it had', async () => {
  const queue = await queueNamed('Reading tips')
  expect(queue).toMatchObject({
    about: 'A book for the evening.',
    state: 'active',
    accounts: [{ handle: 'reading-rooms' }, { handle: 'small-museum' }],
    slots: [
      { weekday: 1, time: '09:00', termOnly: false },
      { weekday: 4, time: '16:30', termOnly: false },
    ],
    owner: { name: officer },
    waiting: 4,
    nextFree: '2026-12-03T16:30:00.000Z',
    leftOut: [{ day: '2026-12-10', why: 'Kept free: Examination boards.' }],
  })
  // The fourth was put first, and the third a slot further. What was approved is held, as after every restore.
  expect(standing(queue).slice(0, 5)).toEqual([
    ['2026-11-23T09:00:00.000Z', 'Fourth tip', 'paused'],
    ['2026-11-26T16:30:00.000Z', 'First tip', 'paused'],
    ['2026-11-30T09:00:00.000Z', 'Second tip', 'in-review'],
    ['2026-12-03T16:30:00.000Z', undefined, undefined],
    ['2026-12-07T09:00:00.000Z', 'Third tip', 'draft'],
  ])
})

test('a queue that rests goes on on its day, and what was in one that ended is a draft', async () => {
  const queue = await queueNamed('Small objects')
  expect(queue).toMatchObject({
    state: 'paused',
    pausedUntil: '2026-12-07',
    pauseReason: 'The museum is painted.',
    whenClosed: true,
    inElections: true,
  })
  expect(standing(queue)[0]).toEqual(['2026-12-08T11:15:00.000Z', 'A spoon', 'paused'])
  expect(await postTitled('An old notice')).toMatchObject({
    status: 'draft',
    publishAt: null,
    queueId: null,
  })
  const { queues } = await upgraded.get<z.infer<typeof Plans>>(editor, '/plans')
  expect(queues.map(({ name }) => name)).toEqual(['In any term', 'Reading tips', 'Small objects'])
})

test.each(['Fourth tip', 'First tip', 'A spoon'])(
  'what was approved for a queue is bound to it: %s',
  async (title) => {
    const { id, queueId, targets, decisions, publications } = await postTitled(title)
    const publication = await upgraded.opened.services.db
      .selectFrom('publication')
      .selectAll()
      .where('post_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(publication.manifest.when).toBe(`queue:${queueId}`)
    expect(digestOf(publication.manifest)).toBe(publication.digest)
    // What this version would ask approval for is what that one was given it for.
    expect(targets).toMatchObject([{ digest: publication.digest, approvedBy: [{ name: officer }] }])
    expect(decisions).toMatchObject([{ decision: 'approved', voidedAt: null }])
    // Whoever lets it go is told why it is held.
    expect(publications).toMatchObject([{ say: expect.stringContaining('A backup was restored.') }])
  },
)

test('terms, closures, elections and days kept free are in the settings and over the calendar', async () => {
  const { terms, closures, blackouts } = await upgraded.get<Institution>(editor, '/institution')
  expect(terms).toEqual([{ name: 'Spring term', from: '2027-01-11', until: '2027-03-26' }])
  expect(closures).toContainEqual({ name: 'Christmas closure', from: '2026-12-24', until: '2027-01-01' })
  expect(blackouts.map(({ name, everyYear }) => [name, everyYear])).toEqual([
    ['Day of remembrance', true],
    ['Examination boards', false],
  ])
  const path = '/plan-days?from=2026-12-01&until=2027-11-30'
  const { bands } = await upgraded.get<z.infer<typeof Bands>>(editor, path)
  const ours = bands.filter(({ kind, name }) => kind !== 'holiday' && !name.includes('(example)'))
  expect(ours.map(({ kind, name, from, until, goes }) => [kind, name, from, until, goes])).toEqual([
    ['blackout', 'Examination boards', '2026-12-09', '2026-12-10', ''],
    ['closure', 'Christmas closure', '2026-12-24', '2027-01-01', ''],
    ['term', 'Spring term', '2027-01-11', '2027-03-26', ''],
    ['election', 'By-election', '2027-02-01', '2027-02-04', ''],
    ['blackout', 'Day of remembrance', '2027-11-11', '2027-11-11', 'Words of remembrance.'],
  ])
})

async function seriesNamed(name: string): Promise<SeriesView> {
  const { series } = await upgraded.get<z.infer<typeof Plans>>(editor, '/plans')
  return upgraded.get(officer, `/plan-series/${series.find((one) => one.name === name)?.id}`)
}
const madeOf = ({ made }: SeriesView) => made.map(({ day, post }) => [day, post?.publishAt])

test('a series knows its rule, what it made, and what comes', async () => {
  const series = await seriesNamed('Opening hours')
  expect(series).toMatchObject({
    state: 'active',
    says: 'Every week on Thursday at 08:30.',
    trouble: null,
    owner: { name: officer },
    ahead: 20,
    rule: { pattern: { kind: 'weekly', days: [4] }, from: '2026-11-26', count: 6, whenBlocked: 'move' },
    template: { content: { parts: [{ text: 'What is open this week, and until when.' }] } },
  })
  expect(madeOf(series)).toEqual([
    ['2026-12-10', '2026-12-11T08:30:00.000Z'],
    ['2026-12-03', '2026-12-03T08:30:00.000Z'],
    ['2026-11-26', '2026-11-26T08:30:00.000Z'],
  ])
  expect(series.next5[3]).toEqual({ day: '2026-12-17', at: '2026-12-17T08:30:00.000Z', why: null })
})

test('a published post is used again: its proposal stands in the first slot of the term', async () => {
  const { evergreen } = await upgraded.get<z.infer<typeof Plans>>(editor, '/plans')
  expect(evergreen).toMatchObject([
    {
      title: 'Laptops to borrow',
      queueName: 'In any term',
      restDays: 14,
      reviewOn: '2027-06-30',
      mostUses: 3,
      uses: 0,
      why: 'A draft made from it is on its way.',
    },
  ])
  const queue = await queueNamed('In any term')
  expect(queue).toMatchObject({ fillDays: 60, slots: [{ weekday: 3, time: '10:00', termOnly: true }] })
  expect(standing(queue)[0]).toEqual(['2027-01-13T10:00:00.000Z', 'Laptops to borrow', 'draft'])
  const { from } = await upgraded.get<PostPlan>(editor, `/posts/${queue.places[0]?.post?.id}/plan`)
  expect(from).toMatchObject({ kind: 'evergreen', link: `/posts/${evergreen[0]?.postId}` })
  expect(from?.says.join(' ')).toContain('went out on Sunday 22 November')
})

test('a campaign has its posts, each as it stood, with the hashtag that was changed in them', async () => {
  const campaign = await campaignNamed('Open day')
  expect(campaign).toMatchObject({
    purpose: 'Show the reading rooms to visitors.',
    objective: 'Two hundred people come in.',
    objectiveOf: { objective: 'More first-year students come in', account: 'Reading Rooms' },
    firstDay: '2026-12-01',
    lastDay: '2026-12-14',
    owner: { name: editor },
    state: 'open',
    posts: 9,
  })
  const dated = campaign.list.filter(({ local }) => local !== null)
  expect(dated.map(({ local, title, status, excerpt }) => [local, title, status, excerpt])).toEqual([
    ['2026-12-01T09:00', 'Doors open', 'paused', 'Come to the #VisitUs at the reading rooms.'],
    ['2026-12-08T12:00', 'At noon', 'in-review', 'The #VisitUs goes on at noon.'],
    ['2026-12-14T17:30', 'Last chance', 'draft', 'The #VisitUs ends. Come and see us.'],
    ['2026-12-14T18:00', 'Ring us', 'draft', 'Ring 07700 900123 about the #OpenDay tonight.'],
  ])
  const records = await upgraded.opened.services.db
    .selectFrom('ledger_entry')
    .select('post_id')
    .where('kind', '=', 'post.hashtag-changed')
    .execute()
  expect(records.map((record) => record.post_id).toSorted()).toEqual(
    dated
      .slice(0, 3)
      .map(({ id }) => id)
      .toSorted(),
  )
  expect(await campaignNamed('Welcome week')).toMatchObject({
    state: 'ended',
    list: [{ title: 'Laptops to borrow', status: 'published' }],
    may: { addPosts: false },
  })
})

test('a campaign that was done again links to the first one, post by post', async () => {
  const first = await campaignNamed('Open day')
  const again = await campaignNamed('Open day in spring')
  expect(again).toMatchObject({
    copiedFrom: { id: first.id, name: 'Open day' },
    firstDay: '2027-03-02',
    lastDay: '2027-03-15',
  })
  const sources = new Map(first.list.map(({ id, title }) => [id, title]))
  const told = again.list.map((post) => [post.local, post.status, sources.get(post.copiedFrom ?? '')])
  expect(told).toEqual([
    ['2027-03-02T09:00', 'draft', 'Doors open'],
    ['2027-03-09T12:00', 'draft', 'At noon'],
    ['2027-03-15T17:30', 'draft', 'Last chance'],
  ])
})

test('a list of posts says what became of each line', async () => {
  const list = await listNamed('open-day.csv')
  expect(list).toMatchObject({
    state: 'done',
    made: 4,
    counts: { ready: 2, settle: 2, mend: 1, leftOut: 1 },
    unused: ['Weather'],
    campaign: { name: 'Open day' },
  })
  const ids = new Map((await campaignNamed('Open day')).list.map(({ id, title }) => [id, title]))
  const lines = await linesOf(list)
  const told = lines.map((one) => [one.line, one.verdict, one.leftOut, ids.get(one.postId ?? '')])
  expect(told).toEqual([
    [2, 'ready', false, 'Doors open'],
    [3, 'ready', false, 'At noon'],
    [4, 'settle', false, 'Last chance'],
    [5, 'settle', false, 'Ring us'],
    [6, 'ready', true, undefined],
    [7, 'mend', false, undefined],
  ])
  expect(lines[3]?.result?.findings).toMatchObject([{ clause: 'BASE-3.1', evidence: '07700 900123' }])
  expect(lines[5]?.result?.notes.map(({ say }) => say)).toEqual([
    'No account here is called “somewhere-else”.',
    '“25:00” is no time.',
  ])
})

test('what one network refused went again for that account alone', async () => {
  const rows = await rowsTitled('The quiet floor')
  const posts = await Promise.all(rows.map(({ id }) => upgraded.get<PostView>(editor, `/posts/${id}`)))
  const first = posts.find(({ copiedFrom }) => copiedFrom === null)
  const again = posts.find(({ copiedFrom }) => copiedFrom === first?.id)
  const on = (post: PostView | undefined, network: string) =>
    post?.publications.find((one) => one.network === network)
  expect(on(first, 'practice')).toMatchObject({ state: 'verified', again: null })
  expect(on(first, 'mastodon')).toMatchObject({ state: 'cancelled', mayMend: false, again: again?.id })
  expect(again?.content.parts[0]?.text).toBe('The second floor is for quiet work now.')
  expect(again?.publications).toMatchObject([{ network: 'mastodon', state: 'verified', again: null }])
})

test('who was looked up for mentions counts on', async () => {
  const buckets = await upgraded.opened.services.db
    .selectFrom('rate_bucket')
    .select(['rule', 'per', 'spent'])
    .where('rule', 'in', ['mentions', 'names'])
    .orderBy('rule')
    .execute()
  expect(buckets).toEqual([
    { rule: 'mentions', per: 'account', spent: 2 },
    { rule: 'names', per: 'server', spent: 2 },
  ])
})

// From here on people go on with it.

test('a list that was being brought in when the process died goes on, and no line is made twice', async () => {
  const before = await listNamed('shelves.csv')
  expect(before).toMatchObject({ state: 'running', toMake: 24, made: 5 })
  await importUpkeep(deps())
  expect(await listNamed('shelves.csv')).toMatchObject({ state: 'done', made: 24, fault: null })
  const { list } = await campaignNamed('Open day')
  const shelves = list.filter(({ title }) => title.startsWith('Shelf ')).map(({ title }) => title)
  const wanted = Array.from({ length: 24 }, (_, at) => `Shelf ${at + 1}`)
  expect(shelves.toSorted()).toEqual(wanted.toSorted())
})

test('a list that was only checked can be brought in, without the line that was left out', async () => {
  const { id, ...list } = await listNamed('exhibitions.csv')
  expect(list).toMatchObject({ state: 'checked', toMake: 1, counts: { ready: 1, mend: 1, leftOut: 1 } })
  await upgraded.act(editor, 'POST', `/campaign-imports/${id}/run`)
  await moveImport(deps(), id)
  expect(await listNamed('exhibitions.csv')).toMatchObject({ state: 'done', made: 1 })
  expect(await postTitled('Spoons')).toMatchObject({ status: 'draft', publishLocal: '2027-02-05T09:00' })
  expect(await rowsTitled('Forks')).toEqual([])
})

test('the hashtag is changed in the draft in which it was left, and the one on the schedule stays', async () => {
  const { id: campaignId } = await campaignNamed('Open day')
  const change = { mode: 'replace', from: '#VisitUs', to: '#OpenDay', campaignId, accountId: null }
  const preview = await upgraded.act<z.infer<typeof HashtagPreview>>(
    editor,
    'POST',
    '/hashtag-changes/preview',
    change,
  )
  expect(preview.posts.map(({ title }) => title).toSorted()).toEqual(['At noon', 'Last chance'])
  expect(preview.cannot).toMatchObject([{ title: 'Doors open' }])
  const posts = preview.posts
    .filter(({ title }) => title === 'Last chance')
    .map(({ id, version }) => ({ id, version }))
  await upgraded.act(editor, 'POST', '/hashtag-changes', { ...change, posts })
  const { list } = await campaignNamed('Open day')
  expect(list.find(({ title }) => title === 'Last chance')?.excerpt).toBe(
    'The #OpenDay ends. Come and see us.',
  )
})

test('other words for a post of a queue need a new approval', async () => {
  const { id, title, audiences, language, accountIds, version, content } = await postTitled('A spoon')
  const words = { ...content, parts: [{ text: 'A spoon of five kitchens.', media: [], link: null }] }
  const draft = { title, content: words, audiences, language, accountIds, version, schedule: null }
  await upgraded.act(editor, 'PUT', `/posts/${id}`, draft)
  const after = await postTitled('A spoon')
  expect(after).toMatchObject({ status: 'draft', publishLocal: '2026-12-08T11:15' })
  expect(after.decisions).toMatchObject([{ voidedAt: expect.any(String) }])
  expect(after.publications).toMatchObject([{ state: 'cancelled' }])
})

test('what was approved for a queue goes at its slot once somebody lets it go, and once only', async () => {
  const { publications } = await postTitled('Fourth tip')
  await upgraded.act(officer, 'POST', `/publications/${publications[0]?.id}/send-now`)
  await workOff(upgraded.house.posts)
  await tendQueues(deps())
  // What is held until somebody looks keeps its place.
  expect(standing(await queueNamed('Reading tips')).slice(0, 2)).toEqual([
    ['2026-11-23T09:00:00.000Z', 'Fourth tip', 'approved'],
    ['2026-11-26T16:30:00.000Z', 'First tip', 'paused'],
  ])
  clock.set('2026-11-23T09:00:10Z')
  await workOff(upgraded.house.posts)
  await tendQueues(deps())
  await workOff(upgraded.house.posts)
  const out = await upgraded.opened.services.db
    .selectFrom('practice_post')
    .select('text')
    .where('text', 'like', '% tip: a book %')
    .execute()
  expect(out).toEqual([{ text: 'Fourth tip: a book that is worth your evening.' }])
  expect(await postTitled('Fourth tip')).toMatchObject({ status: 'published' })
  // It was never approved: its time is to come.
  expect(await postTitled('Second tip')).toMatchObject({
    status: 'in-review',
    publishLocal: '2026-11-30T09:00',
  })
})

test('the series makes its next draft when its day is near, and the others stay as they are', async () => {
  clock.set('2026-12-01T06:00:00Z')
  await lookAhead(deps())
  expect(madeOf(await seriesNamed('Opening hours'))).toEqual([
    ['2026-12-17', '2026-12-17T08:30:00.000Z'],
    ['2026-12-10', '2026-12-11T08:30:00.000Z'],
    ['2026-12-03', '2026-12-03T08:30:00.000Z'],
    ['2026-11-26', '2026-11-26T08:30:00.000Z'],
  ])
})
