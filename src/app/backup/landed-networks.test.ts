/**
 * What people had in hand when they upgraded from the version of `landed/0019-by-hand.tar.gz`: the app of a network, a
 * video with captions, what was spent of a network's limits, posts outside Rostrum, posts by hand with a screenshot, a
 * pinned post, and a queue. Made by that version itself: the example university, beside it accounts on Practice, on
 * WhatsApp and on the stand-in for Mastodon of `e2e/peers`; three people did it all through the API while its worker
 * ran, and two posts were put on the networks past Rostrum.
 */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renditionBytes, videoSlice } from '#features/assets/index.ts'
import { lentAddress, lentMedia } from '#features/assets/lent.ts'
import type { ByHandView } from '#features/posts/by-hand/contract.ts'
import type { OutsidePage } from '#features/posts/afterwards/contract.ts'
import { digestOf } from '#features/posts/manifest.ts'
import { appValues } from '#features/register/index.ts'
import { upgradedFrom, type Upgraded } from './testing.ts'

let upgraded: Upgraded
beforeAll(async () => {
  upgraded = await upgradedFrom('0019-by-hand')
}, 120_000)
afterAll(() => upgraded.close())

const officer = 'Digital Marketing Officer'
const editor = 'Library Editor'
const head = 'Head of Digital'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function publicationsOn(network: string) {
  return upgraded.opened.services.db
    .selectFrom('publication')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .selectAll('publication')
    .select('post.title')
    .where('publication.network', '=', network)
    .where('post.example', '=', false)
    .orderBy('publication.due_at')
    .execute()
}

test('the app of a network is registered still, and opens with the keys of the backup', async () => {
  expect(await upgraded.get(head, '/network-apps/x')).toMatchObject({ app: 'registered', version: 1 })
  expect(await appValues(upgraded.opened.services, 'x')).toEqual({
    clientId: 'an-id-of-the-app',
    clientSecret: 'a secret of the app',
  })
})

interface Video {
  id: string
  sha256: string
  bytes: number
  coverId: string
  captions: { language: string; cues: number }[]
}

async function theVideo(): Promise<Video> {
  const { assets } = await upgraded.get<{ assets: Video[] }>(editor, '/assets?kind=video')
  expect(assets).toHaveLength(1)
  const [video] = assets
  if (!video) throw new Error('There is no video')
  return video
}

test('the video is there to the last byte, with its captions and its cover', async () => {
  const { services } = upgraded.opened
  const video = await theVideo()
  expect(sha256(await videoSlice(services, video.id, video.sha256, [0, video.bytes]))).toBe(video.sha256)
  expect(video.captions).toMatchObject([
    { language: 'cy', cues: 1 },
    { language: 'en-GB', cues: 1 },
  ])
  expect(await upgraded.get(editor, `/assets/${video.id}/captions/cy`)).toMatchObject({
    srt: expect.stringContaining('Dyma’r llawr tawel.'),
    vtt: expect.stringContaining('WEBVTT'),
  })
  const type = 'video/mp4'
  const address = lentAddress(services, { assetId: video.id, sha256: video.sha256, type })
  const token = address.slice(address.lastIndexOf('/') + 1)
  expect(await lentMedia(services, token)).toEqual({ type, file: `assets/${video.id}.mp4` })
})

test('what is approved with the video can still be sent as it was approved', async () => {
  const { services } = upgraded.opened
  const video = await theVideo()
  const waiting = (await publicationsOn('mastodon')).find(({ title }) => title === 'The walk once more')
  const [media] = waiting?.manifest.parts[0]?.media ?? []
  expect(media).toMatchObject({ kind: 'video', sha256: video.sha256, cover: { assetId: video.coverId } })
  const cover = media && 'cover' in media ? media.cover : null
  expect(sha256(await renditionBytes(services, video.coverId, cover?.sha256 ?? ''))).toBe(cover?.sha256)
})

test('what was spent of a network’s limits counts on', async () => {
  const buckets = await upgraded.opened.services.db
    .selectFrom('rate_bucket')
    .innerJoin('rate_spending', 'rate_spending.bucket', 'rate_bucket.id')
    .select(({ fn }) => ['rule', 'spent', 'gone', fn.countAll<string>().as('rows')])
    .groupBy('rate_bucket.id')
    .orderBy('rule')
    .execute()
  expect(buckets.map(({ rule, spent, gone, rows }) => [rule, spent, gone, Number(rows)])).toEqual([
    ['media', 1, 0, 1],
    ['requests', 2, 0, 2],
  ])
})

test('of two posts outside Rostrum one waits to be settled, and one was accepted', async () => {
  const { posts } = await upgraded.get<OutsidePage>(officer, '/outside-posts')
  const told = posts.map(({ state, text, reason, account }) => [account.network, state, text, reason])
  expect(told.toSorted()).toEqual([
    ['mastodon', 'fine', 'Also from somebody’s telephone.', 'It was agreed by telephone.'],
    ['practice', 'open', 'Posted from somebody’s telephone.', null],
  ])
})

test('a post by hand has its link, its words and its screenshot; one that was handed over is held', async () => {
  const [posted, held] = (await publicationsOn('whatsapp')).toSorted((a, b) => (a.title < b.title ? 1 : -1))
  const path = `/publications/${posted?.id}/by-hand`
  const { record, state, approvedBy } = await upgraded.get<ByHandView>(editor, path)
  expect({ state, approvedBy }).toMatchObject({ state: 'published', approvedBy: [{ name: officer }] })
  expect(record).toMatchObject({
    by: { name: editor },
    url: 'https://whatsapp.com/channel/0029VaExampleUniversity01/42',
    differs: true,
    words: 'The library is open all night. Good luck!',
  })
  const screenshot = await upgraded.bytes(editor, `${path}/screenshots/${record?.screenshot?.id}`)
  expect(sha256(screenshot)).toBe(record?.screenshot?.sha256)
  const kept = await upgraded.opened.services.db.selectFrom('by_hand_screenshot').select('id').execute()
  expect(kept).toHaveLength(2)
  expect(held).toMatchObject({ title: 'Lockers', state: 'paused', by_hand: true })
})

test('a pinned post is pinned', async () => {
  const [mastodon] = await publicationsOn('mastodon')
  expect(await upgraded.get(editor, `/accounts/${mastodon?.account_id}/afterwards`)).toMatchObject({
    pinned: { title: 'A walk over the silent floor' },
    outside: { total: 1 },
  })
})

test('the queue is held for a person, each with its time and bound to what was approved', async () => {
  const all = [...(await publicationsOn('practice')), ...(await publicationsOn('mastodon'))]
  const queue = all.filter(({ state }) => state === 'paused')
  expect(queue).toHaveLength(11)
  for (const { manifest, digest, due_at: due, outcome } of queue) {
    expect(digestOf(manifest)).toBe(digest)
    expect(due).toMatch(/T10:00:00/)
    expect(outcome).toMatchObject({ kind: 'restored' })
  }
  const approvals = await upgraded.opened.services.db
    .selectFrom('approval')
    .select('digest')
    .where(
      'digest',
      'in',
      queue.map(({ digest }) => digest),
    )
    .execute()
  expect(new Set(approvals.map(({ digest }) => digest))).toEqual(new Set(queue.map(({ digest }) => digest)))
})
