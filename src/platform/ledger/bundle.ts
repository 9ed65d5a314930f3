import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { canonical, commitment } from './append.ts'
import {
  isSignedBy,
  readCheckpoint,
  readVerifierKey,
  verifierKey,
  type Signer,
  type VerifierKey,
} from './checkpoint.ts'
import { hashLeaf, verifyInclusion } from './merkle.ts'
import { latestCheckpoint, sequence } from './sequencer.ts'
import { inclusionProofs } from './tree.ts'

const Hex = z.string().regex(/^[0-9a-f]{64}$/)

/** One record with all that proves it. */
const BundleEntry = z.object({
  seq: z.int().min(0),
  body: z.record(z.string(), z.json()),
  inclusion: z.array(Hex).max(64),
  /** Absent when the record never had a content. */
  content: z
    .union([
      z.object({ state: z.literal('kept'), salt: Hex, value: z.json() }),
      z.object({ state: z.literal('erased') }),
      z.object({ state: z.literal('withheld') }),
    ])
    .optional(),
})

/** What an export is: it proves itself with nothing but the log's public key. */
export const Bundle = z.object({
  format: z.literal('rostrum-proof/1'),
  about: z.string(),
  /** A signed note, https://c2sp.org/tlog-checkpoint. */
  checkpoint: z.string(),
  publicKey: z.string(),
  entries: z.array(BundleEntry),
  /** Files that a record names in its facts by their SHA-256, in base64. Absent when there are none. */
  files: z.array(z.object({ sha256: Hex, type: z.string(), bytes: z.base64() })).optional(),
})
export type Bundle = z.infer<typeof Bundle>

const about =
  'Records of a Rostrum log with their proofs. How to verify them without Rostrum stands in docs/records.md.'

const chunkSize = 1_000

/** The public key under the name that the note was signed with: the installation's address may have changed since. */
export function keyOfNote(note: string, { origin, publicKey }: Signer): string {
  return verifierKey({ origin: readCheckpoint(note)?.origin ?? origin, publicKey })
}

async function read(db: Db, ids: string[]) {
  const rows = []
  for (let from = 0; from < ids.length; from += chunkSize)
    rows.push(
      ...(await db
        .selectFrom('ledger_entry')
        .leftJoin('ledger_content', 'entry_id', 'id')
        .select(['id', 'seq', 'body', 'entry_id', 'salt', 'content'])
        .where('id', 'in', ids.slice(from, from + chunkSize))
        .execute()),
    )
  return rows
}

type Row = Awaited<ReturnType<typeof read>>[number]

function contentOf(row: Row, withContent: boolean): z.infer<typeof BundleEntry>['content'] {
  if (row.entry_id === null) return undefined
  if (row.salt === '' || row.salt === null) return { state: 'erased' }
  return withContent
    ? { state: 'kept', salt: row.salt, value: row.content as z.infer<ReturnType<typeof z.json>> }
    : { state: 'withheld' }
}

/**
 * Records with their proofs, as one document. Records that still wait get their place first. `content: 'withheld'`
 * leaves out what people wrote; the proofs hold all the same.
 */
export async function exportEntries(
  db: Db,
  signer: Signer,
  at: string,
  ids: string[],
  options: { content?: 'kept' | 'withheld' } = {},
): Promise<Bundle> {
  const wanted = [...new Set(ids)]
  // The sequencer of another process may be at it; what is committed has its place after this.
  await sequence(db, signer, at)
  const checkpoint = await latestCheckpoint(db)
  const rows = (await read(db, wanted)).sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0))
  if (rows.length < wanted.length) throw new NotFound('record')
  if (!checkpoint) throw new NotFound('checkpoint')
  const entries: Bundle['entries'] = []
  for (let from = 0; from < rows.length; from += chunkSize) {
    const chunk = rows.slice(from, from + chunkSize)
    const proofs = await inclusionProofs(
      db,
      chunk.map((row) => row.seq ?? -1),
      checkpoint.size,
    )
    for (const [index, row] of chunk.entries()) {
      const content = contentOf(row, options.content !== 'withheld')
      entries.push({
        seq: row.seq ?? -1,
        body: row.body as unknown as Bundle['entries'][number]['body'],
        inclusion: proofs[index] ?? [],
        ...(content ? { content } : {}),
      })
    }
  }
  return {
    format: 'rostrum-proof/1',
    about,
    checkpoint: checkpoint.note,
    publicKey: keyOfNote(checkpoint.note, signer),
    entries,
  }
}

