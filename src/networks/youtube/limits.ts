import { apart, linksBy, namesBy } from '../families/entities.ts'
import { counted, noMore, plain, tagsLength, type Entity, type NetworkProfile } from '../profile.ts'

/**
 * What calls cost, in units, of the 10,000 that a project has for a day; uploads have 100 calls of their own.
 * https://developers.google.com/youtube/v3/determine_quota_cost, read 2026-11. A project that Google gave more to is
 * only held back more than it need be.
 */
export const youtubeQuota = {
  unitsADay: 10_000,
  uploadsADay: 100,
  /** The day ends at midnight there. */
  zone: 'America/Los_Angeles',
  costs: {
    read: 1,
    videosUpdate: 50,
    videosDelete: 50,
    captionsInsert: 400,
    thumbnailsSet: 50,
    commentThreadsInsert: 50,
  },
} as const

/** One post with one track of captions, a picture, a first comment, and twenty looks at how far YouTube is. */
const unitsOfAPost = (() => {
  const { read, videosUpdate, captionsInsert, thumbnailsSet, commentThreadsInsert } = youtubeQuota.costs
  return 20 * read + videosUpdate + captionsInsert + thumbnailsSet + commentThreadsInsert
})()

/** https://developers.google.com/youtube/v3/docs/videos#snippet.tags, read 2026-11: together, with what divides them. */
const tagsTogether = 500

/** https://developers.google.com/youtube/v3/docs/thumbnails/set, read 2026-11. */
export const coverLimits = { bytes: 2_000_000, types: ['image/jpeg', 'image/png'] }

/** https://support.google.com/youtube/answer/15424877, read 2026-11: square or upright, and YouTube itself decides by it. */
export const shortLimits = { seconds: 180, ratio: 1 }

/**
 * YouTube takes neither of the two in titles and descriptions (https://developers.google.com/youtube/v3/docs/videos,
 * read 2026-11), so what stands nearest to them is sent.
 */
export function takeable(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›')
}

/** A title is one line. */
export function titleOf(title: string): string {
  return takeable(title).replace(/\s+/g, ' ').trim()
}

export function tagsProblem(tags: readonly string[]): string | null {
  const odd = tags.find((tag) => /[,<>"]/.test(tag) || tag.trim() === '')
  if (odd !== undefined) return `YouTube takes no tag with a comma, a quotation mark, < or >: “${odd}”.`
  const length = tagsLength(tags)
  if (length > tagsTogether)
    return `YouTube takes tags of ${tagsTogether} characters in all; these count ${length}.`
  return null
}

const bytesOf = (text: string): number => new TextEncoder().encode(takeable(text)).byteLength

const links = /(?<![\p{L}\p{N}@/.-])https?:\/\/[^\s<>"“”]+/giu
const mentions = /(?<![\p{L}\p{N}@/._-])@([\p{L}\p{N}](?:[\p{L}\p{N}._·-]{1,28})[\p{L}\p{N}])/giu
const hashtags = /(?<![\p{L}\p{N}&/#])#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{M}\p{N}_]*)/gu

/** Links, mentions of handles and hashtags that YouTube makes in a description, in the order of the text. */
export function youtubeEntities(text: string): Entity[] {
  return apart(
    linksBy(links, text, `.,;:!?'")]`),
    namesBy('mention', mentions, text),
    namesBy('hashtag', hashtags, text),
  )
}

/** https://support.google.com/youtube/answer/11585688, read 2026-11: scripts beside Latin are taken too. */
function handleProblem(handle: string): string | null {
  if (/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._·-]{1,28})[\p{L}\p{M}\p{N}]$/u.test(handle)) return null
  return 'A YouTube handle has 3 to 30 letters, digits, dots, hyphens and underscores, such as exampleuniversity.'
}

function normaliseHandle(typed: string): string {
  return typed
    .trim()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^(?:https?:\/\/)?(?:(?:www|m)\.)?youtube\.com\//i, '')
    .replace(/^@/, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase()
}

export const youtubeProfile: NetworkProfile = {
  id: 'youtube',
  name: 'YouTube',
  handleHint: 'exampleuniversity',
  handleProblem,
  normaliseHandle,
  // YouTube Data API v3, https://developers.google.com/youtube/v3/docs, read 2026-11. Posts of words and pictures
  // ("community posts") are not in it, nor is pinning a comment.
  capabilities: {
    ...plain,
    images: false,
    videos: true,
    needsMedia: true,
    alternativeText: false,
    captions: true,
    threads: false,
    linkCards: false,
    title: 'required',
    tags: true,
    firstComment: true,
    audiences: [
      { id: 'public', label: 'Everybody' },
      { id: 'unlisted', label: 'Everybody with the link' },
      { id: 'private', label: 'The channel alone, and people it invites' },
    ],
    formats: ['post', 'short'],
    edit: true,
    remove: true,
    reads: { own: true, comments: true, messages: false, metrics: true, search: true },
    // The video is uploaded as a private one; publishing changes who may see it.
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // https://developers.google.com/youtube/v3/docs/videos, read 2026-11.
    text: 5000,
    unit: 'bytes',
    title: 100,
    // YouTube has no number of its own: see `tagsTogether`.
    tags: Math.floor(tagsTogether / 2),
    tag: tagsTogether,
    tagsTogether,
    images: 0,
    imageBytes: 0,
    imageEdge: 0,
    imageTypes: [],
    alternativeText: 0,
    threadParts: 1,
    // https://developers.google.com/youtube/v3/docs/comments, read 2026-11, names no number; 10,000 is what its pages take.
    firstComment: 10_000,
    videos: 1,
    // https://support.google.com/youtube/answer/71673 and .../answer/1722171, read 2026-11: 256 GB or 12 hours, and 15
    // minutes until the channel has proved a telephone number.
    video: {
      bytes: 256_000_000_000,
      seconds: [1, 43_200],
      types: ['video/mp4', 'video/quicktime', 'video/webm'],
      videoCodecs: ['avc', 'hevc', 'vp9', 'av1'],
      audioCodecs: ['aac', 'mp3', 'opus'],
      edge: 7680,
      frames: 60,
      ratio: null,
      // https://support.google.com/youtube/answer/2734698, read 2026-11.
      captions: ['text/vtt', 'application/x-subrip'],
    },
  },
  rates: [
    { id: 'uploads', per: 'app', of: 'posts', most: youtubeQuota.uploadsADay, seconds: 86_400 },
    {
      id: 'units',
      per: 'app',
      of: 'posts',
      most: Math.floor(youtubeQuota.unitsADay / unitsOfAPost),
      seconds: 86_400,
    },
    // What posts leave over of the day's units; each name costs one.
    {
      id: 'names',
      per: 'app',
      of: 'names',
      most: Math.floor((youtubeQuota.unitsADay % unitsOfAPost) / youtubeQuota.costs.read),
      seconds: 86_400,
    },
  ],
  count: (text, limits = youtubeProfile.limits) => counted(bytesOf(text), limits.text),
  entities: youtubeEntities,
  preview: { accent: '#c4302b', radius: 12, avatar: 'round', font: 'Roboto, system-ui, sans-serif' },
}
