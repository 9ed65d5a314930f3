import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { csvOf } from '#platform/csv.ts'
import { Invalid } from '#platform/errors.ts'
import { append, contentStateOf, exportEntries, signerOf, type Bundle } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { ExportQuery, RecordRow } from './contract.ts'
import type { RecordsDeps } from './deps.ts'
import { latestCheckpoint } from './read-records.ts'
import { findEntries, rowOf, type StoredEntry } from './store.ts'

const most = 10_000

async function wantedEntries(deps: RecordsDeps, query: ExportQuery): Promise<StoredEntry[]> {
  const { content: _, ids, ...filter } = query
  const wanted = ids?.split(',').filter(Boolean)
  const found = await findEntries(deps.services.db, { ...filter, ids: wanted }, most + 1)
  if (found.length > most)
    throw new Invalid('records.too-many', 'One export holds 10,000 records at most.', {
      fix: 'Narrow it by time or kind, and export in several files.',
    })
  if (found.length === 0)
    throw new Invalid('records.nothing', 'No record fits, so there is nothing to export.')
  return found
}

async function recordExport(
  deps: RecordsDeps,
  actor: Actor,
  query: ExportQuery,
  as: string,
  count: number,
): Promise<void> {
  const { services } = deps
  const whole = wholeAccount(query)
  await services.db.transaction().execute((tx) =>
    append(tx, nowOf(services), {
      kind: 'records.exported',
      actor: entryActor(actor),
      subject: 'records',
      ...(whole ? { accountId: whole } : {}),
      summary: 'Records were exported.',
      facts: { as, count },
    }),
  )
}

/** The account whose records were exported, all that there are: closing an account asks for that. */
function wholeAccount({ account, content, zone: _zone, ...narrowed }: ExportQuery): string | undefined {
  return content === 'kept' && Object.values(narrowed).every((value) => !value) ? account : undefined
}

/** The records with their proofs, as one document that proves itself. That they were taken out is recorded too. */
export async function exportProofs(deps: RecordsDeps, actor: Actor, query: ExportQuery): Promise<Bundle> {
  authorise(actor, 'records.export')
  const { services } = deps
  const wanted = await wantedEntries(deps, query)
  const files = query.content === 'kept' ? await filesOf(deps, wanted) : []
  const ids = wanted.map((entry) => entry.id)
  const signer = signerOf(services.config.publicUrl, deps.keys.signing)
  const bundle = await exportEntries(services.db, signer, nowOf(services), ids, { content: query.content })
  await recordExport(deps, actor, query, 'proofs', ids.length)
  return files.length === 0 ? bundle : { ...bundle, files }
}

/** Bytes of all files in one export: they stand in one document. */
const mostBytes = 50_000_000

/** What the records name by its SHA-256. What was written beside a record was erased: then what shows it stays out too. */
async function filesOf(deps: RecordsDeps, entries: StoredEntry[]): Promise<NonNullable<Bundle['files']>> {
  const erased = new Set(
    entries.filter((entry) => contentStateOf(entry) === 'erased').map(({ body }) => body.facts['screenshot']),
  )
  const telling = entries.map(({ body }) => ({ subject: body.subject, facts: body.facts }))
  const found = (await deps.evidenceOf(telling)).filter(({ sha256 }) => !erased.has(sha256))
  if (found.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes)
    throw new Invalid('records.too-large', 'The screenshots of one export may have 50 MB at most.', {
      fix: 'Narrow it by time, account or kind, and export in several files; or leave out what people wrote.',
    })
  const files: NonNullable<Bundle['files']> = []
  for (const { sha256, type, read } of found)
    files.push({ sha256, type, bytes: Buffer.from(await read()).toString('base64') })
  return files
}

const columns: [string, (row: RecordRow) => string | number | null][] = [
  ['Place', (row) => (row.proof.state === 'proved' ? row.proof.seq : null)],
  ['When (UTC)', (row) => row.at],
  ['Who', (row) => row.who],
  ['What', (row) => row.sentence],
  ['Kind', (row) => row.kind],
  ['Subject', (row) => row.subject],
  ['Content', (row) => row.content],
  ['Record', (row) => row.id],
]

/** The same list as a table, for reading, without proofs and without what people wrote. */
export async function exportTable(deps: RecordsDeps, actor: Actor, query: ExportQuery): Promise<string> {
  authorise(actor, 'records.export')
  const size = (await latestCheckpoint(deps))?.size ?? 0
  const rows = (await wantedEntries(deps, query)).map((entry) => rowOf(entry, size))
  await recordExport(deps, actor, query, 'table', rows.length)
  return csvOf(columns, rows)
}
