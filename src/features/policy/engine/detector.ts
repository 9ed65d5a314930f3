import type { CheckContext, MediaForCheck, PostForCheck, TargetForCheck } from './post.ts'
import type { FactValue, Field } from './types.ts'

/** What a detector returns for one stretch of text. */
export interface Hit {
  start: number
  end: number
  /** Canonical value; the found words in lower case when absent. */
  value?: string
  /** For showing instead of the words themselves, when they are secret. */
  shown?: string
  attributes: Record<string, FactValue>
}

interface Described {
  /** Name of the fact: `facts.<fact>`. */
  fact: string
  /** For the list of facts in docs/packs.md. */
  about: string
  /** Each attribute with its meaning. Every item carries all of them, so a condition never meets a gap. */
  attributes: Record<string, string>
}

/** Pure over the text of one part. Run once for each different text, and cached. */
export interface TextDetector extends Described {
  scope: 'text'
  detect(text: string, context: CheckContext): Hit[]
}

/** Pure over a whole target: media, limits, what else was posted. */
export interface TargetDetector extends Described {
  scope: 'target'
  detect(target: TargetForCheck, post: PostForCheck, context: CheckContext, now: string): PlacedHit[]
}

export interface PlacedHit extends Hit {
  part: number
  field: Field
  media?: number
  /** The evidence itself: what makes this the same finding next time. */
  value: string
  shown: string
}

export type Detector = TextDetector | TargetDetector

/** Walks each image of a target with its place. */
export function eachMedia<T>(
  target: TargetForCheck,
  visit: (media: MediaForCheck, part: number, index: number) => T[],
): T[] {
  return target.parts.flatMap((part, at) => part.media.flatMap((media, index) => visit(media, at, index)))
}

/** All matches of a global pattern, as [match, start, end]; an empty match never loops. */
export function matches(
  pattern: RegExp,
  text: string,
): { match: RegExpMatchArray; start: number; end: number }[] {
  return [...text.matchAll(pattern)].map((match) => {
    const start = match.index
    return { match, start, end: start + match[0].length }
  })
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Keeps the last four figures, so that its author recognises it and nobody else can use it. */
export function masked(digits: string): string {
  return `•••• ${digits.slice(-4)}`
}
