import { counted, noMore, plain, type NetworkProfile } from '../profile.ts'
import { linkedinEntities } from './entities.ts'

/**
 * The edition of the API that every request names. One comes out each month and is answered for about a year; after
 * that LinkedIn answers 426. https://learn.microsoft.com/linkedin/marketing/versioning, read 2026-11.
 */
export const linkedinVersion = '202608'

/** A link card's words: https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api, 202608. */
export const cardLimits = { title: 400, description: 4086 } as const

function handleProblem(handle: string): string | null {
  if (/^[\p{L}\p{N}](?:[\p{L}\p{N}&'_.-]{0,98}[\p{L}\p{N}])?$/u.test(handle)) return null
  return 'The name of a LinkedIn Page is the last part of its address: example-university of linkedin.com/school/example-university.'
}

function normaliseHandle(typed: string): string {
  const bare = typed
    .trim()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^(?:https?:\/\/)?(?:[a-z]{2,3}\.)?(?:www\.)?linkedin\.com\/(?:company|school|showcase)\//i, '')
    .replace(/^@/, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase()
  return bare
}

export const linkedinProfile: NetworkProfile = {
  id: 'linkedin',
  name: 'LinkedIn',
  handleHint: 'example-university',
  handleProblem,
  normaliseHandle,
  // https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api, 202608, read 2026-11.
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    alternativeText: true,
    captions: true,
    threads: false,
    linkCards: true,
    firstComment: true,
    audiences: [
      { id: 'PUBLIC', label: 'Everybody, also outside LinkedIn' },
      { id: 'LOGGED_IN', label: 'Only people who are signed in to LinkedIn' },
    ],
    // The words only; LinkedIn lets no app change the media of a post.
    edit: true,
    remove: true,
    reads: { own: true, comments: true, messages: false, metrics: true, search: false },
    // LinkedIn refuses the same words of an account twice, for some time that it does not state: see the README.
    idempotency: 'by-reading-back',
  },
  limits: {
    ...noMore,
    text: 3000,
    unit: 'characters',
    // shares/multiimage-post-api and shares/images-api, 202608; the size is LinkedIn's for people's uploads.
    images: 20,
    imageBytes: 5_000_000,
    imageEdge: 4096,
    imageTypes: ['image/jpeg', 'image/png'],
    alternativeText: 4086,
    threadParts: 1,
    // shares/videos-api, 202608.
    videos: 1,
    video: {
      bytes: 500_000_000,
      seconds: [3, 1800],
      types: ['video/mp4'],
      videoCodecs: ['avc'],
      audioCodecs: ['aac', 'mp3'],
      edge: 4096,
      frames: 60,
      ratio: [1 / 2.4, 2.4],
      captions: ['application/x-subrip', 'text/vtt'],
    },
    // shares/comments-api, 202608, states none; this is what LinkedIn's own pages take.
    firstComment: 1250,
  },
  // LinkedIn publishes no numbers for Pages: each app sees its own, per endpoint, under “Analytics” in the Developer
  // Portal, and a 429 says when one is met (shared/api-guide/concepts/rate-limits, read 2026-11). These are the only
  // ones it states for making posts, those of members: consumer/integrations/self-serve/share-on-linkedin.
  rates: [
    { id: 'member-day', per: 'account', of: 'posts', most: 150, seconds: 86_400 },
    { id: 'app-day', per: 'app', of: 'posts', most: 100_000, seconds: 86_400 },
  ],
  // The strictest reading of “characters”: an emoji of many parts counts every one of them.
  count: (text, limits = linkedinProfile.limits) => counted(text.length, limits.text),
  entities: linkedinEntities,
  preview: { accent: '#0a66c2', radius: 8, avatar: 'square', font: 'system-ui, sans-serif' },
}
