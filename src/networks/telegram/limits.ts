import { apart, namesBy } from '../families/entities.ts'
import { plainLinks } from '../families/plain-links.ts'
import { counted, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'

/**
 * Bot API 10.1 (June 2026), https://core.telegram.org/bots/api, read 2026-11: “1-4096 characters after entities
 * parsing”, a caption “0-1024”, an album “2-10 items”. Which characters is not said; offsets of entities are in UTF-16
 * code units, and so is this: never less than Telegram counts.
 */
const captionLimit = 1024

/** A name has five characters at least; those that Telegram sells, four. https://telegram.org/faq, read 2026-11. */
const username = /^[a-z][a-z0-9_]{2,30}[a-z0-9]$/
const mentions = /(?<![\w/.@])@([a-z][a-z0-9_]{2,30}[a-z0-9])(?![\w@])/giu
const hashtags = /(?<![\w#/&])#([\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu

/** Links, people and hashtags as Telegram’s apps make them of plain text; none stands inside another. */
export function telegramEntities(text: string): Entity[] {
  return apart(plainLinks(text), namesBy('mention', mentions, text), namesBy('hashtag', hashtags, text))
}

function normaliseHandle(typed: string): string {
  const trimmed = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
  const page = /^(?:https?:\/\/)?(?:t|telegram)\.me\/(?:s\/)?([^/?\s]+)/i.exec(trimmed)
  return (page?.[1] ?? trimmed.replace(/^@/, '')).toLowerCase()
}

export const telegramProfile: NetworkProfile = {
  id: 'telegram',
  name: 'Telegram',
  handleHint: 'example_university',
  handleProblem: (handle) =>
    username.test(handle)
      ? null
      : 'The name of a Telegram channel has 4 to 32 letters, digits and low lines, such as example_university.',
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    mixedMedia: true,
    // The Bot API has no field for it: neither sendPhoto nor InputMediaPhoto (10.1).
    alternativeText: false,
    threads: true,
    // Telegram makes the card itself; we only say of which link.
    linkCards: false,
    edit: true,
    remove: true,
    pin: true,
    // A bot can’t read a channel’s history, and is not told of its own posts: see the README.
    reads: { own: false, comments: false, messages: false, metrics: false, search: false },
    idempotency: 'none',
  },
  limits: {
    ...noMore,
    text: 4096,
    unit: 'characters',
    textWithMedia: captionLimit,
    images: 10,
    // sendPhoto: “at most 10 MB in size. The photo's width and height must not exceed 10000 in total. Width and height
    // ratio must be at most 20.” Shown at 2,560 pixels at most.
    imageBytes: 10_000_000,
    imageEdge: 2560,
    imageTypes: ['image/jpeg', 'image/png'],
    imageRatio: [1 / 20, 20],
    alternativeText: 0,
    threadParts: 25,
    videos: 10,
    // sendVideo: “MPEG4 videos”, “up to 50 MB”. Codecs are those that its apps play in place; no length is stated, and an
    // hour in 50 MB is more than anybody would look at.
    video: {
      bytes: 50_000_000,
      seconds: [1, 3600],
      types: ['video/mp4'],
      videoCodecs: ['avc', 'hevc'],
      audioCodecs: ['aac'],
      edge: 1920,
      frames: 60,
      ratio: null,
      captions: [],
    },
  },
  // https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this, read 2026-11: “avoid sending more
  // than one message per second” in one chat, 20 a minute in a group, about 30 a second in all. Channels are held to what
  // is said of groups.
  rates: [
    { id: 'second', per: 'account', of: 'posts', most: 1, seconds: 1 },
    { id: 'minute', per: 'account', of: 'posts', most: 20, seconds: 60 },
    { id: 'all', per: 'app', of: 'posts', most: 30, seconds: 1 },
  ],
  // Telegram cuts white space at both ends before it counts.
  count: (text, limits = telegramProfile.limits) => counted(text.trim().length, limits.text),
  entities: telegramEntities,
  preview: { accent: '#2a8bcc', radius: 12, avatar: 'round', font: 'system-ui, sans-serif' },
}
