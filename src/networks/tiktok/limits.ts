import { apart, namesBy } from '../families/entities.ts'
import { counted, noMore, plain, type Audience, type Entity, type NetworkProfile } from '../profile.ts'

/**
 * What one part of an upload has: at least and at most, the last one a little more
 * (https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide, read 2026-11). A video smaller than the
 * least goes as a whole.
 */
export const chunkBytes = { least: 5_000_000, most: 64_000_000, last: 128_000_000, chunks: 1000 }

/** Minutes for which an upload's address holds (the same guide's reference, "valid for one hour"), read 2026-11. */
export const uploadMinutes = 60

/**
 * Seconds to wait where TikTok says that a limit of the day was met and not when it ends. Ours: the day's limit itself
 * is not published ("varies among creators"), and nothing tells when it has passed.
 */
export const waits = { posts: 60 * 60, users: 6 * 60 * 60 }

/** How TikTok names who may see a post; a creator is offered some of them (`creator_info/query`), read 2026-11. */
export const audiences: readonly Audience[] = [
  { id: 'PUBLIC_TO_EVERYONE', label: 'Everybody' },
  { id: 'FOLLOWER_OF_CREATOR', label: 'Followers' },
  { id: 'MUTUAL_FOLLOW_FRIENDS', label: 'Friends: those who follow each other' },
  { id: 'SELF_ONLY', label: 'Only the account itself' },
]

/** The longest description that a list of videos shows: https://developers.tiktok.com/doc/tiktok-api-v2-video-object, read 2026-11. */
export const shownText = 150

const mentions = /(?<=^|\s)@([\w.]{2,24})(?=\s|$)/gu
const hashtags = /(?<=^|\s)#([\p{L}\p{M}\p{N}_]+)/gu

/** People and hashtags, set apart by spaces. Links are plain text there. */
export function tiktokEntities(text: string): Entity[] {
  return apart(namesBy('mention', mentions, text), namesBy('hashtag', hashtags, text))
}

function normaliseHandle(typed: string): string {
  const trimmed = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const page = /^(?:https?:\/\/)?(?:www\.|m\.)?tiktok\.com\/@([^/?#\s]+)/i.exec(trimmed)
  return (page?.[1] ?? trimmed.replace(/^@/, '')).toLowerCase()
}

export const tiktokProfile: NetworkProfile = {
  id: 'tiktok',
  name: 'TikTok',
  handleHint: 'exampleuniversity',
  handleProblem: (handle) =>
    /^[\w.]{2,24}$/.test(handle) && !handle.endsWith('.')
      ? null
      : 'A TikTok name has 2 to 24 letters, digits, underscores and full stops, such as exampleuniversity.',
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    needsMedia: true,
    alternativeText: false,
    threads: false,
    linkCards: false,
    audiences,
    edit: false,
    remove: false,
    reads: { own: true, comments: false, messages: false, metrics: true, search: false },
    // Of videos. Photos go out with the one request that makes them: see the README.
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // Of a video's caption, in UTF-16 units. A photo post's description may have 4,000:
    // https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and …-photo-post, read 2026-11.
    text: 2200,
    unit: 'characters',
    // The media transfer guide: photos in JPEG and WebP, 20 MB and 1080p; videos from 23 frames a second and 360 pixels.
    images: 35,
    imageBytes: 20_000_000,
    imageEdge: 1920,
    imageTypes: ['image/jpeg', 'image/webp'],
    alternativeText: 0,
    videos: 1,
    video: {
      bytes: 4_000_000_000,
      // Every account has a longest length of its own below this; it is asked for before each post.
      seconds: [3, 600],
      types: ['video/mp4', 'video/quicktime', 'video/webm'],
      videoCodecs: ['avc', 'hevc', 'vp8', 'vp9'],
      audioCodecs: ['aac', 'mp3', 'opus', 'vorbis'],
      edge: 4096,
      frames: 60,
      ratio: null,
      captions: [],
    },
    threadParts: 1,
  },
  // Requests of one token that begin a post: the same reference. The day's limit of posts is not published; around 15
  // is what TikTok's content sharing guidelines call typical (read 2026-11), and it is shared with every other app.
  rates: [
    { id: 'minute', per: 'account', of: 'posts', most: 6, seconds: 60 },
    { id: 'day', per: 'account', of: 'posts', most: 15, seconds: 86_400 },
  ],
  count: (text, limits = tiktokProfile.limits) => counted(text.length, limits.text),
  entities: tiktokEntities,
  preview: { accent: '#000000', radius: 8, avatar: 'round', font: 'system-ui, sans-serif' },
}
