import { afterEach, beforeEach, expect, test } from 'vitest'
import { cancelPublication, settleUnknown } from '#features/posts/control.ts'
import { approvePost } from '#features/posts/decide.ts'
import { mendPublication } from '#features/posts/mend.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import type { NetworkSession, OutgoingPart } from '#networks/contract.ts'
import { stub } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** A post that went out on one account and not on another, and what a person does then. */

let house: TestHouse
/** What reached each account. */
let sent: { accountId: string; text: string }[] = []
let answers: (accountId: string, part: OutgoingPart) => ReturnType<NetworkSession['publish']>

const out = async () => ({
  kind: 'published' as const,
  remoteId: 'made',
  url: 'https://network.example/made',
})
beforeEach(async () => {
  house = await testHouse()
  sent = []
  answers = out
  house.posts.openSession = async (accountId) => ({
    ...stub(0),
    publish: async (part) => {
      sent.push({ accountId, text: part.text })
      return answers(accountId, part)
    },
  })
})
afterEach(() => house.close())

const words = 'Open all night.'
async function published(text = words): Promise<string> {
  const { posts, author } = house
  const id = await createDraft(posts, author.actor, {
    title: 'Nights',
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [house.accountId, house.otherAccountId],
  })
  await pass(id)
  return id
}

async function pass(id: string): Promise<void> {
  const { posts, author, officer } = house
  const { version } = await viewPost(posts, author.actor, id)
  await submitPost(posts, author.actor, id, version)
  const { targets } = await viewPost(posts, officer.actor, id)
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(posts, officer.actor, id, { digests, note: '' })
  await house.work()
}

const on = async (id: string, accountId: string) => {
  const { publications } = await viewPost(house.posts, house.officer.actor, id)
  const found = publications.find((publication) => publication.accountId === accountId)
  if (!found) throw new Error('It went nowhere.')
  return found
}
const refuseTheOther = () => {
  answers = async (accountId) =>
    accountId === house.otherAccountId
      ? { kind: 'rejected', code: 'words', say: 'These words are not allowed here.' }
      : out()
}

test('where it was refused it goes again, mended and approved anew; nothing is doubled where it went', async () => {
  refuseTheOther()
  const id = await published()
  const refused = await on(id, house.otherAccountId)
  expect(refused).toMatchObject({ state: 'rejected', mayMend: true, again: null })
  expect((await viewPost(house.posts, house.author.actor, id)).status).toBe('attention')

  const again = await mendPublication(house.posts, house.author.actor, refused.id)
  const before = await viewPost(house.posts, house.author.actor, again)
  expect(before).toMatchObject({ title: 'Nights', status: 'draft', accountIds: [house.otherAccountId] })
  expect(before.content.parts.map(({ text }) => text)).toEqual([words])
  const settled = await on(id, house.otherAccountId)
  expect(settled).toMatchObject({ state: 'cancelled', mayMend: false, again })
  expect(settled.say).toBe(
    'The network refused it: These words are not allowed here. It goes again as a post of its own.',
  )
  expect((await viewPost(house.posts, house.author.actor, id)).status).toBe('published')

  answers = out
  const { title, audiences, language, accountIds, version } = before
  const content = { ...before.content, parts: [{ text: 'Open until six.', media: [], link: null }] }
  const draft = { title, content, audiences, language, accountIds, schedule: null, version }
  await saveDraft(house.posts, house.author.actor, again, draft)
  await pass(again)
  const texts = (accountId: string) =>
    sent.filter((one) => one.accountId === accountId).map(({ text }) => text)
  expect(texts(house.accountId)).toEqual([words])
  expect(texts(house.otherAccountId)).toEqual([words, 'Open until six.'])
  await expect(mendPublication(house.posts, house.author.actor, refused.id)).rejects.toMatchObject({
    code: 'posts.cannot-mend',
  })
})

test('what may be out, or is out in part, can’t go again', async () => {
  answers = async (accountId) =>
    accountId === house.otherAccountId ? { kind: 'unknown', say: 'No answer.', evidence: null } : out()
  const id = await published()
  for (const accountId of [house.accountId, house.otherAccountId])
    await expect(
      mendPublication(house.posts, house.author.actor, (await on(id, accountId)).id),
    ).rejects.toMatchObject({ code: 'posts.cannot-mend' })
})

test('of two who press at the same moment one begins it; the other leaves nothing behind', async () => {
  refuseTheOther()
  const id = await published()
  const { id: refused } = await on(id, house.otherAccountId)
  const pressed = await Promise.allSettled(
    [house.author, house.officer].map(({ actor }) => mendPublication(house.posts, actor, refused)),
  )
  expect(pressed.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const drafts = await house.services.db
    .selectFrom('post')
    .select('id')
    .where('state', '=', 'draft')
    .execute()
  expect(drafts).toHaveLength(1)
})

test('whoever looked and found nothing sends it again for that account; somebody may let a refused one be', async () => {
  refuseTheOther()
  const id = await published()
  const refused = await on(id, house.otherAccountId)
  await cancelPublication(house.posts, house.officer.actor, refused.id, '')
  expect(await on(id, house.otherAccountId)).toMatchObject({
    state: 'cancelled',
    mayMend: false,
    say: 'The network refused it: These words are not allowed here. Somebody let it be.',
  })
  await house.services.db
    .updateTable('publication')
    .set({ state: 'unknown' })
    .where('id', '=', refused.id)
    .execute()
  await settleUnknown(house.posts, house.officer.actor, refused.id, { there: false })
  expect(await on(id, house.otherAccountId)).toMatchObject({ state: 'cancelled', mayMend: true })
  const again = await mendPublication(house.posts, house.author.actor, refused.id)
  expect(await on(id, house.otherAccountId)).toMatchObject({ state: 'cancelled', mayMend: false, again })
})
