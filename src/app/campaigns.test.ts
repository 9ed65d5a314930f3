import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewCampaign } from '#features/campaigns/contract.ts'
import { createCampaign, putPosts, type CampaignDeps } from '#features/campaigns/index.ts'
import { copyCampaign } from '#features/campaigns/copy/copy-campaign.ts'
import { previewCopy } from '#features/campaigns/copy/plan-copies.ts'
import type { AskedChange } from '#features/campaigns/hashtags/contract.ts'
import { changeHashtag } from '#features/campaigns/hashtags/change-hashtag.ts'
import { previewHashtag } from '#features/campaigns/hashtags/preview.ts'
import { campaignCsv, listCampaigns, viewCampaign } from '#features/campaigns/view-campaign.ts'
import { changeCampaign, setState } from '#features/campaigns/write-campaign.ts'
import { checkWords } from '#features/posts/check.ts'
import type { Draft } from '#features/posts/contract.ts'
import { approvePost } from '#features/posts/decide.ts'
import { getPost } from '#features/posts/store.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft, deleteDraft, saveDraft } from '#features/posts/write-draft.ts'
import { signInAs } from '#features/people/testing.ts'
import { setObjective } from '#features/register/life/objectives.ts'
import { nowOf } from '#platform/services.ts'
import type { KyselyPlugin } from 'kysely'
import { approve } from './packs-in-force/house.ts'
import { postsDeps } from './posts-deps.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Campaigns, their copies, and a hashtag that is changed in all drafts. */

let house: TestHouse
let deps: CampaignDeps
beforeEach(async () => {
  house = await testHouse()
  deps = { services: house.services, posts: house.posts }
})
afterEach(() => house.close())

const author = () => house.author.actor
const plain: Omit<NewCampaign, 'name'> = {
  purpose: '',
  objective: '',
  objectiveId: null,
  firstDay: null,
  lastDay: null,
  ownerId: null,
}
const begin = (name: string, more: Partial<NewCampaign> = {}) =>
  createCampaign(house.services, author(), { name, ...plain, ...more })

async function write(
  title: string,
  text: string,
  more: Partial<Draft> & { into?: string; details?: Draft['content']['details'] } = {},
): Promise<string> {
  const { into, details = {}, ...draft } = more
  const id = await createDraft(house.posts, author(), {
    title,
    content: { parts: [{ text, media: [], link: null }], variants: {}, details },
    accountIds: [house.accountId],
    ...draft,
  })
  if (into) await putPosts(deps, author(), into, [id])
  return id
}
const look = (id: string) => viewPost(house.posts, house.officer.actor, id)
const textOf = async (id: string) => (await look(id)).content.parts[0]?.text
const records = (kind: string) =>
  house.services.db.selectFrom('ledger_entry').selectAll().where('kind', '=', kind).execute()

test('a campaign shows its posts by their time, who is waited for, and exports them', async () => {
  const id = await begin('Open day', { firstDay: '2026-12-01', lastDay: '2026-12-20' })
  await write('Later', 'Come and see us, all of you.', { into: id, schedule: { local: '2026-12-14T09:00' } })
  const sooner = await write('Sooner', '=cmd and see us.', {
    into: id,
    schedule: { local: '2026-12-01T09:00' },
  })
  await write('Some time', 'Come and see us some time.', { into: id })
  await submitPost(house.posts, author(), sooner, 1)
  const view = await viewCampaign(deps, author(), id)
  expect(view.list.map(({ title, local }) => [title, local])).toEqual([
    ['Sooner', '2026-12-01T09:00'],
    ['Later', '2026-12-14T09:00'],
    ['Some time', null],
  ])
  expect(view.list[0]?.waitsOn).toBe('Digital Marketing Officer: to approve it.')
  expect(view.list[1]?.waitsOn).toContain('Faculty Web Editor: to finish it')
  expect(view).toMatchObject({ counts: { draft: 2, 'in-review': 1 }, posts: 3, hidden: 0 })
  const csv = await campaignCsv(deps, author(), id)
  expect(csv).toContain('2026-12-01,09:00,Sooner,')
  expect(csv).toContain(`'=cmd`)
  expect(await listCampaigns(deps, author())).toMatchObject([{ name: 'Open day', posts: 3 }])
})

