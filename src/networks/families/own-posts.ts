/** Finding what was sent among an account's own posts, where nothing of ours stands on the post itself. */
import type { Found, OutgoingPart, OwnPost, OwnPosts } from '../contract.ts'

/** Clocks of servers are seldom further apart than this once their difference was measured. */
const leeway = 2_000
/** Used when the answer bears no date by which to measure. */
const blindLeeway = 60_000

/** How far the server's clock is ahead of ours, in milliseconds; null when its answer bears no date. */
export function skewOf(headers: Headers, now: number): number | null {
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isFinite(date) ? date - now : null
}

/** The earliest instant, on the server's clock, at which the part can have been made, ISO 8601. */
export function earliestOf(part: OutgoingPart, skew: number | null): string {
  const intended = Date.parse(part.createdAt)
  return new Date(skew === null ? intended - blindLeeway : intended + skew - leeway).toISOString()
}

/** Text without what networks change: kinds of spaces and line ends, and their number at the ends of lines. */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/** Is this the part, by its words and the number of its media, made since the intent? */
export function isPart(post: OwnPost, part: OutgoingPart, since: string, words = comparable): boolean {
  return (
    Date.parse(post.createdAt) >= Date.parse(since) &&
    post.media === part.media.length &&
    words(post.text) === words(part.text)
  )
}

export interface Looking {
  now: number
  /** Milliseconds after a sending before a post that is not there is taken for absent. */
  settle: number
  since: string
  /** How texts are made comparable; `comparable` unless told. */
  words?: (text: string) => string
  /** Is the post with this id known to be another part of ours? See `createRoll`. */
  isAnothers?: (remoteId: string) => boolean
}

/** Which part a post is, as far as this process has seen: tells twins of the same words apart. */
export interface Roll {
  note(remoteId: string, key: string): void
  isAnothers(key: string): (remoteId: string) => boolean
}

/** Keeps the newest thousand; older twins are told apart by their time. */
export function createRoll(most = 1000): Roll {
  const keys = new Map<string, string>()
  return {
    note(remoteId, key) {
      keys.delete(remoteId)
      keys.set(remoteId, key)
      const [oldest] = keys.keys()
      if (keys.size > most && oldest !== undefined) keys.delete(oldest)
    },
    isAnothers: (key) => (remoteId) => (keys.get(remoteId) ?? key) !== key,
  }
}

/** What the account's newest posts say of a part. A sending that was given up on may still be carried out. */
export function foundAmong({ posts, complete }: OwnPosts, part: OutgoingPart, looking: Looking): Found {
  const ours = posts.find(
    (post) => isPart(post, part, looking.since, looking.words) && !looking.isAnothers?.(post.remoteId),
  )
  if (ours) {
    const { remoteId, url, extra, text } = ours
    return { kind: 'present', text, same: true, remoteId, url, ...(extra === undefined ? {} : { extra }) }
  }
  if (!complete)
    return {
      kind: 'undetermined',
      say: 'The account has posted so much since that the post could not be looked for.',
    }
  return notThere(part, looking)
}

/** Not there: proof of absence only when the sending can no longer be carried out. */
export function notThere(part: OutgoingPart, { now, settle }: Pick<Looking, 'now' | 'settle'>): Found {
  const age = now - Date.parse(part.sentAt ?? part.createdAt)
  if (age >= settle) return { kind: 'absent' }
  return { kind: 'undetermined', say: 'It is not there yet, but it is too early to say that it won’t be.' }
}