export interface BundleFault {
  /** The place in the log; null when the fault is of the whole file. */
  seq: number | null
  sentence: string
}

export interface BundleReport {
  ok: boolean
  origin: string | null
  size: number | null
  root: string | null
  /** The key that the file was verified with, and whether it came from outside it. */
  publicKey: string | null
  keyGiven: boolean
  entries: number
  contents: { kept: number; erased: number; withheld: number }
  files: number
  faults: BundleFault[]
}

type Entry = Bundle['entries'][number]

function entryFaults(entry: Entry, checkpoint: { size: number; root: string }): string[] {
  const faults: string[] = []
  const leaf = hashLeaf(canonical(entry.body))
  if (!verifyInclusion(leaf, entry.seq, checkpoint.size, entry.inclusion, checkpoint.root))
    faults.push(
      `Record ${entry.seq} is not in the log at that place: it, its place or its proof was changed.`,
    )
  const committed = entry.body.content
  if (committed === undefined && entry.content)
    faults.push(`Record ${entry.seq} comes with a content that it does not commit to.`)
  if (committed !== undefined && !entry.content)
    faults.push(`Record ${entry.seq} had a content, and the file does not say what became of it.`)
  if (entry.content?.state === 'kept' && commitment(entry.content.salt, entry.content.value) !== committed)
    faults.push(`The content of record ${entry.seq} was changed.`)
  return faults
}

/** A file proves something only where a record of this document, whose own proof holds, names it. */
function fileFaults({ files = [], entries }: Bundle): string[] {
  const facts = z.record(z.string(), z.json())
  const named = new Set(entries.flatMap(({ body }) => Object.values(facts.safeParse(body.facts).data ?? {})))
  return files.flatMap(({ sha256, bytes }) => {
    const found = createHash('sha256').update(Buffer.from(bytes, 'base64')).digest('hex')
    if (found !== sha256) return [`The file ${sha256} was changed.`]
    return named.has(sha256) ? [] : [`The file ${sha256} is named by no record.`]
  })
}

function keyOrFault(text: string): VerifierKey | string {
  try {
    return readVerifierKey(text)
  } catch (error) {
    return error instanceof Error ? error.message : 'The public key cannot be read.'
  }
}

/**
 * Verifies an exported document by itself: no database, no network. `publicKey` should come from somewhere else than
 * the file; without it the file only proves that it agrees with itself.
 */
export function verifyBundle(document: unknown, publicKey?: string): BundleReport {
  const report: BundleReport = {
    ok: false,
    origin: null,
    size: null,
    root: null,
    publicKey: null,
    keyGiven: publicKey !== undefined,
    entries: 0,
    contents: { kept: 0, erased: 0, withheld: 0 },
    files: 0,
    faults: [],
  }
  const fail = (sentence: string): BundleReport => {
    report.faults.push({ seq: null, sentence })
    return report
  }
  const parsed = Bundle.safeParse(document)
  if (!parsed.success) return fail(`This is not an export of records: ${z.prettifyError(parsed.error)}`)
  const bundle = parsed.data
  report.publicKey = publicKey ?? bundle.publicKey
  report.entries = bundle.entries.length
  const checkpoint = readCheckpoint(bundle.checkpoint)
  if (!checkpoint) return fail('The checkpoint in the file cannot be read.')
  Object.assign(report, checkpoint)
  const key = keyOrFault(report.publicKey)
  if (typeof key === 'string') return fail(key)
  if (!isSignedBy(bundle.checkpoint, key))
    report.faults.push({
      seq: null,
      sentence: 'The checkpoint is not signed with this public key: it was changed, or it is of another log.',
    })
  for (const entry of bundle.entries) {
    if (entry.content) report.contents[entry.content.state]++
    for (const sentence of entryFaults(entry, checkpoint)) report.faults.push({ seq: entry.seq, sentence })
  }
  report.files = bundle.files?.length ?? 0
  for (const sentence of fileFaults(bundle)) report.faults.push({ seq: null, sentence })
  report.ok = report.faults.length === 0
  return report
}
