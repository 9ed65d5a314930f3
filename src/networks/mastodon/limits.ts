import { apart, linksBy, namesBy } from '../families/entities.ts'
import { counted, graphemeLength, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'

/** Each link counts as this many, however long it is. A server may state another number; none is known that does. */
const linkLength = 23

/** With `https://` only: a bare domain is plain text here. A closing bracket belongs to the link if it was opened in it. */
const links =
  /(?<![\w@＠$#＃/.-])https?:\/\/[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#][^\s<>"“”「」]*)?/giu
/** The server's part is for people elsewhere; it is shown, but not counted. */
const mentions =
  /(?<![\w/=])@([a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?)(?:@([\p{L}\p{N}_.:-]*[\p{L}\p{N}_]))?/giu
const hashtags = /(?<![/)\w])[#＃]([\p{L}\p{M}\p{N}\p{Pc}]*[\p{L}\p{M}\p{Pc}·][\p{L}\p{M}\p{N}\p{Pc}·]*)/gu

/** Links, mentions and hashtags that Mastodon makes, in the order of the text; none stands inside another. */
export function mastodonEntities(text: string): Entity[] {
  return apart(
    linksBy(links, text, `.,;:!?'"*$%~&|@[]`),
    // Who is meant is the name with its server.
    namesBy('mention', mentions, text).map((one) => ({ ...one, value: text.slice(one.start + 1, one.end) })),
    namesBy('hashtag', hashtags, text),
  )
}

/** The text as Mastodon counts it: links at their fixed length, people without their server. */
export function mastodonLength(text: string): number {
  let countable = ''
  let at = 0
  for (const entity of mastodonEntities(text)) {
    if (entity.kind === 'hashtag') continue
    countable += text.slice(at, entity.start)
    countable += entity.kind === 'link' ? 'x'.repeat(linkLength) : `@${entity.value.split('@')[0] ?? ''}`
    at = entity.end
  }
  return graphemeLength(countable + text.slice(at))
}

function handleProblem(handle: string): string | null {
  const [name = '', server = '', ...rest] = handle.split('@')
  const named = /^[a-z0-9_]+(?:[a-z0-9_.-]*[a-z0-9_]+)?$/.test(name)
  const served =
    /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?::\d+)?$/u.test(
      server,
    )
  if (named && served && rest.length === 0) return null
  return 'A Mastodon handle has a name and a server, such as library@social.example.ac.uk.'
}

function normaliseHandle(typed: string): string {
  const trimmed = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const page = /^https?:\/\/([^/\s]+)\/(?:@|users\/)([^/@\s]+)\/?$/i.exec(trimmed)
  return (page ? `${page[2]}@${page[1]}` : trimmed.replace(/^@/, '')).toLowerCase()
}

export const mastodonProfile: NetworkProfile = {
  id: 'mastodon',
  name: 'Mastodon',
  handleHint: 'name@social.example.ac.uk',
  handleProblem,
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    alternativeText: true,
    threads: true,
    // Mastodon fetches the card itself from the first link; nothing of ours can be sent.
    linkCards: false,
    edit: true,
    remove: true,
    pin: true,
    reads: { own: true, comments: true, messages: true, metrics: true, search: true },
    // The key is honoured for about an hour by Mastodon itself, and not at all by some servers: see the README.
    idempotency: 'by-reading-back',
  },
  limits: {
    ...noMore,
    text: 500,
    unit: 'characters',
    images: 4,
    imageBytes: 8_000_000,
    imageEdge: 2880,
    imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
    alternativeText: 1500,
    threadParts: 25,
    // One video, and no images beside it: https://docs.joinmastodon.org/user/posting/#attachments (read 2026-11).
    videos: 1,
    video: {
      // `video_size_limit`, `video_matrix_limit` and `video_frame_rate_limit` of /api/v2/instance as Mastodon 4.5 is set
      // up: 99 MiB, 3840 × 2160, 120 frames a second. It states no greatest length; a day stands for none.
      bytes: 103_809_024,
      seconds: [0, 86_400],
      types: ['video/mp4', 'video/webm'],
      // Anything else than H.264 with AAC the server makes into that.
      videoCodecs: ['avc', 'hevc', 'vp8', 'vp9', 'av1'],
      audioCodecs: ['aac', 'mp3', 'opus', 'vorbis'],
      edge: 3840,
      frames: 120,
      ratio: null,
      captions: [],
    },
  },
  // As Mastodon itself is set up; a server may differ, and says so in its headers: https://docs.joinmastodon.org/api/rate-limits/.
  rates: [
    { id: 'requests', per: 'account', of: 'posts', most: 300, seconds: 300 },
    { id: 'media', per: 'account', of: 'media', most: 30, seconds: 1800 },
    // Asked without a token: a third of what a server takes of one address.
    { id: 'names', per: 'server', of: 'names', most: 100, seconds: 300 },
  ],
  count: (text, limits = mastodonProfile.limits) => counted(mastodonLength(text), limits.text),
  entities: mastodonEntities,
  preview: { accent: '#563acc', radius: 4, avatar: 'square', font: 'system-ui, sans-serif' },
}
