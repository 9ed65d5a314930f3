import { setTimeout } from 'node:timers/promises'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type NetworkSession,
  type NotDone,
  type OutgoingMedia,
  type PublishOutcome,
} from '#networks/contract.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import type { OutcomeNote, PartProgress, Publication } from '../tables.ts'
import { Hold, LeaseLost } from './hold.ts'
import { asksFor, heed, heedTrouble, ratesOf, waitFor } from './limited.ts'
import { newMark } from './marks.ts'
import { AccountLook, standsInTheWay, stopsOfAccount, stopsOfApproval } from './may-go.ts'
import { outgoingPart, uploadsOf } from './outgoing.ts'
import { partsAtOnce, saidBuckets, type Ask, type Scopes } from './rate-rules.ts'
import type { Full } from './rates.ts'
import { inRoom, Lines } from './room.ts'

/** Read back this long after publishing, so that the network has had time to show it. */
const readBackAfter = { seconds: 2 }
/** A network that still works on what it took is asked after this. */
const lookAfter = { seconds: 5 }
/** A network that could not be reached before anything was sent is asked again after this. */
const againAfter = { seconds: 20 }

function noteOf(outcome: NotDone): OutcomeNote {
  return { ...outcome }
}

/** The intent: marks and times for every part, chosen once and kept over every further try. */
function intentOf(publication: Publication, now: Temporal.Instant): PartProgress[] {
  return publication.manifest.parts.map(
    (_part, index) =>
      publication.parts[index] ?? {
        key: newMark(now),
        createdAt: isoOf(now.add({ milliseconds: index })),
        prepared: [],
        staged: null,
        ref: null,
      },
  )
}

const isStaged = ({ staged }: PartProgress): boolean => (staged ?? null) !== null

/**
 * What of a part goes up. A draft was made of what went up before it: were that uploaded anew, the draft that an earlier
 * sending of ours publishes meanwhile would seem to be of other files than were sent.
 */
const toUpload = ({ deps, publication }: Hold, part: PartProgress, index: number): OutgoingMedia[] =>
  part.ref || isStaged(part) ? [] : uploadsOf(deps, publication.manifest.parts[index]!)

async function uploadAll(
  hold: Hold,
  session: NetworkSession,
  parts: PartProgress[],
): Promise<PartProgress[]> {
  const prepared: PartProgress[] = []
  for (const [index, part] of parts.entries()) {
    const uploads = toUpload(hold, part, index)
    prepared.push(uploads.length === 0 ? part : { ...part, prepared: [] })
    for (const media of uploads) prepared[index]!.prepared.push(await hold.while(session.prepareMedia(media)))
  }
  return prepared
}

/** Makes the network's draft of one part, if it has such and there is none yet. */
async function stagePart(
  hold: Hold,
  session: NetworkSession,
  parts: PartProgress[],
  index: number,
): Promise<void> {
  if (!session.stage || !parts[index] || isStaged(parts[index]) || parts[index].ref) return
  const staged = await hold.while(session.stage(outgoingPart(hold.deps, hold.publication, index, parts)))
  parts[index] = { ...parts[index], staged }
  await hold.note(parts)
}

/** Back on the schedule, until a limit lets it through. */
async function putBack(hold: Hold, full: Full, parts?: PartProgress[]): Promise<void> {
  const { outcome, nextAt, set } = await waitFor(hold.deps, hold.publication, full)
  await hold.release('due', { outcome, nextAt, set, ...(parts ? { parts } : {}) })
}

/** The uploads that are still to be made, and what they take of the budgets for media. */
function mediaAsks(hold: Hold, parts: readonly PartProgress[], scopes: Scopes): Ask[] {
  const { deps, publication } = hold
  const cost = parts.reduce((sum, part, index) => sum + toUpload(hold, part, index).length, 0)
  return asksFor(deps, publication, scopes, { of: 'media', cost })
}

/** When something of a part may have left before this sending; null where it is proved that nothing has. */
const leftBefore = (hold: Hold, { unsent }: PartProgress): string | null =>
  unsent !== undefined && unsent === hold.sentBefore ? null : hold.sentBefore

