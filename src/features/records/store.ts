import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import { contentStateOf, type EntryBody } from '#platform/ledger/index.ts'
import type { ProofState, RecordFilter, RecordRow } from './contract.ts'
import { whoOf } from './sentences.ts'
import { spanOf } from './times.ts'

export interface StoredEntry {
  id: string
  seq: number | null
  leaf_hash: string
  body: EntryBody
  content_of: string | null
  salt: string | null
  content: unknown
}

/** The records with what was said beside them. */
export function entries(db: Db | Tx) {
  return db
    .selectFrom('ledger_entry as e')
    .leftJoin('ledger_content as c', 'c.entry_id', 'e.id')
    .select(['e.id', 'e.seq', 'e.leaf_hash', 'e.body', 'c.entry_id as content_of', 'c.salt', 'c.content'])
}

function asPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (mark) => `\\${mark}`)}%`
}

/** The records that fit the filter, newest first, and older than `after`. */
export function findEntries(
  db: Db | Tx,
  filter: RecordFilter & { after?: string | undefined; ids?: string[] | undefined },
  limit: number,
): Promise<StoredEntry[]> {
  let query = entries(db).orderBy('e.id', 'desc').limit(limit)
  const { kind, subject, account, actor, text, after, ids } = filter
  const { from, to } = spanOf(filter)
  if (kind)
    query = query.where((eb) =>
      eb.or([eb('e.kind', '=', kind), eb('e.kind', 'like', `${asPattern(kind).slice(1, -1)}.%`)]),
    )
  if (subject) query = query.where('e.subject', '=', subject)
  if (account) query = query.where('e.account_id', '=', account)
  if (actor) query = query.where('e.actor_id', '=', actor)
  if (from) query = query.where('e.at', '>=', from)
  if (to) query = query.where('e.at', '<', to)
  if (after) query = query.where('e.id', '<', after)
  if (ids) query = query.where('e.id', 'in', ids)
  if (text?.trim()) {
    const wanted = asPattern(text.trim())
    query = query.where(
      sql<boolean>`(e.body->>'summary' ilike ${wanted} or e.body->'actor'->>'name' ilike ${wanted} or c.content::text ilike ${wanted})`,
    )
  }
  return query.execute()
}

export function proofOf(seq: number | null, size: number): ProofState {
  return seq !== null && seq < size ? { state: 'proved', seq, size } : { state: 'pending' }
}

export function rowOf(entry: StoredEntry, size: number): RecordRow {
  const { body } = entry
  return {
    id: entry.id,
    at: body.at,
    kind: body.kind,
    subject: body.subject,
    who: whoOf(body.actor),
    personId: 'person' in body.actor ? body.actor.person : null,
    sentence: body.summary,
    postId: body.postId ?? null,
    accountId: body.accountId ?? null,
    content: contentStateOf(entry),
    proof: proofOf(entry.seq, size),
  }
}
