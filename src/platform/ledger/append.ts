import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql, type OperationNodeSource, type RawBuilder } from 'kysely'
import { hashLeaf } from './merkle.ts'
import { json, newId, type Db, type JsonColumn, type Tx } from '../db/index.ts'
import { storableJson } from '../storable.ts'

declare module '../db/types.ts' {
  interface Tables {
    ledger_entry: {
      id: string
      seq: number | null
      leaf_hash: string
      body: JsonColumn<EntryBody>
      kind: string
      subject: string
      post_id: string | null
      account_id: string | null
      actor_id: string | null
      at: string
    }
    /** Erased content has an empty salt and no content: with the salt kept, a short text could be guessed back. */
    ledger_content: { entry_id: string; salt: string; content: JsonColumn<unknown> }
  }
}

export type EntryActor = { person: string; name: string } | { system: string }

/** What a feature says happened. */
export interface Entry {
  /** `post.approved`: the room, then the deed in the past tense. */
  kind: string
  actor: EntryActor
  /** What it happened to: `post:<id>`, `account:<id>`, `person:<id>`, `institution`. */
  subject: string
  /** A sentence for people, complete in itself, in the past tense, without names of persons. */
  summary: string
  postId?: string
  accountId?: string
  /** Facts that stay for ever: identifiers, digests, clauses, states. Never what people wrote, never a secret. */
  facts?: Record<string, unknown>
  /** What may have to be erased or redacted one day: texts, reasons, addresses. Only a salted commitment enters the log. */
  content?: unknown
}

/** The canonical record: what is hashed into the tree. */
export interface EntryBody {
  v: 1
  id: string
  kind: string
  at: string
  actor: EntryActor
  subject: string
  summary: string
  postId?: string
  accountId?: string
  facts: Record<string, unknown>
  /** SHA-256 over the salt and the canonical content, hexadecimal. */
  content?: string
}

/** RFC 8785. Throws on what JSON cannot say. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('This value has no canonical JSON form.')
  return text
}

/** RFC 6962 leaf hash over the canonical body, hexadecimal. */
export function leafHash(body: EntryBody): string {
  return hashLeaf(canonical(body))
}

export function commitment(salt: string, content: unknown): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(canonical(content)).digest('hex')
}

/** As JSON says it, so that what is hashed is what is read back. */
function plainOf(value: unknown): unknown {
  return JSON.parse(storableJson(value)) as unknown
}

let lastId = ''

/** An identifier that sorts after every one made here before, also within a millisecond and when the clock is set back. */
function nextId(): string {
  const fresh = newId()
  lastId = fresh > lastId ? fresh : successor(lastId)
  return lastId
}

function successor(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** A record ready to be written: its row, and its content with the salt of its commitment when it has one. */
function recordOf(at: string, entry: Entry) {
  const id = nextId()
  const { content, facts, ...said } = entry
  const salt = randomBytes(32).toString('hex')
  const plain = content === undefined || content === null ? undefined : plainOf(content)
  const committed = plain === undefined ? {} : { content: commitment(salt, plain) }
  const body = plainOf({ v: 1, id, at, ...said, facts: facts ?? {}, ...committed }) as EntryBody
  const row = {
    id,
    seq: null,
    leaf_hash: leafHash(body),
    body: json(body),
    kind: body.kind,
    subject: body.subject,
    post_id: entry.postId ?? null,
    account_id: entry.accountId ?? null,
    actor_id: 'person' in entry.actor ? entry.actor.person : null,
    at,
  }
  return { row, salt, plain }
}

/**
 * Writes one record into the log. Pass the transaction of the deed itself: either both are, or neither. The record
 * gets its place in the tree within seconds, from the sequencer.
 */
export async function append(tx: Db | Tx, at: string, entry: Entry): Promise<string> {
  const { row, salt, plain } = recordOf(at, entry)
  const { id } = row
  if (plain === undefined) {
    await tx.insertInto('ledger_entry').values(row).execute()
    return id
  }
  // One statement, so that a record outside a transaction cannot lose its content to a crash in between.
  await tx
    .with('entry', (query) => query.insertInto('ledger_entry').values(row).returning('id'))
    .insertInto('ledger_content')
    .columns(['entry_id', 'salt', 'content'])
    .expression((query) =>
      query
        .selectFrom('entry')
        .select((eb) => ['entry.id', eb.val(salt).as('salt'), json(plain).as('content')]),
    )
    .execute()
  return id
}

/**
 * Writes many records in two statements: for a deed that touches hundreds of things at once. Pass the transaction of
 * the deed itself.
 */
export async function appendAll(tx: Tx, at: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  const records = entries.map((entry) => recordOf(at, entry))
  await tx
    .insertInto('ledger_entry')
    .values(records.map(({ row }) => row))
    .execute()
  const contents = records
    .filter(({ plain }) => plain !== undefined)
    .map(({ row, salt, plain }) => ({ entry_id: row.id, salt, content: json(plain) }))
  if (contents.length > 0) await tx.insertInto('ledger_content').values(contents).execute()
}

/**
 * A deed and its record as parts of a larger statement, `deed` and `entry`, to stand in its `with`: either both are, or
 * neither. `deed` changes one row at most and returns its `id`; when it changes none there is no record.
 */
export function recordedDeed(deed: OperationNodeSource, at: string, entry: Entry): RawBuilder<unknown> {
  const { row, salt, plain } = recordOf(at, entry)
  const kept =
    plain === undefined
      ? sql``
      : sql`, content as (insert into ledger_content (entry_id, salt, content)
          select id, ${salt}::text, ${json(plain)} from entry)`
  return sql`deed as (${deed}), entry as (
      insert into ledger_entry (id, leaf_hash, body, kind, subject, post_id, account_id, actor_id, at)
      select ${row.id}::uuid, ${row.leaf_hash}::text, ${row.body}, ${row.kind}::text, ${row.subject}::text,
        ${row.post_id}::uuid, ${row.account_id}::uuid, ${row.actor_id}::uuid, ${row.at}::timestamptz
      from deed returning id)${kept}`
}

/** The same as a statement of its own; no transaction has to be opened for the two. Answers whether a row changed. */
export async function appendWith(
  tx: Db | Tx,
  deed: OperationNodeSource,
  at: string,
  entry: Entry,
): Promise<boolean> {
  const { rows } = await sql`with ${recordedDeed(deed, at, entry)} select id from entry`.execute(tx)
  return rows.length > 0
}
