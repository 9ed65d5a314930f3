import { canonical, commitment, leafHash, type EntryBody } from './append.ts'
import type { Hash } from './merkle.ts'

/** What differs from what must be. The kinds are stable, for programs. */
export type FaultKind =
  | 'record-changed'
  | 'record-missing'
  | 'record-out-of-place'
  | 'column-changed'
  | 'content-changed'
  | 'content-missing'
  | 'content-foreign'
  | 'content-erased-without-record'
  | 'tree-differs'
  | 'tree-incomplete'
  | 'end-missing'
  | 'checkpoint-changed'
  | 'checkpoint-signature'
  | 'checkpoint-root'
  | 'checkpoint-none'
  | 'outside-checkpoint'

export interface Fault {
  what: FaultKind
  /** The place in the log that it is about, counted from 0; null when it has none. */
  seq: number | null
  /** The record's identifier, where one is to blame. */
  id: string | null
  sentence: string
}

/** The kind of record that an erasure leaves; its fact `entry` says what was erased. */
export const erasureKind = 'records.content-erased'

export interface StoredRecord {
  id: string
  seq: number | null
  leaf_hash: Hash
  body: EntryBody
  kind: string
  subject: string
  post_id: string | null
  account_id: string | null
  actor_id: string | null
  at: string
  content_of: string | null
  salt: string | null
  content: unknown
}

export type ContentState = 'none' | 'kept' | 'erased'

function nameOf(record: StoredRecord): string {
  return record.seq === null ? `The waiting record ${record.id}` : `Record ${record.seq} (${record.id})`
}

/** The columns that lists and stories are found by must say what the body says. */
function columnFaults(record: StoredRecord): string[] {
  const { body } = record
  const pairs: [string, unknown, unknown][] = [
    ['identifier', record.id, body.id],
    ['kind', record.kind, body.kind],
    ['subject', record.subject, body.subject],
    ['post', record.post_id, body.postId ?? null],
    ['account', record.account_id, body.accountId ?? null],
    ['person', record.actor_id, 'person' in body.actor ? body.actor.person : null],
    ['time', Date.parse(record.at), Date.parse(body.at)],
  ]
  return pairs.filter(([, stored, said]) => stored !== said).map(([name]) => name)
}

/** The canonical form's hash; null for a body that has none. */
export function bodyHash(body: unknown): Hash | null {
  if (typeof body !== 'object' || body === null) return null
  return leafHash(body as EntryBody)
}

/** How the content stands to the commitment in the body. */
export function contentStateOf(record: Pick<StoredRecord, 'content_of' | 'salt' | 'content'>): ContentState {
  if (record.content_of === null) return 'none'
  return record.salt === '' ? 'erased' : 'kept'
}

function contentFault(record: StoredRecord): Omit<Fault, 'seq' | 'id'> | null {
  const state = contentStateOf(record)
  const committed = record.body.content
  if (committed === undefined)
    return state === 'none'
      ? null
      : {
          what: 'content-foreign',
          sentence: `${nameOf(record)} has a content beside it that it does not commit to.`,
        }
  if (state === 'none')
    return { what: 'content-missing', sentence: `${nameOf(record)} has lost its content without an erasure.` }
  if (state === 'erased')
    return record.content === null
      ? null
      : { what: 'content-changed', sentence: `${nameOf(record)} is marked as erased but has a content.` }
  return commitment(record.salt ?? '', record.content) === committed
    ? null
    : {
        what: 'content-changed',
        sentence: `The content of ${nameOf(record).replace('Record', 'record')} was changed.`,
      }
}

/** Everything that can be said of one record by itself. */
export function recordFaults(record: StoredRecord): Fault[] {
  const { seq, id } = record
  const found = bodyHash(record.body)
  if (found !== record.leaf_hash)
    return [
      {
        what: 'record-changed',
        seq,
        id,
        sentence: `${nameOf(record)} was changed: its text gives the hash ${found ?? 'of nothing'}, the log says ${record.leaf_hash}.`,
      },
    ]
  const faults: Fault[] = []
  const columns = columnFaults(record)
  if (columns.length > 0)
    faults.push({
      what: 'column-changed',
      seq,
      id,
      sentence: `${nameOf(record)} is filed wrongly: what it is found by (${columns.join(', ')}) is not what it says.`,
    })
  const content = contentFault(record)
  if (content) faults.push({ ...content, seq, id })
  return faults
}

/** Of a record whose hash holds: what it says was erased, when it is an erasure. */
export function erasedBy(record: StoredRecord): string | null {
  const entry = record.body?.kind === erasureKind ? record.body.facts?.entry : null
  return typeof entry === 'string' ? entry : null
}

/** The bytes that are hashed, for people who want to see them. */
export const canonicalText = (body: EntryBody): string => canonical(body)