/** Writes beside the parts from `index` on that nothing of them has left with this sending, for the next one to tell. */
function unsentFrom(hold: Hold, parts: readonly PartProgress[], index: number): PartProgress[] {
  const { sent_at } = hold.publication
  return parts.map((part, at) =>
    at >= index && !part.ref && sent_at !== null && leftBefore(hold, part) === null
      ? { ...part, unsent: sent_at }
      : part,
  )
}

/** Answers how a fault before the first byte of a post ends, or of a later part of it; nothing can have been created. */
async function endBeforeSending(hold: Hold, error: unknown, parts?: PartProgress[]): Promise<void> {
  const now = hold.deps.services.clock.now()
  if (error instanceof ReconnectNeeded)
    return hold.release('blocked', { outcome: { kind: 'reconnect', say: error.message } })
  if (error instanceof MediaRefused || error instanceof PostRefused)
    return hold.release('rejected', { outcome: { kind: 'rejected', code: error.code, say: error.message } })
  const full = await heedTrouble(hold.deps, hold.publication, error)
  if (full) return putBack(hold, full, parts)
  if (error instanceof NetworkTrouble) {
    const after = error.retryAfter ? Temporal.Instant.from(error.retryAfter) : now.add(againAfter)
    return hold.release('due', {
      ...(parts ? { parts } : {}),
      outcome: { kind: 'retry', say: error.message, after: isoOf(after) },
      nextAt: after,
    })
  }
  throw error
}

/** Back on the schedule: nothing was created. What was a limit holds everybody whom it is a limit for. */
async function later(
  hold: Hold,
  parts: PartProgress[],
  outcome: Extract<PublishOutcome, { kind: 'retry' }>,
): Promise<void> {
  const { limited: per, say } = outcome
  const after = Temporal.Instant.from(outcome.after)
  if (!per) return hold.release('due', { parts, outcome: noteOf(outcome), nextAt: after })
  await putBack(hold, await heed(hold.deps, hold.publication, { per, after, say }), parts)
}

/** Settles one part's outcome. Answers true when the next part may follow. */
async function settle(
  hold: Hold,
  parts: PartProgress[],
  index: number,
  outcome: PublishOutcome,
): Promise<boolean> {
  const { clock } = hold.deps.services
  switch (outcome.kind) {
    case 'published': {
      const { kind: _kind, ...ref } = outcome
      parts[index] = { ...parts[index]!, ref }
      if (index < parts.length - 1) {
        await hold.note(parts)
        return true
      }
      const now = clock.now()
      await hold.release('published', {
        parts,
        outcome: null,
        nextAt: now.add(readBackAfter),
        set: { url: parts[0]!.ref!.url, published_at: isoOf(now), attempt: 0 },
      })
      return false
    }
    case 'processing': {
      const { kind, say, ...ref } = outcome
      parts[index] = { ...parts[index]!, ref, working: true }
      await hold.release('unknown', {
        parts,
        outcome: { kind, say },
        nextAt: clock.now().add(lookAfter),
      })
      return false
    }
    case 'retry':
      if (outcome.stageAgain) parts[index] = { ...parts[index]!, staged: null }
      await later(hold, unsentFrom(hold, parts, index), outcome)
      return false
    case 'rejected':
      await hold.release('rejected', { parts, outcome: noteOf(outcome) })
      return false
    case 'reconnect':
      await hold.release('blocked', { parts, outcome: noteOf(outcome) })
      return false
    case 'unknown':
      await hold.release('unknown', {
        parts: unsentFrom(hold, parts, index + 1),
        outcome: noteOf(outcome),
        nextAt: clock.now().add({ seconds: 3 }),
      })
      return false
  }
}

/**
 * Milliseconds by which our book-keeping waits for the next one of the account to be on its way: about what its last
 * step before the first byte takes. Both want the one database connection, and only one of them keeps the network busy.
 */
const headStart = 3

