import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import type { Part } from '#features/posts/contract.ts'
import { checkStored } from '#features/posts/check.ts'
import { overrideFinding } from '#features/posts/overrides.ts'
import { submitPost } from '#features/posts/submit.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** What the baseline says is enforced, tried on the running system: such a post does not get past submission. */

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

async function image(rights: 'own' | null): Promise<string> {
  const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#777777' } })
    .jpeg()
    .toBuffer()
  const { id } = await uploadAsset(house.services, house.author.actor, { name: 'hall.jpg', bytes })
  if (rights) await describeAsset(house.services, house.author.actor, id, { rights, people: 'crowd' })
  return id
}

async function submit(part: Partial<Part>): Promise<string> {
  const parts = [{ text: 'Our open day is on Saturday.', media: [], link: null, ...part }]
  const id = await createDraft(house.posts, house.author.actor, {
    title: 'Open day',
    content: { parts, variants: {} },
    accountIds: [house.accountId],
  })
  await submitPost(house.posts, house.author.actor, id, 1)
  return id
}

const refusal = (clause: string) => ({ code: 'posts.findings-open', extras: { clause } })

test('an image without alternative text stops the post, and no reason lets it past', async () => {
  const media = [{ assetId: await image('own'), alt: '', crop: null }]
  await expect(submit({ media })).rejects.toMatchObject(refusal('BASE-4.1'))
  const post = await house.services.db.selectFrom('post').select('id').executeTakeFirstOrThrow()
  const findings = await checkStored(house.posts, house.author.actor, post.id)
  const finding = findings.find((found) => found.clause === 'BASE-4.1')!
  await expect(
    overrideFinding(house.posts, house.author.actor, post.id, finding.id, 'There is no time for it today.'),
  ).rejects.toMatchObject({
    code: 'posts.not-overridable',
    extras: { clause: 'BASE-4.1' },
  })
})

test('an image whose rights nobody declared stops the post', async () => {
  const media = [{ assetId: await image(null), alt: 'Visitors in the Great Hall.', crop: null }]
  await expect(submit({ media })).rejects.toMatchObject(refusal('BASE-5.1'))
})

test('an image that is described and ours goes through', async () => {
  const media = [{ assetId: await image('own'), alt: 'Visitors in the Great Hall.', crop: null }]
  await expect(submit({ media })).resolves.toBeTypeOf('string')
})

test('a post too long for its network, or with nothing in it, is stopped', async () => {
  await expect(submit({ text: 'word '.repeat(140) })).rejects.toMatchObject(refusal('BASE-8.1'))
  await expect(submit({ text: ' ' })).rejects.toMatchObject(refusal('BASE-8.1'))
})

test('more images than the network takes stop the post', async () => {
  const assetId = await image('own')
  const media = Array.from({ length: 5 }, () => ({ assetId, alt: 'Visitors in the Great Hall.', crop: null }))
  await expect(submit({ media })).rejects.toMatchObject(refusal('BASE-8.2'))
})

test('what the check said is in the record of the submission', async () => {
  const id = await submit({ text: 'Come to our open day! #openday' })
  const { body } = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('post_id', '=', id)
    .where('kind', '=', 'post.submitted')
    .executeTakeFirstOrThrow()
  const said = body.facts.findings as { control: string }[]
  expect(said.map((finding) => finding.control)).toContain('hashtag-capitals')
})
