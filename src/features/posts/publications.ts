import type { RawBuilder } from 'kysely'
import { profileOf } from '#networks/profiles.ts'
import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { append, appendWith, recordedDeed, type Entry, type EntryActor } from '#platform/ledger/index.ts'
import type { PublicationState } from './contract.ts'
import type { Prepared } from './content.ts'
import { mayMove } from './moves.ts'
import type { OutcomeNote, Publication } from './tables.ts'

/** The kept setting that is there while everything is paused. */
export const pauseSetting = 'publishing.pause'

/** How late a post may still go by itself. After that a person decides. */
export const lateBy = { minutes: 15 }

export async function publicationStatesOf(db: Db | Tx, postId: string): Promise<PublicationState[]> {
  const rows = await db.selectFrom('publication').select('state').where('post_id', '=', postId).execute()
  return rows.map((row) => row.state)
}

export interface Move {
  to: PublicationState
  at: string
  actor: EntryActor
  outcome?: OutcomeNote | null
  /** Other columns that change with it. */
  set?: Partial<Omit<Publication, 'manifest' | 'parts' | 'outcome' | 'state' | 'version'>>
  parts?: Publication['parts']
  /** What the log says of it, where that is not what it says of the state. */
  summary?: string
  /** Beside the usual ones. */
  facts?: Record<string, unknown>
  /** Not while everything is paused; asked in the same statement. */
  unlessPaused?: boolean
  /** Not while one of these budgets is held; asked in the same statement. */
  unlessHeld?: readonly string[]
  /** Only with an approval of exactly this that stands, and no wait before it; asked in the same statement. */
  onlyApproved?: boolean
}

type Held = Pick<Publication, 'id' | 'post_id' | 'account_id' | 'network' | 'state' | 'version' | 'digest'>

/** Moves that are a worker's own book-keeping, and no news. */
const unrecorded: readonly PublicationState[] = ['claimed', 'reconciling']

/** The write that moves a publication, if it is still in the state and version that the caller saw. */
function changeOf(db: Db | Tx, held: Held, move: Move) {
  if (!mayMove(held.state, move.to))
    throw new Error(`A publication does not go from ${held.state} to ${move.to}.`)
  return db
    .updateTable('publication')
    .set({
      ...move.set,
      ...(move.parts === undefined ? {} : { parts: json(move.parts) }),
      ...(move.outcome === undefined ? {} : { outcome: json(move.outcome) }),
      state: move.to,
      version: held.version + 1,
      updated_at: move.at,
    })
    .where('id', '=', held.id)
    .where('state', '=', held.state)
    .where('version', '=', held.version)
    .$if(move.unlessPaused === true, (query) =>
      query.where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('kept_setting').select('name').where('name', '=', pauseSetting))),
      ),
    )
    .$if(move.unlessHeld !== undefined, (query) =>
      query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('rate_bucket')
              .select('rate_bucket.id')
              .where('rate_bucket.id', 'in', move.unlessHeld ?? [])
              .where('held_until', '>', move.at),
          ),
        ),
      ),
    )
    .$if(move.onlyApproved === true, (query) =>
      query
        .where(({ exists }) => exists(standingApproval(db, held).select('approval.id')))
        .where(({ not, exists }) => not(exists(standingWait(db, held.post_id, move.at).select('post_id')))),
    )
    .returning('id')
}

/** The approval by which a publication goes: of its account and of exactly what it holds. */
export function standingApproval(db: Db | Tx, held: Pick<Publication, 'post_id' | 'account_id' | 'digest'>) {
  return db
    .selectFrom('approval')
    .where('approval.post_id', '=', held.post_id)
    .where('approval.account_id', '=', held.account_id)
    .where('approval.digest', '=', held.digest)
    .where('approval.decision', '=', 'approved')
    .where('approval.voided_at', 'is', null)
}

/** The waits of a post that have not ended. */
export function standingWait(db: Db | Tx, postId: string, at: string) {
  return db
    .selectFrom('post_hold')
    .where('post_hold.post_id', '=', postId)
    .where('post_hold.gone_at', 'is', null)
    .where('post_hold.released_at', 'is', null)
    .where('post_hold.until', '>', at)
}

/**
 * Moves a publication along the table of moves and records it, both in one statement, in a transaction or by itself.
 * Answers false, having written nothing, when it is no longer in the state and version that the caller saw, or when
 * everything is paused and the move is not to happen then.
 */