/** The place of one sending among those of its account. */
export interface Turn {
  /** Resolved when the one before it is made ready. All at once would be in the way of the one about to leave. */
  prepare: Promise<void>
  /** Says that this one is made ready, but for its uploads, or will not be. */
  prepared(): void
  /** Resolved when the one before it is no longer on its way. Never fails. */
  before: Promise<void>
  /** Says that this one is no longer on its way: the network has answered, or will not be asked. */
  over(): void
  /** Where it waits when a limit keeps it back. */
  lines: Lines
}

/** The turn of a publication that has nothing before it or after it. */
export const alone: Turn = {
  prepare: Promise.resolve(),
  prepared: () => {},
  before: Promise.resolve(),
  over: () => {},
  lines: new Lines(),
}

/**
 * Sends one claimed publication, from the intent to its outcome. Everything up to the first byte is done at once; that
 * waits for its turn. Throws `LeaseLost` when it is no longer ours.
 */
export async function sendPublication(
  deps: PostsDeps,
  publication: Publication,
  turn: Turn = alone,
  look: AccountLook = new AccountLook(deps, publication),
): Promise<void> {
  const hold = new Hold(deps, publication)
  await turn.prepare
  const hindrance = await stopsOfAccount(publication, look)
  if (hindrance) return hold.release('blocked', { outcome: hindrance })

  let parts = intentOf(publication, deps.services.clock.now())
  if (!(await hold.intend(parts))) {
    const outcome = await stopsOfApproval(deps, publication)
    if (!outcome) throw new LeaseLost()
    return hold.release('blocked', { outcome })
  }
  const scopes = await look.scopes()
  let session: NetworkSession
  try {
    session = await deps.openSession(publication.account_id)
    turn.prepared()
    if (parts.some((part, index) => toUpload(hold, part, index).length > 0)) {
      const asks = mediaAsks(hold, parts, scopes)
      const full = await inRoom(hold, turn.lines, { asks, attempt: () => hold.spend(asks) })
      if (full) return putBack(hold, full)
      parts = await uploadAll(hold, session, parts)
      await hold.note(parts)
    }
    await stagePart(
      hold,
      session,
      parts,
      parts.findIndex((part) => !part.ref),
    )
  } catch (error) {
    return endBeforeSending(hold, error)
  }
  await turn.before
  if (look.stale) {
    const since = await standsInTheWay(deps, publication, look)
    if (since) return hold.release('blocked', { outcome: since })
  }
  const left = parts.filter((part) => !part.ref).length
  const cost = partsAtOnce(ratesOf(deps, publication), left)
  const asks = asksFor(deps, publication, scopes, { of: 'posts', cost })
  const full = await inRoom(hold, turn.lines, {
    asks,
    attempt: () => hold.goOut(asks, saidBuckets(scopes)),
  })
  if (full) return putBack(hold, full)
  return sendParts(hold, session, parts, turn, cost)
}

/** The parts that are not out yet, in their order. What follows can be staged only once what it follows is there. */
async function sendParts(
  hold: Hold,
  session: NetworkSession,
  parts: PartProgress[],
  turn: Turn,
  allowed: number,
): Promise<void> {
  const { deps, publication } = hold
  let sent = 0
  for (const index of parts.keys()) {
    if (parts[index]!.ref) continue
    // The rest of a thread that is longer than a stretch takes finds out anew when there is room for it.
    if (sent++ === allowed)
      return hold.release('due', { parts: unsentFrom(hold, parts, index), outcome: null })
    try {
      await stagePart(hold, session, parts, index)
    } catch (error) {
      return endBeforeSending(hold, error, unsentFrom(hold, parts, index))
    }
    // What is about to leave has not left: to a network it matters whether anything has before.
    const part = {
      ...outgoingPart(deps, publication, index, parts),
      sentAt: leftBefore(hold, parts[index]!),
    }
    const outcome = await session.publish(part)
    if (outcome.kind !== 'published' || index === parts.length - 1) {
      turn.over()
      await setTimeout(headStart)
    }
    if (!(await settle(hold, parts, index, outcome))) return
  }
}
