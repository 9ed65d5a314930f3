import { afterEach, beforeEach, expect, test } from 'vitest'
import sharp from 'sharp'
import { describeAsset, uploadAsset } from '#features/assets/index.ts'
import type { PublishOutcome } from '#networks/contract.ts'
import { isoOf } from '#platform/services.ts'
import { approvedPost, stub } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** A network that is slow publishes a draft of ours while we send it again: its files have to be those that we know of. */

let house: TestHouse
let uploads = 0
let staged: unknown[] = []
/** The uploads that each sending named. */
let sent: unknown[] = []
let outcomes: (PublishOutcome | undefined)[] = []

beforeEach(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
  uploads = 0
  staged = []
  sent = []
  outcomes = []
})
afterEach(() => house.close())

async function withPicture(drafts: boolean): Promise<void> {
  const { services, posts, author, accountId } = house
  const bytes = await sharp({ create: { width: 80, height: 50, channels: 3, background: '#1f4d4a' } })
    .png()
    .toBuffer()
  const { id } = await uploadAsset(services, author.actor, { name: 'night.png', bytes })
  const alt = 'The library at night.'
  await describeAsset(services, author.actor, id, { alt, rights: 'own', people: 'none' })
  const plain = stub(0)
  posts.openSession = async () => ({
    ...plain,
    prepareMedia: () => Promise.resolve(`upload ${++uploads}`),
    ...(drafts
      ? { stage: (part) => (staged.push(...part.prepared), Promise.resolve({ draft: 'ours' })) }
      : {}),
    publish(part) {
      sent.push(...part.prepared)
      const outcome = outcomes.shift()
      return outcome ? Promise.resolve(outcome) : plain.publish(part)
    },
  })
  await approvedPost(house, 'News', { accountId, media: [{ assetId: id, alt, crop: null }] })
}

const later = (more: { stageAgain?: true } = {}): PublishOutcome => ({
  kind: 'retry',
  after: isoOf(house.services.clock.now().add({ seconds: 30 })),
  say: 'Not now.',
  ...more,
})
const unknown: PublishOutcome = { kind: 'unknown', say: 'No answer came.', evidence: null }

async function goOn(): Promise<void> {
  house.services.clock.advance({ seconds: 90 })
  await house.work()
}

test('what a draft was made of is not uploaded again, however often it is sent', async () => {
  await withPicture(true)
  outcomes = [later(), unknown]
  for (let turn = 0; turn < 4; turn++) await goOn()
  expect({ uploads, staged, sent }).toEqual({
    uploads: 1,
    staged: ['upload 1'],
    sent: ['upload 1', 'upload 1', 'upload 1'],
  })
})

test('a draft that is gone is made of new uploads', async () => {
  await withPicture(true)
  outcomes = [later({ stageAgain: true })]
  for (let turn = 0; turn < 3; turn++) await goOn()
  expect({ staged, sent }).toEqual({ staged: ['upload 1', 'upload 2'], sent: ['upload 1', 'upload 2'] })
})

test('without a draft each sending uploads anew: what nothing refers to may have been forgotten', async () => {
  await withPicture(false)
  outcomes = [later()]
  for (let turn = 0; turn < 3; turn++) await goOn()
  expect(sent).toEqual(['upload 1', 'upload 2'])
})
