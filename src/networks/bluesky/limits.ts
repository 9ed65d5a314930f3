import { counted, graphemeLength, noMore, plain, type NetworkProfile } from '../profile.ts'
import { blueskyEntities } from './entities.ts'

const encoder = new TextEncoder()

/** The lexicon's second limit beside 300 graphemes; only texts of many-part emoji or rare scripts meet it. */
const maxBytes = 3000

/** Of the description of a video, by the lexicon; that of an image has no such limit there. */
export const videoAlt = 1000

/** Of the captions of one video, by the lexicon. */
export const captionLimits = { files: 20, bytes: 20_000 }

/** Top-level names that the AT Protocol forbids in handles; `.test` is for development and left in. */
const forbidden = new Set(['alt', 'arpa', 'example', 'internal', 'invalid', 'local', 'localhost', 'onion'])

function handleProblem(handle: string): string | null {
  const labels = handle.split('.')
  const wellFormed =
    handle.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    /^[a-z]/.test(labels.at(-1) ?? '')
  if (!wellFormed)
    return 'A Bluesky handle looks like a web address without “https://”: name.bsky.social, or your own domain.'
  if (forbidden.has(labels.at(-1) ?? '')) return `Bluesky has no handles that end in “.${labels.at(-1)}”.`
  return null
}

function normaliseHandle(typed: string): string {
  const bare = typed
    .trim()
    // Copied from a profile page, handles carry marks of writing direction that can't be seen.
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^https?:\/\/(?:www\.)?bsky\.app\/profile\//i, '')
    .replace(/^@/, '')
    .replace(/\/.*$/, '')
    .toLowerCase()
  return bare !== '' && /^[a-z0-9-]+$/.test(bare) ? `${bare}.bsky.social` : bare
}

export const blueskyProfile: NetworkProfile = {
  id: 'bluesky',
  name: 'Bluesky',
  handleHint: 'name.bsky.social',
  handleProblem,
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    captions: true,
    alternativeText: true,
    threads: true,
    linkCards: true,
    edit: false,
    remove: true,
    reads: { own: true, comments: true, messages: false, metrics: true, search: true },
    idempotency: 'by-key',
  },
  limits: {
    ...noMore,
    text: 300,
    unit: 'characters',
    images: 4,
    // Images of a post may have 2,000,000 bytes, but the picture of a link card 1,000,000; one limit serves both,
    // and servers that run an older lexicon (app.bsky.embed.images, 2 MB since 2026; "formerly limited to 1 MB").
    imageBytes: 1_000_000,
    imageEdge: 2000,
    imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
    alternativeText: 2000,
    threadParts: 25,
    // app.bsky.embed.video (@atproto/api 0.21.0, 2026-11): one MP4 of at most 100,000,000 bytes, up to 20 captions of
    // 20,000 bytes of WebVTT. Three minutes is what Bluesky's own app and video service take (bsky.social/about/blog).
    videos: 1,
    video: {
      bytes: 100_000_000,
      seconds: [0, 180],
      types: ['video/mp4'],
      videoCodecs: ['avc'],
      audioCodecs: ['aac', 'mp3'],
      edge: 3840,
      frames: 60,
      ratio: null,
      captions: ['text/vtt'],
    },
  },
  // 5,000 points an hour and 35,000 a day, of which a record costs 3: https://docs.bsky.app/docs/advanced-guides/rate-limits.
  rates: [
    { id: 'hour', per: 'account', of: 'posts', most: 1666, seconds: 3600 },
    { id: 'day', per: 'account', of: 'posts', most: 11_666, seconds: 86_400 },
    // A tenth of what a server takes of one address; https://docs.bsky.app/docs/advanced-guides/rate-limits, read 2026-11.
    { id: 'names', per: 'server', of: 'names', most: 300, seconds: 300 },
  ],
  count(text, limits = blueskyProfile.limits) {
    const byGraphemes = counted(graphemeLength(text), limits.text)
    const overBytes = encoder.encode(text).byteLength - maxBytes
    // Over in bytes but not in characters can't be said in characters exactly: say one too many at least.
    return overBytes > 0 && byGraphemes.over === 0 ? { ...byGraphemes, over: 1 } : byGraphemes
  },
  entities: blueskyEntities,
  preview: { accent: '#0f73d6', radius: 12, avatar: 'round', font: 'system-ui, sans-serif' },
}
