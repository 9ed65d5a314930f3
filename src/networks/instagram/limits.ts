import { cleanHandle, metaEntities } from '../families/meta-text.ts'
import { counted, noMore, plain, type NetworkProfile } from '../profile.ts'

/** In one caption: https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media, read 2026-11. */
export const mostInCaption = { hashtags: 30, mentions: 20 } as const

/** In one comment: https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies, read 2026-11. */
export const mostInComment = { hashtags: 4, links: 1 } as const

/** Lengths of video in seconds (page of the captions): a story, and an item of a carousel. */
export const storySeconds = [3, 60] as const
export const itemSeconds = [3, 60] as const

/**
 * Seconds to wait where Instagram says that there is more to wait for, and not how long: work on a container, and the
 * day's posts, of which each frees its place 24 hours after it went out. Ours.
 */
export const waits = { working: 30, posts: 30 * 60 } as const

function normaliseHandle(typed: string): string {
  const clean = cleanHandle(typed)
  const page = /^(?:https?:\/\/)?(?:www\.)?(?:instagram\.com|instagr\.am)\/@?([^/?#\s]+)/i.exec(clean)
  return (page?.[1] ?? clean.replace(/^@/, '')).toLowerCase()
}

export const instagramProfile: NetworkProfile = {
  id: 'instagram',
  name: 'Instagram',
  handleHint: 'example.university',
  handleProblem: (handle) =>
    /^[a-z0-9._]{1,30}$/.test(handle)
      ? null
      : 'An Instagram name has at most 30 letters, digits, full stops and underscores, such as example.university.',
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    mixedMedia: true,
    needsMedia: true,
    alternativeText: true,
    threads: false,
    linkCards: false,
    firstComment: true,
    formats: ['post', 'story', 'short'],
    edit: false,
    remove: true,
    reads: { own: true, comments: true, messages: true, metrics: true, search: true },
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // https://developers.facebook.com/documentation/instagram-platform/content-publishing.md and the pages above, read 2026-11.
    text: 2200,
    unit: 'characters',
    firstComment: 300,
    images: 10,
    imageBytes: 8_000_000,
    imageEdge: 1440,
    imageTypes: ['image/jpeg'],
    imageRatio: [4 / 5, 1.91],
    alternativeText: 1000,
    threadParts: 1,
    videos: 10,
    video: {
      bytes: 300_000_000,
      seconds: [3, 15 * 60],
      types: ['video/mp4', 'video/quicktime'],
      videoCodecs: ['avc', 'hevc'],
      audioCodecs: ['aac'],
      edge: 1920,
      frames: 60,
      ratio: [0.01, 10],
      captions: [],
    },
  },
  // A carousel counts once. https://developers.facebook.com/documentation/instagram-platform/content-publishing.md
  rates: [{ id: 'posts', per: 'account', of: 'posts', most: 100, seconds: 86_400 }],
  count: (text, limits = instagramProfile.limits) => counted(text.length, limits.text),
  entities: (text) => metaEntities(text, ['mention', 'hashtag']),
  preview: { accent: '#c13584', radius: 4, avatar: 'round', font: 'system-ui, sans-serif' },
}