test('a campaign is changed by its owner, and once it has ended nothing more goes into it', async () => {
  const id = await begin('Open day')
  const other = await signInAs(house.services, {
    name: 'Library Editor',
    accounts: [{ accountId: house.otherAccountId, relation: 'contributor' }],
  })
  const change = { name: 'Open days', ...plain, version: 1 }
  await expect(changeCampaign(house.services, other.actor, id, change)).rejects.toMatchObject({ status: 403 })
  await changeCampaign(house.services, author(), id, change)
  await expect(changeCampaign(house.services, author(), id, change)).rejects.toMatchObject({ status: 409 })
  const post = await write('One', 'Come and see us.', { into: id })
  await expect(putPosts(deps, other.actor, null, [post])).rejects.toMatchObject({ status: 404 })
  await setState(house.services, author(), id, 'ended')
  const next = await write('Two', 'Come and see us again.')
  await expect(putPosts(deps, author(), id, [next])).rejects.toMatchObject({ code: 'campaigns.ended' })
  await putPosts(deps, author(), null, [post])
  expect((await viewCampaign(deps, author(), id)).posts).toBe(0)
  // What this reader may not read is counted, not shown.
  await setState(house.services, author(), id, 'open')
  await putPosts(deps, author(), id, [post])
  expect(await viewCampaign(deps, other.actor, id)).toMatchObject({ list: [], hidden: 1 })
})

test('a copy has new drafts at moved times, names what changes, and has no approval', async () => {
  const id = await begin('Autumn', { firstDay: '2026-12-01', lastDay: '2026-12-10' })
  const one = await write('One', 'Come and see us. #OpenDay', {
    into: id,
    schedule: { local: '2026-12-04T09:30' },
    audiences: ['students'],
    accountIds: [house.accountId, house.otherAccountId],
  })
  const two = await write('Two', 'Come and see us, without a time.', { into: id })
  await submitPost(house.posts, author(), one, 1)
  await approve(house, one)
  await house.services.db
    .updateTable('account')
    .set({ state: 'closing' })
    .where('id', '=', house.otherAccountId)
    .execute()
  const asked = { name: 'Christmas', firstDay: '2026-12-22', move: 'days' as const }
  const preview = await previewCopy(deps, author(), id, asked)
  expect(preview).toMatchObject({ lastDay: '2026-12-31', hidden: 0, more: 0 })
  expect(preview.posts.map(({ title, local }) => [title, local])).toEqual([
    ['One', '2026-12-25T09:30'],
    ['Two', null],
  ])
  expect(preview.posts[0]?.notes).toEqual([
    'Friday 25 December 2026 is Christmas Day: the university is closed.',
    '@library on Practice is not open, so the copy does not go there.',
  ])
  expect(await records('campaign.duplicated')).toEqual([])
  const done = await copyCampaign(deps, author(), id, { ...asked, postIds: [one] })
  expect(done.made).toBe(1)
  const view = await viewCampaign(deps, author(), done.id)
  expect(view).toMatchObject({
    name: 'Christmas',
    firstDay: '2026-12-22',
    copiedFrom: { id, name: 'Autumn' },
  })
  const copy = await look(view.list[0]!.id)
  expect(copy).toMatchObject({
    title: 'One',
    status: 'draft',
    copiedFrom: one,
    campaignId: done.id,
    accountIds: [house.accountId],
    audiences: ['students'],
    decisions: [],
    publishLocal: '2026-12-25T09:30',
  })
  expect((await records('campaign.duplicated'))[0]?.body.facts).toMatchObject({
    from: id,
    made: 1,
    leftOut: 1,
  })
  await expect(copyCampaign(deps, author(), id, { ...asked, postIds: [one, copy.id] })).rejects.toMatchObject(
    { code: 'campaigns.changed-meanwhile' },
  )
  const kept = await previewCopy(deps, author(), id, { ...asked, move: 'weekdays' })
  expect(kept.posts[0]).toMatchObject({ local: '2026-12-25T09:30' })
  const without = await previewCopy(deps, author(), id, { ...asked, move: 'without-times' })
  expect(without.posts.every(({ local }) => local === null)).toBe(true)
  expect(two).not.toBe(one)
})

const change: AskedChange = {
  mode: 'replace',
  from: '#openday',
  to: '#Visit',
  campaignId: null,
  accountId: null,
}

