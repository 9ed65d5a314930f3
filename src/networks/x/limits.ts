import { counted, noMore, plain, type NetworkProfile } from '../profile.ts'
import { xEntities } from './entities.ts'
import { xLength, xWeights } from './weights.ts'

/**
 * What X takes for a request, in US dollars, without a subscription: credits are bought beforehand in its console.
 * Where its rate cards leave a choice (reading one's own posts, deleting), the greater number stands here.
 * https://docs.x.com/x-api/getting-started/pricing, read 2026-11.
 */
export const xPrices = {
  currency: 'USD',
  createPost: 0.015,
  /** A post that has a link in its words. */
  createPostWithLink: 0.2,
  deletePost: 0.01,
  readPost: 0.005,
  readUser: 0.01,
  mediaMetadata: 0.005,
} as const

function handleProblem(handle: string): string | null {
  if (/^[a-z0-9_]{1,15}$/.test(handle)) return null
  return 'A handle on X has at most 15 letters, digits and underscores, such as ExampleUniLib.'
}

function normaliseHandle(typed: string): string {
  return typed
    .trim()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^(?:https?:\/\/)?(?:(?:www|m|mobile)\.)?(?:x|twitter)\.com\//i, '')
    .replace(/^@/, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase()
}

export const xProfile: NetworkProfile = {
  id: 'x',
  name: 'X',
  handleHint: 'exampleunilib',
  handleProblem,
  normaliseHandle,
  // https://docs.x.com/x-api, description 2.167 (https://api.x.com/2/openapi.json), read 2026-11. Pinning is not in it.
  // An edit is there, but only for accounts that pay X for it and for an hour; it makes a post of another id.
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    alternativeText: true,
    captions: true,
    threads: true,
    // X makes the card itself from the link's page.
    linkCards: false,
    edit: false,
    remove: true,
    reads: { own: true, comments: true, messages: true, metrics: true, search: true },
    // X refuses the same words twice, but neither for ever nor with a promise: see the README.
    idempotency: 'by-reading-back',
  },
  limits: {
    ...noMore,
    text: xWeights.most,
    unit: 'characters as X weighs them',
    // https://docs.x.com/x-api/media/quickstart/best-practices, read 2026-11.
    images: 4,
    imageBytes: 5_000_000,
    imageEdge: 4096,
    imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
    // CreateMediaMetadataMetadataAltText in description 2.167.
    alternativeText: 1000,
    threadParts: 25,
    videos: 1,
    video: {
      bytes: 512_000_000,
      seconds: [0.5, 140],
      types: ['video/mp4', 'video/quicktime'],
      videoCodecs: ['avc'],
      audioCodecs: ['aac'],
      edge: 1280,
      frames: 60,
      ratio: [1 / 3, 3],
      captions: ['application/x-subrip', 'text/vtt'],
    },
  },
  // https://docs.x.com/x-api/fundamentals/rate-limits, read 2026-11: POST /2/tweets; POST /2/media/metadata for media.
  rates: [
    { id: 'posts', per: 'account', of: 'posts', most: 100, seconds: 900 },
    { id: 'posts-of-the-app', per: 'app', of: 'posts', most: 10_000, seconds: 86_400 },
    { id: 'media', per: 'account', of: 'media', most: 500, seconds: 900 },
  ],
  count: (text, limits = xProfile.limits) => counted(xLength(text), limits.text),
  entities: xEntities,
  preview: { accent: '#0f1419', radius: 16, avatar: 'round', font: 'system-ui, sans-serif' },
}
