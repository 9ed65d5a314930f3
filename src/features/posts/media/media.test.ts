import { expect, test } from 'vitest'
import { digestOf, type Manifest, type ManifestVideo } from '../manifest.ts'
import { outgoingMedia } from '../sending/outgoing.ts'
import { mediaForCheck } from './rules.ts'

const image = {
  assetId: '01934f6e-0000-7000-8000-000000000001',
  sha256: 'a'.repeat(64),
  type: 'image/jpeg',
  width: 1200,
  height: 800,
  alt: 'The Great Hall from the north.',
}
const manifest = (media: Manifest['parts'][number]['media']): Manifest => ({
  v: 1,
  postId: '01934f6e-0000-7000-8000-000000000002',
  network: 'bluesky',
  account: { id: '01934f6e-0000-7000-8000-000000000003', handle: 'example.ac.uk', remoteId: null },
  when: '2026-11-28T09:00:00Z',
  language: 'en-GB',
  parts: [{ text: 'Our open day is on Saturday.', media, link: null }],
})

test('a post with images has the digest that it had before there were videos: its approvals hold', () => {
  expect(digestOf(manifest([image]))).toBe('b86b07a4e5ed3d850a9965e9f242f3e407ceaf7c9eb36dfb516e5ce97333b24e')
})

const captions = { assetId: image.assetId, sha256: 'b'.repeat(64), type: 'text/vtt', language: 'en-GB' }
const video: ManifestVideo = {
  ...image,
  type: 'video/mp4',
  kind: 'video',
  bytes: 12,
  seconds: 3.5,
  captions: [captions],
  cover: { ...image, sha256: 'c'.repeat(64) },
}

test('other captions, another cover or another length are another digest', () => {
  const digests = [
    video,
    { ...video, captions: [] },
    { ...video, captions: [{ ...captions, sha256: 'd'.repeat(64) }] },
    { ...video, cover: null },
    { ...video, seconds: 4 },
  ].map((each) => digestOf(manifest([each])))
  expect(new Set(digests).size).toBe(digests.length)
})

const house = {
  renditionBytes: (_id: string, sha256: string) =>
    Promise.resolve(Buffer.from(`image ${sha256.slice(0, 1)}`)),
  videoSlice: (_id: string, _sha256: string, [from, to]: readonly [number, number]) =>
    Promise.resolve(Buffer.from('twelve bytes').subarray(from, to)),
  captionBytes: (_id: string, sha256: string, type: string) =>
    Promise.resolve(Buffer.from(`${type} ${sha256.slice(0, 1)}`)),
  mediaAddress: ({ sha256, type }: { sha256: string; type: string }) =>
    `https://example.ac.uk/${type}/${sha256}`,
}

test('a video goes out in parts, with its captions, its cover and an address; an image as before', async () => {
  const going = outgoingMedia(house, video)
  expect(going).toMatchObject({ kind: 'video', seconds: 3.5, type: 'video/mp4', alt: image.alt })
  expect(await going.size()).toBe(12)
  expect(Buffer.from(await going.slice(7, 99)).toString()).toBe('bytes')
  // Never whole: it may have a gigabyte.
  await expect(going.bytes()).rejects.toThrow('in slices')
  expect(going.address()).toBe(`https://example.ac.uk/video/mp4/${video.sha256}`)
  const [words] = going.captions
  expect([words?.type, words?.language, Buffer.from((await words?.bytes()) ?? []).toString()]).toEqual([
    'text/vtt',
    'en-GB',
    'text/vtt b',
  ])
  expect(going.cover).toMatchObject({ kind: 'image', sha256: 'c'.repeat(64) })
  const still = outgoingMedia(house, image)
  expect([still.kind, still.seconds, still.captions, 'cover' in still, await still.size()]).toEqual([
    'image',
    null,
    [],
    false,
    7,
  ])
})

test('the check sees the part of an image that is shown, and of a video what probing found', () => {
  const asset = {
    id: 'a',
    name: 'hall.jpg',
    mediaType: 'image/jpeg',
    bytes: 9,
    width: 1000,
    height: 1000,
    animated: false,
    rights: null,
    people: null,
    removed: ['location'],
    video: null,
    speech: null,
    captions: [],
  }
  const cut = mediaForCheck({ alt: 'x', crop: { x: 0, y: 0, w: 1, h: 0.5 } }, asset)
  expect(cut).toMatchObject({ width: 1000, height: 500, rights: '', locationStripped: true })
  expect('video' in cut).toBe(false)
  const facts = { seconds: 4, videoCodec: 'avc', audioCodec: 'aac', frames: 25 }
  const film = { ...asset, mediaType: 'video/mp4', video: facts, captions: [{ language: 'cy' }] }
  expect(mediaForCheck({ alt: '', crop: null }, film).video).toEqual({ ...facts, captions: 1, speech: '' })
})