test('a hashtag is changed in every draft as it was seen, and nowhere else', async () => {
  const draft = await write('Draft', 'Come to the #OpenDay, not to #OpenDays.', {
    details: { youtube: { tags: ['openday', 'study'], firstComment: '＃ＯｐｅｎＤａｙ' } },
  })
  const twice = await write('Twice', '#OPENDAY #OpenDay')
  const other = await write('Other', 'Come to us. https://example.ac.uk/#OpenDay')
  const preview = await previewHashtag(deps, author(), change)
  expect(preview.posts.map(({ title }) => title).toSorted()).toEqual(['Draft', 'Twice'])
  const places = preview.posts.find(({ id }) => id === draft)?.places
  expect(places?.map(({ where }) => where)).toEqual(['text', 'firstComment', 'tags'])
  expect(places?.[0]).toMatchObject({ after: 'Come to the #Visit, not to #OpenDays.' })
  // Somebody edits one of the two meanwhile.
  const { title, content, audiences, language, accountIds } = await look(twice)
  await saveDraft(house.posts, author(), twice, {
    ...{ title: `${title}!`, content, audiences, language, accountIds, schedule: null, version: 1 },
  })
  const posts = preview.posts.map(({ id, version }) => ({ id, version }))
  const result = await changeHashtag(deps, author(), { ...change, posts })
  expect(result.changed).toMatchObject([{ id: draft }])
  expect(result.skipped).toMatchObject([{ id: twice, why: expect.stringContaining('meanwhile') }])
  expect(await textOf(draft)).toBe('Come to the #Visit, not to #OpenDays.')
  expect((await look(draft)).content.details['youtube']).toEqual({
    tags: ['Visit', 'study'],
    firstComment: '＃Visit',
  })
  expect(await textOf(other)).toContain('/#OpenDay')
  expect((await records('campaign.hashtag-changed'))[0]?.body.facts).toMatchObject({
    changed: 1,
    skipped: 1,
    posts: [draft],
  })
  expect((await records('post.hashtag-changed'))[0]).toMatchObject({ post_id: draft })
  // The same dialog the other way round undoes it.
  const back: AskedChange = { ...change, from: 'Visit', to: 'OpenDay' }
  const undo = await previewHashtag(deps, author(), back)
  await changeHashtag(deps, author(), {
    ...back,
    posts: undo.posts.map(({ id, version }) => ({ id, version })),
  })
  expect(await textOf(draft)).toBe('Come to the #OpenDay, not to #OpenDays.')
})

test('what it voids, what it can’t change, and what the policy would newly say', async () => {
  const review = await write('In review', 'Come to the #OpenDay.', {
    accountIds: [house.accountId, house.otherAccountId],
  })
  await submitPost(house.posts, author(), review, 1)
  const { targets } = await look(review)
  await approvePost(house.posts, house.officer.actor, review, {
    digests: { [house.accountId]: targets[0]!.digest! },
    note: '',
  })
  const scheduled = await write('Scheduled', 'Come to the #OpenDay today.', {
    schedule: { local: '2026-12-14T09:00' },
  })
  await submitPost(house.posts, author(), scheduled, 1)
  await approve(house, scheduled)
  const sent = await write('Sent', 'Come to the #OpenDay now.')
  await submitPost(house.posts, author(), sent, 1)
  await approve(house, sent)
  await house.work()
  const foreign = await write('Of others', '#OpenDay')
  await house.services.db.updateTable('post').set({ author_id: null }).where('id', '=', foreign).execute()
  await house.services.db.deleteFrom('post_target').where('post_id', '=', foreign).execute()
  const preview = await previewHashtag(deps, author(), { ...change, to: '#visituswheneveryoulike' })
  expect(preview.posts).toMatchObject([{ id: review, voids: ['Digital Marketing Officer'] }])
  expect(preview.posts[0]?.findings.length).toBeGreaterThan(0)
  expect(preview.notYours).toBe(1)
  expect(Object.fromEntries(preview.cannot.map(({ title, why }) => [title, why]))).toEqual({
    Scheduled: 'It is approved and on the schedule.',
    Sent: 'It has gone out, or may have, so its words are fixed.',
  })
  const posts = [review, scheduled, sent].map((id) => ({ id, version: 1 }))
  const result = await changeHashtag(deps, author(), { ...change, posts })
  expect(result.changed).toMatchObject([{ id: review, voided: 1 }])
  expect(result.skipped.map(({ id }) => id)).toEqual([scheduled, sent])
  expect((await look(scheduled)).status).toBe('approved')
  const unseen = await changeHashtag(deps, author(), { ...change, posts: [{ id: foreign, version: 1 }] })
  expect(unseen).toEqual({
    changed: [],
    skipped: [{ id: foreign, title: 'A post', why: 'It is not there any more.' }],
  })
})

test('it is limited to a campaign or an account, and a strange hashtag is refused', async () => {
  const campaignId = await begin('Open day')
  const inside = await write('Inside', '#OpenDay', { into: campaignId })
  const library = await write('Library', '#OpenDay', { accountIds: [house.otherAccountId] })
  const idsWith = async (more: Partial<AskedChange>) =>
    (await previewHashtag(deps, author(), { ...change, ...more })).posts.map(({ id }) => id)
  expect(await idsWith({ campaignId })).toEqual([inside])
  expect(await idsWith({ accountId: house.otherAccountId })).toEqual([library])
  await expect(idsWith({ from: 'open day' })).rejects.toMatchObject({ code: 'hashtags.no-hashtag' })
  await expect(idsWith({ mode: 'add', to: 'OPENDAY' })).rejects.toMatchObject({ code: 'hashtags.same' })
  expect(await idsWith({ mode: 'remove', to: '' })).toHaveLength(2)
})