export async function movePublication(tx: Db | Tx, held: Held, move: Move): Promise<boolean> {
  const change = changeOf(tx, held, move)
  if (!unrecorded.includes(move.to)) return appendWith(tx, change, move.at, entryOf(held, move))
  return (await change.executeTakeFirst()) !== undefined
}

/**
 * The same as `deed` and `entry` of a larger statement, in which something else happens with it or not at all: only if
 * `and` holds there.
 */
export function publicationMove(db: Db | Tx, held: Held, move: Move, and: RawBuilder<boolean>) {
  return recordedDeed(changeOf(db, held, move).where(and), move.at, entryOf(held, move))
}

const sentences: Partial<Record<PublicationState, string>> = {
  due: 'The post waits for its time again.',
  handed: 'The post was handed to people, who post it by hand.',
  intended: 'What is about to be sent was written down.',
  sent: 'The post is being sent.',
  published: 'The network took the post.',
  verified: 'The post was read back and is as approved.',
  rejected: 'The network refused the post.',
  unknown: 'The post was sent and no answer came.',
  blocked: 'The post waits, because its account cannot send now.',
  missed: 'The post’s time passed before it could go.',
  paused: 'The post was held because everything is paused.',
  cancelled: 'The post was taken off the schedule.',
}

function entryOf(held: Held, move: Move): Entry {
  return {
    kind: `publication.${move.to}`,
    actor: move.actor,
    subject: `publication:${held.id}`,
    postId: held.post_id,
    accountId: held.account_id,
    summary: move.summary ?? sentences[move.to] ?? 'The publication moved on.',
    facts: {
      from: held.state,
      to: move.to,
      network: held.network,
      digest: held.digest,
      url: move.set?.url ?? null,
      ...move.facts,
    },
    ...(move.outcome ? { content: move.outcome } : {}),
  }
}

interface ToSchedule {
  postId: string
  prepared: Prepared
  now: Temporal.Instant
  at: string
  paused: boolean
  actor: EntryActor
  /** Until when a clause makes it wait, where it would otherwise go once approved. */
  notBefore?: string | null
  example?: boolean
  /** The slot that its queue has given it. */
  slotAt?: string | null
}

function dueOf({ prepared: { manifest }, notBefore, slotAt, now }: ToSchedule): Temporal.Instant {
  if (manifest.when.startsWith('queue:') && slotAt) return Temporal.Instant.from(slotAt)
  if (manifest.when !== 'once-approved') return Temporal.Instant.from(manifest.when)
  return notBefore ? Temporal.Instant.from(notBefore) : now
}

/** Puts approved content on the schedule: in time, late (`missed`), or held while everything is paused. */
export async function scheduleApproved(tx: Tx, options: ToSchedule): Promise<string> {
  const { postId, prepared, now, at, paused, actor } = options
  const due = dueOf(options)
  const missAfter = due.add(lateBy)
  // An approval that comes after the hour does not send: somebody planned that hour.
  const late = Temporal.Instant.compare(due, now.subtract({ seconds: 60 })) < 0
  const state = paused ? 'paused' : late ? 'missed' : 'due'
  const id = newId()
  const note =
    late && !paused
      ? { kind: 'late-approval', say: 'The approval came after the time it was planned for.' }
      : null
  await tx
    .insertInto('publication')
    .values({
      id,
      post_id: postId,
      account_id: prepared.account.id,
      network: prepared.account.network,
      digest: prepared.digest,
      manifest: json(prepared.manifest),
      parts: json([]),
      due_at: due.toString(),
      miss_after: missAfter.toString(),
      next_at: due.toString(),
      state,
      outcome: json(note),
      version: 1,
      attempt: 0,
      created_at: at,
      updated_at: at,
      example: options.example ?? false,
      by_hand: profileOf(prepared.account.network)?.capabilities.publish === 'manual',
    })
    .execute()
  await append(tx, at, {
    kind: `publication.scheduled`,
    actor,
    subject: `publication:${id}`,
    postId,
    accountId: prepared.account.id,
    summary: late
      ? 'The approval came after the planned time, so a person decides whether it still goes.'
      : 'The post was put on the schedule.',
    facts: { state, dueAt: due.toString(), digest: prepared.digest, network: prepared.account.network },
  })
  return id
}
