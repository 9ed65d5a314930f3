import { examplePostsOut } from './posts-out.ts'
import { examplePostsAhead } from './posts-ahead.ts'

export interface ExamplePart {
  text: string
  /** Key of a picture. Its alternative text goes along unless `alt` says otherwise. */
  picture?: string
  alt?: string
  link?: { url: string; title: string; description: string }
}

/** Days from today and the clock in the institution's zone. */
export type ExampleTime = [days: number, time: string]

export interface ExamplePost {
  title: string
  author: string
  accounts: string[]
  audiences: string[]
  parts: ExamplePart[]
  /** How the words read in the revision before. */
  before?: { by: string; parts: ExamplePart[] }
  comments?: { by: string; text: string; resolved?: true }[]
  /** Questioned words kept with a reason, by the id of the control. */
  keep?: { control: string; reason: string }
  /** When it is to go out, or when it did. Without it: once approved. */
  when?: ExampleTime
  fate: ExampleFate
}

export type ExampleFate =
  | { kind: 'draft' }
  | { kind: 'changes'; by: string; note: string }
  /** Waits for the newcomer. */
  | { kind: 'in-review' }
  | { kind: 'scheduled'; by: string; note?: string }
  | { kind: 'voided'; by: string; parts: ExamplePart[] }
  | { kind: 'paused'; by: string }
  | { kind: 'cancelled'; by: string; reason: string }
  | { kind: 'missed'; by: string }
  /** The account's connection ended before it could go. */
  | { kind: 'blocked'; by: string }
  /** Sent, and the answer was lost on the way. */
  | { kind: 'unknown'; by: string }
  | { kind: 'rejected'; by: string; code: string; say: string }
  | {
      kind: 'published'
      by: string
      note?: string
      /** Just now: it has not been read back yet. */
      unverified?: true
      /** The author proposes other words; without `agreed` they wait for the newcomer. */
      correct?: { text: string; reason: string; agreed?: true }
      remove?: { reason: string }
    }

export const examplePosts: readonly ExamplePost[] = [...examplePostsOut, ...examplePostsAhead]
