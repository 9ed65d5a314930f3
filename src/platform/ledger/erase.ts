import type { Tx } from '../db/index.ts'
import { Conflict, NotFound } from '../errors.ts'
import { append, type EntryActor } from './append.ts'
import { erasureKind } from './verify-record.ts'

export interface Erasure {
  entryId: string
  actor: EntryActor
  reason: string
  /** For a redaction: what may stay of it, kept as the erasure's own content. */
  instead?: unknown
}

/**
 * Erases the content of a record for good, with its salt, so that not even a guess can be checked against the
 * commitment. The record, its hash and its proof stay; a record of the erasure joins them.
 */
export async function eraseEntryContent(tx: Tx, at: string, erasure: Erasure): Promise<string> {
  const entry = await tx
    .selectFrom('ledger_entry')
    .leftJoin('ledger_content', 'entry_id', 'id')
    .select(['subject', 'post_id', 'account_id', 'kind', 'entry_id', 'salt'])
    .where('id', '=', erasure.entryId)
    .executeTakeFirst()
  if (!entry) throw new NotFound('record')
  if (entry.entry_id === null)
    throw new Conflict('records.no-content', 'This record has no content that could be erased.')
  const erased = await tx
    .updateTable('ledger_content')
    .set({ salt: '', content: null })
    .where('entry_id', '=', erasure.entryId)
    .where('salt', '<>', '')
    .returning('entry_id')
    .executeTakeFirst()
  if (!erased) throw new Conflict('records.erased-already', 'The content of this record was erased already.')
  const redacted = erasure.instead !== undefined
  return append(tx, at, {
    kind: erasureKind,
    actor: erasure.actor,
    subject: `record:${erasure.entryId}`,
    summary: redacted
      ? 'The content of a record was redacted; its proof was kept.'
      : 'The content of a record was erased; its proof was kept.',
    ...(entry.post_id ? { postId: entry.post_id } : {}),
    ...(entry.account_id ? { accountId: entry.account_id } : {}),
    facts: { entry: erasure.entryId, kind: entry.kind, redacted },
    content: { reason: erasure.reason, ...(redacted ? { instead: erasure.instead } : {}) },
  })
}
