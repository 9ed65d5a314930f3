import { authorise, type Actor } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import {
  canonicalText,
  consistencyProof,
  contentStateOf,
  erasureKind,
  inclusionProof,
  keyOfNote,
  latestCheckpoint as storedCheckpoint,
  readCheckpoint,
  signerOf,
  verifierKey,
  verifyLog,
  type Signer,
} from '#platform/ledger/index.ts'
import type { Checkpoint, RecordDetail, RecordPage, RecordQuery, VerificationReport } from './contract.ts'
import type { RecordsDeps } from './deps.ts'
import { entries, findEntries, rowOf } from './store.ts'

/** One page of the log, newest first. */
export async function listRecords(deps: RecordsDeps, actor: Actor, query: RecordQuery): Promise<RecordPage> {
  authorise(actor, 'records.read')
  const { db } = deps.services
  const { limit, ...filter } = query
  const size = (await latestCheckpoint(deps))?.size ?? 0
  const found = await findEntries(db, filter, limit + 1)
  const shown = found.slice(0, limit)
  return {
    records: shown.map((entry) => rowOf(entry, size)),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** The kinds that occur, for the filter. */
export async function listKinds(deps: RecordsDeps, actor: Actor) {
  authorise(actor, 'records.read')
  const rows = await deps.services.db
    .selectFrom('ledger_entry')
    .select((eb) => ['kind', eb.fn.countAll<number>().as('count')])
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  return { kinds: rows.map((row) => ({ kind: row.kind, count: Number(row.count) })) }
}

/** The newest checkpoint; null before the first record. */
export async function latestCheckpoint(deps: RecordsDeps): Promise<Checkpoint | null> {
  const checkpoint = await storedCheckpoint(deps.services.db)
  const said = checkpoint ? readCheckpoint(checkpoint.note) : null
  if (!checkpoint || !said) return null
  return {
    ...said,
    at: checkpoint.at,
    note: checkpoint.note,
    publicKey: keyOfNote(checkpoint.note, signerOfLog(deps)),
  }
}

function signerOfLog(deps: Pick<RecordsDeps, 'services' | 'keys'>): Signer {
  return signerOf(deps.services.config.publicUrl, deps.keys.signing)
}

/** The log's public key, in the form that verifiers take. */
export function publicKeyOf(deps: Pick<RecordsDeps, 'services' | 'keys'>): string {
  return verifierKey(signerOfLog(deps))
}

/** Proves to whoever kept an old checkpoint that the log has only grown since. */
export async function proveGrowth(deps: RecordsDeps, from: number) {
  const checkpoint = await latestCheckpoint(deps)
  if (!checkpoint || from > checkpoint.size) throw new NotFound('checkpoint of that size')
  return { from, to: checkpoint.size, proof: await consistencyProof(deps.services.db, from, checkpoint.size) }
}

/** One record with all that proves it. */
export async function readRecord(deps: RecordsDeps, actor: Actor, id: string): Promise<RecordDetail> {
  authorise(actor, 'records.read')
  const { db } = deps.services
  const entry = await entries(db).where('e.id', '=', id).executeTakeFirst()
  if (!entry) throw new NotFound('record')
  const checkpoint = await latestCheckpoint(deps)
  const row = rowOf(entry, checkpoint?.size ?? 0)
  const kept = contentStateOf(entry) === 'kept'
  return {
    ...row,
    facts: entry.body.facts,
    canonical: canonicalText(entry.body),
    leafHash: entry.leaf_hash,
    words: kept ? entry.content : null,
    salt: kept ? entry.salt : null,
    inclusion: row.proof.state === 'proved' ? await inclusionProof(db, row.proof.seq, row.proof.size) : [],
    checkpoint: row.proof.state === 'proved' ? checkpoint : null,
    erasedBy: row.content === 'erased' ? await erasureOf(deps, id) : null,
  }
}

async function erasureOf(deps: RecordsDeps, id: string): Promise<string | null> {
  const erasure = await deps.services.db
    .selectFrom('ledger_entry')
    .select('id')
    .where('subject', '=', `record:${id}`)
    .where('kind', '=', erasureKind)
    .executeTakeFirst()
  return erasure?.id ?? null
}

/** Verifies the whole log of the running installation. */
export function verifyRecords(deps: RecordsDeps, actor: Actor): Promise<VerificationReport> {
  authorise(actor, 'records.read')
  return verifyLog(deps.services.db, { key: deps.keys.signing.publicKey })
}
