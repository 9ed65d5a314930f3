/** What a network can do and where its limits are, as data that server and browser share. Isomorphic, no I/O. */

/** The shapes that a post can take on a network. */
export type Format = 'post' | 'story' | 'short'

/** Who may see a post, as the network itself divides people. */
export interface Audience {
  id: string
  /** For people: "Everybody", "Only with the link". */
  label: string
}

export interface Capabilities {
  /** `manual`: no API may publish there, so a person does it, guided, and brings the link. */
  publish: 'api' | 'manual'
  images: boolean
  videos: boolean
  /** May images and videos stand in one post? */
  mixedMedia: boolean
  /** Nothing can be posted there without an image or a video. */
  needsMedia: boolean
  alternativeText: boolean
  /** Captions as files of their own beside a video. */
  captions: boolean
  threads: boolean
  linkCards: boolean
  title: 'none' | 'optional' | 'required'
  /** Tags in a field of their own, beside hashtags in the text. */
  tags: boolean
  /** A first comment of the account's own under its post. */
  firstComment: boolean
  /** The choices, where there are some; the first is what is meant when nothing is chosen. */
  audiences: readonly Audience[]
  /** The first is what is meant when nothing is chosen. */
  formats: readonly Format[]
  edit: boolean
  remove: boolean
  pin: boolean
  /** What its API lets an account's owner read. */
  reads: { own: boolean; comments: boolean; messages: boolean; metrics: boolean; search: boolean }
  /**
   * What makes a repeated send harmless: a key of ours that the network honours, a draft that is published once, or
   * only reading the account back afterwards. `none`: nothing can be found out, and a person settles it. Said in the
   * network's README.
   */
  idempotency: 'by-key' | 'by-draft' | 'by-reading-back' | 'none'
}

/** What a video must be like. */
export interface VideoLimits {
  bytes: number
  /** Shortest and longest, in seconds. */
  seconds: readonly [number, number]
  /** Media types of the file. */
  types: readonly string[]
  /** As probing names them: `avc`, `hevc`, `vp9`, `av1`; `aac`, `mp3`, `opus`. */
  videoCodecs: readonly string[]
  audioCodecs: readonly string[]
  /** Longest edge in pixels. */
  edge: number
  /** Frames a second. */
  frames: number
  /** Narrowest and widest width divided by height; null where any will do. */
  ratio: readonly [number, number] | null
  /** Media types of caption files: `text/vtt`, `application/x-subrip`; empty where it takes none. */
  captions: readonly string[]
}

export interface Limits {
  /** The greatest count of one post, in the network's own unit. */
  text: number
  /** What a count counts, for people: "characters". */
  unit: string
  /** The same beside images or videos, where less fits there; null where it makes no difference. */
  textWithMedia: number | null
  /** The least that a post of words alone may have, in its first part. */
  textLeast: number
  images: number
  imageBytes: number
  /** Longest edge in pixels that is worth sending. */
  imageEdge: number
  imageTypes: string[]
  /** Narrowest and widest width divided by height; null where any will do. */
  imageRatio: readonly [number, number] | null
  alternativeText: number
  threadParts: number
  videos: number
  video: VideoLimits | null
  /** The greatest length of a title in characters; 0 where there is none. */
  title: number
  /** The least that a title may have. */
  titleLeast: number
  /** How many tags, and how long one may be; 0 where there are none. */
  tags: number
  tag: number
  /** How long all tags may be in one line, see `tagsLength`; null where only each is counted. */
  tagsTogether: number | null
  /** The greatest length of a first comment; 0 where there is none. */
  firstComment: number
}

/** What a network lets through in a stretch of time. Kept to by all workers together, and shown in the calendar. */
export interface RateRule {
  id: string
  /** Whom the network counts: each account, the institution's app there, or a server. */
  per: 'account' | 'app' | 'server'
  /** What it counts. `names`: those of whom it is asked whether it knows them; no more than leaves room for posts. */
  of: 'posts' | 'media' | 'names'
  most: number
  /** The length of the stretch, in seconds; it slides. */
  seconds: number
}

/** The length of a text as the network itself counts it. */
export interface Counted {
  used: number
  max: number
  over: number
}

/** A stretch of text that the network treats specially. Offsets in UTF-16 code units. */
export interface Entity {
  kind: 'mention' | 'hashtag' | 'link'
  start: number
  end: number
  value: string
}

export interface NetworkProfile {
  id: string
  /** As its owner writes it. */
  name: string
  /** What the account's address looks like, for a person: "name.bsky.social". */
  handleHint: string
  /** Null when the handle can be one; otherwise a sentence that says what is wrong. Expects what `normaliseHandle` gives. */
  handleProblem(handle: string): string | null
  normaliseHandle(typed: string): string
  capabilities: Capabilities
  limits: Limits
  rates: readonly RateRule[]
  count(text: string, limits?: Limits): Counted
  entities(text: string): Entity[]
  /** A custom property set for the preview, so that it looks like the network: colours and shape only, no marks or logos. */
  preview: { accent: string; radius: number; avatar: 'round' | 'square'; font: string }
}

/** What most networks lack; a profile says what it has. */
export const plain: Pick<
  Capabilities,
  | 'publish'
  | 'videos'
  | 'mixedMedia'
  | 'needsMedia'
  | 'captions'
  | 'title'
  | 'tags'
  | 'firstComment'
  | 'audiences'
  | 'formats'
  | 'pin'
> = {
  publish: 'api',
  videos: false,
  mixedMedia: false,
  needsMedia: false,
  captions: false,
  title: 'none',
  tags: false,
  firstComment: false,
  audiences: [],
  formats: ['post'],
  pin: false,
}

/** The limits of what most networks lack. */
export const noMore: Pick<
  Limits,
  | 'textWithMedia'
  | 'textLeast'
  | 'imageRatio'
  | 'videos'
  | 'video'
  | 'title'
  | 'titleLeast'
  | 'tags'
  | 'tag'
  | 'tagsTogether'
  | 'firstComment'
> = {
  textWithMedia: null,
  textLeast: 0,
  imageRatio: null,
  videos: 0,
  video: null,
  title: 0,
  titleLeast: 0,
  tags: 0,
  tag: 0,
  tagsTogether: null,
  firstComment: 0,
}

/** The limits of a part: fewer words may fit beside an image or a video. */
export function limitsBeside(limits: Limits, hasMedia: boolean): Limits {
  return hasMedia && limits.textWithMedia !== null ? { ...limits, text: limits.textWithMedia } : limits
}

/** Tags in one line: one with a space counts as in quotes, and a comma stands between two. */
export function tagsLength(tags: readonly string[]): number {
  const each = tags.map((tag) => tag.length + (/\s/.test(tag) ? 2 : 0))
  return each.reduce((sum, length) => sum + length, 0) + Math.max(0, tags.length - 1)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many characters a person sees: 👩‍👩‍👧‍👦 is one. */
export function graphemeLength(text: string): number {
  // Plain ASCII without line ends is one grapheme a unit, and much the commonest; the segmenter is slow.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let count = 0
  for (const _ of graphemes.segment(text)) count++
  return count
}

export function counted(used: number, max: number): Counted {
  return { used, max, over: Math.max(0, used - max) }
}
