import type { Found } from '#networks/contract.ts'
import type { Capabilities } from '#networks/profile.ts'
import type { Publication } from '../tables.ts'
import type { ChangeKind } from './contract.ts'

/** When what is out is read back, and how much of that goes on at once: never so much that sending would feel it. */
export const lookRule = {
  /** This long after publishing. */
  after: [{ hours: 1 }, { hours: 24 }, { hours: 7 * 24 }, { hours: 30 * 24 }],
  /** Each look comes up to this part of its wait later, so that what went out together is not read back together. */
  spread: 0.1,
  /** How many looks one run does, every five minutes, and how many accounts it has in hand at once. */
  aRun: 50,
  accountsAtOnce: 4,
  /** How many of one account within an hour. */
  ofOneAccountAnHour: 30,
  /** After a look that said nothing, in minutes; then it is left to the next of `after`. */
  again: [10, 60, 360, 1440],
} as const

/** How official accounts are asked for posts that did not go through Rostrum. */
export const outsideRule = {
  /** Minutes between two looks at one account; the later ones after looks that failed. */
  every: [15, 30, 60, 240],
  accountsAtOnce: 4,
  aRun: 400,
  /** Clocks differ, and some networks list late, so each look begins this long before the last one. In minutes. */
  overlap: 60,
  /** A post so long before a sending that has no answer yet may be what was sent. In minutes. */
  clocksApart: 10,
  /** For so long at most what may be ours is read again and again. In hours. */
  heldFor: 7 * 24,
} as const

/** Of a UUIDv7 the end is chance: between 0 and 1, the same for the same one. */
const chanceOf = (id: string): number => Number.parseInt(id.slice(-8), 16) / 2 ** 32

/** When a publication is to be read back next after `now`; null when it has been looked after long enough. */
export function nextLook(
  { id, published_at }: Pick<Publication, 'id' | 'published_at'>,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (published_at === null) return null
  const out = Temporal.Instant.from(published_at)
  for (const { hours } of lookRule.after) {
    const minutes = Math.round(hours * 60 * (1 + lookRule.spread * chanceOf(id)))
    const at = out.add({ minutes })
    if (Temporal.Instant.compare(at, now) > 0) return at
  }
  return null
}

/** When to look again after the look number `tries` in a row that said nothing. */
export function lookAfterTrouble(
  publication: Pick<Publication, 'id' | 'published_at'>,
  tries: number,
  now: Temporal.Instant,
): Temporal.Instant | null {
  const minutes = lookRule.again[tries - 1]
  const next = nextLook(publication, now)
  if (minutes === undefined) return next
  const again = now.add({ minutes })
  return next && Temporal.Instant.compare(next, again) < 0 ? next : again
}

type Standing = Pick<Publication, 'state' | 'removed_at' | 'parts' | 'manifest'>

/** Is it out, as far as Rostrum knows? */
export function isOut({ state, removed_at }: Pick<Publication, 'state' | 'removed_at'>): boolean {
  return (state === 'published' || state === 'verified') && removed_at === null
}

/** Can the network be asked what stands on an account? */
export function canBeAsked(capabilities: Pick<Capabilities, 'idempotency' | 'publish'> | undefined): boolean {
  return capabilities?.publish === 'api' && capabilities.idempotency !== 'none'
}

/** Can anybody learn from here what stands on the network? Not where it tells nothing, nor where only a person looked. */
export function canReadBack(
  capabilities: Pick<Capabilities, 'idempotency' | 'publish'> | undefined,
  { parts, manifest }: Pick<Standing, 'parts' | 'manifest'>,
): boolean {
  if (!canBeAsked(capabilities)) return false
  return parts.length === manifest.parts.length && parts.every((part) => part.ref !== null)
}

/** What one part was found to be. */
export type Seen = { kind: 'as-approved' } | { kind: 'changed'; text: string } | { kind: 'gone' }

/** Null when the answer says nothing. */
export function seenOf(found: Found): Seen | null {
  switch (found.kind) {
    case 'present':
      return found.same ? { kind: 'as-approved' } : { kind: 'changed', text: found.text }
    case 'absent':
    case 'rejected':
      return { kind: 'gone' }
    case 'undetermined':
    case 'reconnect':
      return null
  }
}

/** A change that was noticed before. `text` is null when it was erased, and nobody can say any more what it was. */
export interface Known {
  kind: ChangeKind
  text: string | null
}

/** Is it what was noticed before? Then nobody is told again. */
export function isKnown(seen: Seen, known: Known | null): boolean {
  if (!known || seen.kind !== known.kind) return false
  return seen.kind !== 'changed' || known.text === null || known.text === seen.text
}

/** What a look means for what is known of a part. */
export type Verdict =
  | { kind: 'nothing-new' }
  /** It stands as approved again. */
  | { kind: 'back' }
  | { kind: 'new'; seen: Exclude<Seen, { kind: 'as-approved' }> }

export function verdictOn(seen: Seen, open: Known | null, accepted: Known | null): Verdict {
  if (seen.kind === 'as-approved') return open || accepted ? { kind: 'back' } : { kind: 'nothing-new' }
  if (isKnown(seen, open)) return { kind: 'nothing-new' }
  if (!open && isKnown(seen, accepted)) return { kind: 'nothing-new' }
  return { kind: 'new', seen }
}

/** Words as they are compared with what was sent: networks set white space as they please. */
export const plainWords = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** The same address written twice. */
export const plainAddress = (url: string): string => url.replace(/\/+$/, '')