/** The same house, of which every statement is counted. */
function counting(): { deps: CampaignDeps; statements: () => number } {
  let statements = 0
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      statements += 1
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  const services = { ...house.services, db: house.services.db.withPlugin(plugin) }
  const posts = postsDeps(services, house.networks, () => undefined)
  return { deps: { services, posts }, statements: () => statements }
}

test('a preview asks the database as often for thirty posts as for three, and says of each what its check says', async () => {
  const sent = await write('Sent', 'Come to the #Visit now, all of you who would like to.')
  await submitPost(house.posts, author(), sent, 1)
  await approve(house, sent)
  await house.work()
  const both = [house.accountId, house.otherAccountId]
  await write('Doubles', 'Come to the #OpenDay now, all of you who would like to.')
  await write('Two accounts', 'Come to the #OpenDay.', { accountIds: both })
  await write('Elsewhere', '#OpenDay', { accountIds: [house.otherAccountId] })
  const asked = { ...change, to: '#Visit' }
  const few = counting()
  expect((await previewHashtag(few.deps, author(), asked)).posts).toHaveLength(3)
  for (let at = 0; at < 27; at += 1)
    await write(`Post ${at}`, `Come to the #OpenDay ${at}.`, { accountIds: at % 2 ? both : [both[0]!] })
  const many = counting()
  const { posts } = await previewHashtag(many.deps, author(), asked)
  expect(posts).toHaveLength(30)
  expect(many.statements()).toBe(few.statements())
  for (const { id, title, findings } of posts) {
    const { content, ...post } = await getPost(house.services.db, id)
    const [part] = content.parts
    const text = part!.text.replace('#OpenDay', '#Visit')
    const changed = { ...post, content: { ...content, parts: [{ ...part!, text }] } }
    const before = await checkWords(house.posts, author(), { ...post, content })
    const after = await checkWords(house.posts, author(), changed)
    const controls = (all: typeof after) => all.map(({ control }) => control)
    const fresh = after.filter(({ control }) => !controls(before).includes(control))
    expect(
      findings.map(({ say }) => say),
      title,
    ).toEqual(fresh.map(({ say }) => say))
    if (title === 'Doubles') expect(findings.length).toBeGreaterThan(0)
  }
})

test('two who change the same hashtag at once change each draft once', async () => {
  const ids = [await write('One', '#OpenDay'), await write('Two', '#OpenDay')]
  const posts = ids.map((id) => ({ id, version: 1 }))
  const add: AskedChange = { ...change, mode: 'add' }
  const both = await Promise.all([
    changeHashtag(deps, author(), { ...add, posts }),
    changeHashtag(deps, house.officer.actor, { ...add, posts }),
  ])
  expect(both.flatMap(({ changed }) => changed)).toHaveLength(2)
  expect(both.flatMap(({ skipped }) => skipped)).toHaveLength(2)
  for (const id of ids) expect(await textOf(id)).toBe('#OpenDay #Visit')
})

test('an objective of an account stands on the campaign that serves it', async () => {
  const { services, officer, accountId } = house
  const asked = { objective: 'Reach more applicants', metric: 'Replies', baseline: '', target: '', due: null }
  await services.db
    .transaction()
    .execute((tx) => setObjective(tx, nowOf(services), officer.actor, accountId, asked))
  const { id: objectiveId } = await services.db.selectFrom('objective').select('id').executeTakeFirstOrThrow()
  const id = await begin('Open day', { objectiveId })
  expect(await viewCampaign(deps, author(), id)).toMatchObject({
    objectiveOf: { objective: 'Reach more applicants', accountId: house.accountId },
  })
  await expect(begin('None', { objectiveId: id })).rejects.toMatchObject({
    code: 'campaigns.no-objective',
  })
})

test('of what a post is a copy of not even the id is told to whoever may not read it, or once it is gone', async () => {
  const into = await begin('Open day')
  const first = await write('First', 'Words of the school.')
  const copy = await write('Copy', 'Words of the library.', { into, accountIds: [house.otherAccountId] })
  const { db } = house.services
  await db.updateTable('post').set({ copied_from: first }).where('id', '=', copy).execute()
  const reader = await signInAs(house.services, {
    name: 'Library Editor',
    accounts: [{ accountId: house.otherAccountId, relation: 'contributor' }],
  })
  const told = async (actor = reader.actor) => [
    (await viewPost(house.posts, actor, copy)).copiedFrom,
    ...(await viewCampaign(deps, actor, into)).list.map(({ copiedFrom }) => copiedFrom),
  ]
  expect(await told()).toEqual([null, null])
  expect(await told(author())).toEqual([first, first])
  await deleteDraft(house.posts, author(), first)
  expect(await told(author())).toEqual([null, null])
})
