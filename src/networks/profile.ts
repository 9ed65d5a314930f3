/** What a network can do and where its limits are, as data that server and browser share. Isomorphic, no I/O. */

export interface Capabilities {
  images: boolean
  alternativeText: boolean
  threads: boolean
  linkCards: boolean
  edit: boolean
  remove: boolean
  /** Can a repeated send be made harmless, or only found out afterwards? Said in the network's README. */
  idempotency: 'by-key' | 'by-reading-back'
}

export interface Limits {
  /** The greatest count of one post, in the network's own unit. */
  text: number
  /** What a count counts, for people: "characters". */
  unit: string
  images: number
  imageBytes: number
  /** Longest edge in pixels that is worth sending. */
  imageEdge: number
  imageTypes: string[]
  alternativeText: number
  threadParts: number
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
  count(text: string, limits?: Limits): Counted
  entities(text: string): Entity[]
  /** A custom property set for the preview, so that it looks like the network: colours and shape only, no marks or logos. */
  preview: { accent: string; radius: number; avatar: 'round' | 'square'; font: string }
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
