import { afterEach, expect, test } from 'vitest'
import { checkPost, institutionForCheck, policyInForce } from '#features/policy/index.ts'
import { checkStored } from '#features/posts/check.ts'
import type { Draft, NetworkDetails } from '#features/posts/contract.ts'
import { decideCorrection, proposeCorrection } from '#features/posts/corrections.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import type { OutgoingPart } from '#networks/contract.ts'
import { practiceProfile } from '#networks/practice/limits.ts'
import type { NetworkProfile } from '#networks/profile.ts'
import { json } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** What a post says beside its words, from the draft to the network. */

/** Practice as if it had what blogs and film sites have. */
const rich: NetworkProfile = {
  ...practiceProfile,
  capabilities: {
    ...practiceProfile.capabilities,
    title: 'required',
    tags: true,
    firstComment: true,
    audiences: [
      { id: 'public', label: 'Everybody' },
      { id: 'unlisted', label: 'Everybody with the link' },
    ],
    formats: ['post', 'story'],
  },
  limits: { ...practiceProfile.limits, title: 60, tags: 3, tag: 20, firstComment: 100 },
}

let house: TestHouse
let sent: OutgoingPart[] = []
afterEach(() => house.close())

async function open(profile = rich): Promise<void> {
  sent = []
  house = await testHouse({
    faults: {
      beforeInsert: async (part) => {
        sent.push(part)
        return undefined
      },
    },
  })
  const { services, networks, posts } = house
  networks.set('practice', { ...networks.get('practice')!, profile })
  posts.check = async (post) => {
    const now = nowOf(services)
    const institution = await institutionForCheck(services.db, nowOf(services))
    return checkPost(await policyInForce(services.db, now), post, { institution, profiles: [profile] }, now)
  }
}

const full: NetworkDetails = {
  title: 'Come and see us',
  tags: ['open day', 'visit'],
  audience: 'unlisted',
  firstComment: 'Book at https://example.ac.uk/visit',
}
const thread = ['Our open day is on Saturday.', 'Doors open at ten.']
const contentOf = (practice: NetworkDetails | null, texts = thread): Draft['content'] => ({
  parts: texts.map((text) => ({ text, media: [], link: null })),
  variants: {},
  details: practice ? { practice } : {},
})
const write = (content: Draft['content'], title = 'Open day in November') =>
  createDraft(house.posts, house.author.actor, { title, content, accountIds: [house.accountId] })
const submit = (id: string, version = 1) => submitPost(house.posts, house.author.actor, id, version)
const look = (id: string) => viewPost(house.posts, house.officer.actor, id)

async function approve(id: string): Promise<void> {
  const { targets } = await look(id)
  const digests = Object.fromEntries(targets.map(({ accountId, digest }) => [accountId, digest!]))
  await approvePost(house.posts, house.officer.actor, id, { digests, note: '' })
}
async function save(id: string, change: Partial<Draft>): Promise<{ version: number; voided: number }> {
  const { title, content, audiences, language, accountIds, version } = await look(id)
  const draft = { title, content, audiences, language, accountIds, schedule: null, ...change }
  return saveDraft(house.posts, house.author.actor, id, { ...draft, version })
}
const againstIt = async (content: Draft['content'], title?: string) => {
  const found = await checkStored(house.posts, house.author.actor, await write(content, title))
  return found
    .filter(({ control }) => control === 'network-needs' || control === 'media-needs')
    .map(({ clause, say }) => `${clause}: ${say}`)
}

test('a thread goes out with its title, tags and audience at its head, and its comment under its end', async () => {
  await open()
  const id = await write(contentOf(full))
  await submit(id)
  await approve(id)
  await house.work()
  expect((await look(id)).status).toBe('published')
  const beside = sent.map(({ title, tags, audience, format, firstComment }) => ({
    title,
    tags,
    audience,
    format,
    firstComment,
  }))
  expect(beside).toEqual([
    { title: full.title, tags: full.tags, audience: 'unlisted', format: 'post', firstComment: null },
    { title: null, tags: [], audience: null, format: 'post', firstComment: full.firstComment },
  ])
})

