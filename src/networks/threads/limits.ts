import { apart, linksBy, namesBy } from '../families/entities.ts'
import { counted, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'

/**
 * Unique addresses in one post; more are refused when the container is made (THREADS_API__LINK_LIMIT_EXCEEDED, since
 * 2025-12-22): https://developers.facebook.com/documentation/threads/create-posts/text-attachments, read 2026-11.
 */
export const mostLinks = 5

/** Not allowed in a topic: https://developers.facebook.com/docs/threads/posts#topic-tags, read 2026-11. */
export const notInTopics = /[.&]/

/**
 * Seconds to wait where Threads says that a limit was met and not when it ends: of the app's calls, and of the
 * account's posts. Ours; the pages name the limits (calls: 4800 for each impression of a day) and no way to ask for the end.
 */
export const waits = { app: 15 * 60, account: 60 * 60 }

const links = /(?<![\w@#/.])(?:https?:\/\/|www\.)[\p{L}\p{N}][^\s<>"“”]*/giu
const mentions = /(?<![\w@/.])@([a-z0-9._]{1,30})/gi
/** Ends before spaces and these signs. A whole number is no topic. */
const topics = /(?<![\w#/&])#([^\s.&@!?,;:#]{1,50})/gu

/** Links and mentions, and the one hashtag that becomes the post's topic: the first that can. */
export function threadsEntities(text: string): Entity[] {
  const found = apart(
    linksBy(links, text, `.,;:!?'"*~]`),
    [...text.matchAll(mentions)].flatMap((match): Entity[] => {
      const value = (match[1] ?? '').replace(/\.+$/, '')
      const end = match.index + 1 + value.length
      return value === '' ? [] : [{ kind: 'mention', start: match.index, end, value }]
    }),
    namesBy('hashtag', topics, text).filter(({ value }) => !/^\d+$/.test(value)),
  )
  const topic = found.find(({ kind }) => kind === 'hashtag')
  return found.filter((entity) => entity.kind !== 'hashtag' || entity === topic)
}

/** How many different addresses a post has, with the one that is attached. */
export function linksIn(text: string, attached: string | null): number {
  const found = threadsEntities(text).flatMap(({ kind, value }) => (kind === 'link' ? [value] : []))
  return new Set(attached === null ? found : [...found, attached]).size
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const encoder = new TextEncoder()
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\u20E3/u

/** Characters as a person sees them, but an emoji counts as its bytes in UTF-8: 👩‍👩‍👧‍👦 is 25. */
export function threadsLength(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let count = 0
  for (const { segment } of graphemes.segment(text))
    count += emoji.test(segment) ? encoder.encode(segment).length : 1
  return count
}

function normaliseHandle(typed: string): string {
  const trimmed = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const page = /^(?:https?:\/\/)?(?:www\.)?threads\.(?:com|net)\/@?([^/?#\s]+)/i.exec(trimmed)
  return (page?.[1] ?? trimmed.replace(/^@/, '')).toLowerCase()
}

export const threadsProfile: NetworkProfile = {
  id: 'threads',
  name: 'Threads',
  handleHint: 'example.university',
  handleProblem: (handle) =>
    /^[a-z0-9._]{1,30}$/.test(handle)
      ? null
      : 'A Threads name has at most 30 letters, digits, full stops and underscores, such as example.university.',
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    mixedMedia: true,
    alternativeText: true,
    threads: true,
    // The address is ours to attach (`link_attachment`); title and picture are read by Threads from the page.
    linkCards: true,
    tags: true,
    edit: false,
    remove: true,
    reads: { own: true, comments: true, messages: false, metrics: true, search: true },
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // https://developers.facebook.com/documentation/threads/posts (updated 2026-04), read 2026-11.
    text: 500,
    unit: 'characters',
    images: 20,
    // Beyond a width of 1440 Threads makes them smaller; a tall one may be longer.
    imageBytes: 8_000_000,
    imageEdge: 1920,
    imageTypes: ['image/jpeg', 'image/png'],
    imageRatio: [0.1, 10],
    alternativeText: 1000,
    videos: 20,
    video: {
      bytes: 1_000_000_000,
      seconds: [0, 300],
      types: ['video/mp4', 'video/quicktime'],
      videoCodecs: ['avc', 'hevc'],
      audioCodecs: ['aac'],
      edge: 1920,
      frames: 60,
      ratio: [0.01, 10],
      captions: [],
    },
    tags: 1,
    tag: 50,
    // No limit is published; ours, so that one publication stays a thing that a person can read through.
    threadParts: 25,
  },
  // https://developers.facebook.com/documentation/threads/overview (updated 2025-12), read 2026-11. Replies have a
  // limit of their own, 1,000; a thread's further parts are counted against this one all the same.
  rates: [{ id: 'posts', per: 'account', of: 'posts', most: 250, seconds: 86_400 }],
  count: (text, limits = threadsProfile.limits) => counted(threadsLength(text), limits.text),
  entities: threadsEntities,
  preview: { accent: '#000000', radius: 12, avatar: 'round', font: 'system-ui, sans-serif' },
}
