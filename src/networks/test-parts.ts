/** For tests: posts, pictures and clips to send. */
import { createHash, randomFillSync } from 'node:crypto'
import sharp from 'sharp'
import type {
  NetworkProfile,
  NetworkSession,
  OutgoingCaptions,
  OutgoingMedia,
  OutgoingPart,
  PublishOutcome,
  RemoteRef,
} from './contract.ts'

const alphabet = '234567abcdefghijklmnopqrstuvwxyz'
let lastMark = 0n

/** An idempotency mark as the publishing part makes them: a time in microseconds and ten bits more, sortable. */
export function mark(): string {
  const now = BigInt(Date.now()) * 1000n
  lastMark = now > lastMark ? now : lastMark + 1n
  let left = lastMark << 10n
  let key = ''
  for (let at = 0; at < 13; at++, left >>= 5n) key = (alphabet[Number(left & 31n)] ?? '') + key
  return key
}

export function part(text: string, more: Partial<OutgoingPart> = {}): OutgoingPart {
  return {
    key: mark(),
    createdAt: new Date().toISOString(),
    sentAt: null,
    text,
    language: 'en-GB',
    media: [],
    prepared: [],
    staged: null,
    title: null,
    tags: [],
    firstComment: null,
    audience: null,
    format: 'post',
    link: null,
    root: null,
    parent: null,
    ...more,
  }
}

/** Where media can be fetched, for networks that fetch it themselves; see `startLending`. */
export type Lend = (type: string, bytes: Uint8Array) => string

const nowhere: Lend = () => 'https://rostrum.example.ac.uk/lent-media/test'
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function mediaOf(
  bytes: Uint8Array,
  lend: Lend,
  about: Pick<OutgoingMedia, 'kind' | 'type' | 'width' | 'height' | 'seconds' | 'alt' | 'captions'>,
): OutgoingMedia {
  return {
    ...about,
    sha256: digest(bytes),
    size: () => Promise.resolve(bytes.byteLength),
    bytes: () => Promise.resolve(bytes),
    slice: (from, to) => Promise.resolve(bytes.subarray(from, to)),
    address: () => lend(about.type, bytes),
  }
}

export async function picture(alt: string, colour = '#1f565c', lend = nowhere): Promise<OutgoingMedia> {
  const bytes = await sharp({ create: { width: 640, height: 480, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
  return mediaOf(bytes, lend, {
    kind: 'image',
    type: 'image/jpeg',
    width: 640,
    height: 480,
    seconds: null,
    alt,
    captions: [],
  })
}

/** Bytes that only claim to be a video: nothing that a test of a network runs against looks inside. */
export function clip(alt: string, captions: OutgoingCaptions[] = [], lend = nowhere): OutgoingMedia {
  const bytes = Buffer.alloc(1_300_000, `a clip of ${alt} `)
  bytes.write('\u0000\u0000\u0000\u0018ftypmp42', 0, 'latin1')
  return { ...mediaOf(bytes, lend, { ...upright, alt, captions }), bytes: inSlicesOnly }
}

const upright = { kind: 'video' as const, type: 'video/mp4', width: 720, height: 1280, seconds: 12 }
const inSlicesOnly = () => Promise.reject(new Error('A video is read in slices'))

/** Noise of the size of a film behind the beginning of one, and what was read of it. It stands nowhere whole. */
export function film(
  size: number,
  lend = nowhere,
): { media: OutgoingMedia; read: { largest: number; bytes: number } } {
  const noise = randomFillSync(Buffer.alloc(1_048_576))
  const start = Buffer.from('\u0000\u0000\u0000\u0018ftypmp42', 'latin1')
  const read = { largest: 0, bytes: 0 }
  const slice = (from: number, to: number): Promise<Uint8Array> => {
    const end = Math.min(to, size)
    const found = Buffer.alloc(end - from)
    for (let at = from; at < end; at += noise.byteLength - (at % noise.byteLength))
      noise.copy(found, at - from, at % noise.byteLength)
    if (from < start.byteLength) start.copy(found, 0, from)
    read.largest = Math.max(read.largest, found.byteLength)
    read.bytes += found.byteLength
    return Promise.resolve(found)
  }
  const sha256 = digest(Buffer.from(`a film of ${size} bytes, ${mark()}`))
  const media: OutgoingMedia = {
    ...upright,
    sha256,
    alt: 'A long walk',
    captions: [],
    size: () => Promise.resolve(size),
    bytes: inSlicesOnly,
    slice,
    address: () => lend('video/mp4', start),
  }
  return { media, read }
}

export function captions(words: string): OutgoingCaptions {
  const bytes = Buffer.from(`WEBVTT\n\n00:00.000 --> 00:04.000\n${words}\n`)
  return { sha256: digest(bytes), type: 'text/vtt', language: 'en-GB', bytes: () => Promise.resolve(bytes) }
}

/** What a network wants of every post, added to one that a test is about. */
export async function withNeeds(
  profile: NetworkProfile,
  sent: OutgoingPart,
  lend = nowhere,
  medium: 'image' | 'video' = profile.capabilities.images ? 'image' : 'video',
): Promise<OutgoingPart> {
  const { needsMedia, title } = profile.capabilities
  const media =
    needsMedia && sent.media.length === 0
      ? [medium === 'image' ? await picture('A picture', '#1f565c', lend) : clip('A clip', [], lend)]
      : sent.media
  const named = title === 'required' && sent.title === null ? `About: ${sent.text.slice(0, 40)}` : sent.title
  return { ...sent, media, title: named }
}

/** Everything that comes before the first byte of `publish`, as the publishing part does it. */
export async function madeReady(session: NetworkSession, sent: OutgoingPart): Promise<OutgoingPart> {
  const uploads = sent.link?.image ? [...sent.media, sent.link.image] : sent.media
  const prepared = [...sent.prepared]
  for (const media of uploads.slice(prepared.length)) prepared.push(await session.prepareMedia(media))
  const ready = { ...sent, prepared }
  return session.stage && ready.staged === null ? { ...ready, staged: await session.stage(ready) } : ready
}

export function refOf(outcome: PublishOutcome): RemoteRef {
  if (outcome.kind !== 'published') throw new Error(`Not published: ${JSON.stringify(outcome)}`)
  const { remoteId, url, extra } = outcome
  return { remoteId, url, ...(extra === undefined ? {} : { extra }) }
}