test('a network that has none of it is sent none of it', async () => {
  await open(practiceProfile)
  const { audience: _audience, ...words } = full
  const id = await write(contentOf(words))
  await submit(id)
  await approve(id)
  await house.work()
  expect(sent[0]).toMatchObject({ title: null, tags: [], audience: null, format: 'post', firstComment: null })
  const [{ manifest }] = (await house.services.db.selectFrom('publication').select('manifest').execute()) as [
    { manifest: object },
  ]
  expect(Object.keys(manifest).sort()).toEqual([
    'account',
    'language',
    'network',
    'parts',
    'postId',
    'v',
    'when',
  ])
})

test.each<[string, Partial<Draft>]>([
  ['title', { content: contentOf({ ...full, title: 'Come and see' }) }],
  ['tags', { content: contentOf({ ...full, tags: ['open day'] }) }],
  ['audience', { content: contentOf({ ...full, audience: undefined }) }],
  ['first comment', { content: contentOf({ ...full, firstComment: 'Book now.' }) }],
])('another %s voids an approval, as other words do', async (_field, change) => {
  await open()
  const id = await write(contentOf(full))
  await submit(id)
  await approve(id)
  expect((await save(id, change)).voided).toBe(1)
  expect((await look(id)).status).toBe('draft')
})

test('the name of a post is its title while nobody gives another: a new name voids, and otherwise it does not', async () => {
  await open()
  const named = await write(contentOf(null, thread.slice(0, 1)))
  await submit(named)
  await approve(named)
  expect((await save(named, { title: 'Open day, all welcome' })).voided).toBe(1)
  const titled = await write(contentOf(full))
  await submit(titled)
  await approve(titled)
  expect((await save(titled, { title: 'Open day, all welcome' })).voided).toBe(0)
  expect((await look(titled)).status).not.toBe('draft')
})

test('what the network would refuse is refused before anybody approves it, with the clause and what to do', async () => {
  await open()
  expect(await againstIt(contentOf(null), 'Untitled post')).toEqual([
    'BASE-8.1: Practice wants a title. Give one in the version for Practice.',
  ])
  expect(await againstIt(contentOf({ ...full, title: '' }))).toHaveLength(1)
  expect(
    await againstIt(
      contentOf({
        title: 'x'.repeat(61),
        tags: ['a', 'b', 'c', 'd'.repeat(21)],
        audience: 'friends',
        format: 'short',
        firstComment: 'y'.repeat(101),
      }),
    ),
  ).toHaveLength(6)
  const id = await write(contentOf({ ...full, title: 'x'.repeat(61) }))
  await expect(submit(id)).rejects.toMatchObject({
    code: 'posts.findings-open',
    extras: { clause: 'BASE-8.1' },
  })
})

test('a title and a first comment are read like words', async () => {
  await open()
  const id = await write(
    contentOf({ ...full, title: 'Ring 07700 900 142', firstComment: 'Or 07700 900 777.' }),
  )
  const found = await checkStored(house.posts, house.author.actor, id)
  const fields = found
    .filter(({ control }) => control === 'telephone-numbers')
    .flatMap(({ spans }) => spans.map(({ field }) => field))
  expect(fields).toEqual(['title', 'firstComment'])
})

test('a post of an older version, without any of it, is read, put forward and sent', async () => {
  await open(practiceProfile)
  const id = await write(contentOf(null))
  const old = { parts: contentOf(null).parts, variants: {} }
  await house.services.db
    .updateTable('post')
    .set({ content: json(old) })
    .where('id', '=', id)
    .execute()
  await house.services.db
    .updateTable('post_revision')
    .set({ snapshot: json({ ...(await look(id)), content: old }) })
    .where('post_id', '=', id)
    .execute()
  expect((await look(id)).content.details).toEqual({})
  await submit(id)
  await approve(id)
  await house.work()
  expect((await look(id)).status).toBe('published')
})

test('a correction of the words leaves the title as it was approved', async () => {
  await open()
  const id = await write(contentOf(full, thread.slice(0, 1)))
  await submit(id)
  await approve(id)
  await house.work()
  const [publication] = (await look(id)).publications
  const words = { part: 0, text: 'Our open day is on Sunday.', reason: 'The day was wrong.' }
  await proposeCorrection(house.posts, house.author.actor, publication!.id, words)
  const [correction] = (await look(id)).corrections
  await decideCorrection(house.posts, house.officer.actor, correction!.id, true)
  expect((await look(id)).corrections[0]?.decision).toBe('approved')
})
