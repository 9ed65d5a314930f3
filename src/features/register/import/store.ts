import { sql } from 'kysely'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { Selectable } from 'kysely'
import type { Counts, ImportLine, ImportView, LineQuery, Verdict } from './contract.ts'
import type { z } from 'zod'
import type { ImportLineTable, ImportTable } from './tables.ts'
import './tables.ts'

export type ImportRow = Selectable<ImportTable>

export async function importById(db: Db | Tx, id: string): Promise<ImportRow> {
  const row = await db.selectFrom('account_import').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('import')
  return row
}

/** Reads an import and keeps others from moving it on until the transaction ends. */
export async function importForChange(tx: Tx, id: string): Promise<ImportRow> {
  const row = await tx
    .selectFrom('account_import')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new NotFound('import')
  return row
}

export function cellsOf(db: Db | Tx, importId: string): Promise<{ line: number; cells: string[] }[]> {
  return db
    .selectFrom('account_import_line')
    .select(['line', 'cells'])
    .where('import_id', '=', importId)
    .orderBy('line')
    .execute()
}

export interface LineToKeep {
  line: number
  cells: string[]
  verdict: Verdict
  title: string
  changes: string[]
  notes: ImportLine['notes']
  firstLine: number | null
}

const atOnce = 2_000

/** Keeps lines that were read and judged, in place of what was kept of them. */
export async function keepLines(tx: Tx, importId: string, lines: readonly LineToKeep[]): Promise<void> {
  for (let at = 0; at < lines.length; at += atOnce)
    await sql`insert into account_import_line
        (import_id, line, cells, verdict, title, changes, notes, warned, first_line)
      select ${importId}::uuid, l.line, l.cells, l.verdict, l.title, l.changes, l.notes,
        jsonb_path_exists(l.notes, '$[*] ? (@.level == "warning")'), l."firstLine"
      from jsonb_to_recordset(${json(lines.slice(at, at + atOnce))})
        as l (line int, cells jsonb, verdict text, title text, changes jsonb, notes jsonb, "firstLine" int)
      on conflict (import_id, line) do update set verdict = excluded.verdict, title = excluded.title,
        changes = excluded.changes, notes = excluded.notes, warned = excluded.warned,
        first_line = excluded.first_line`.execute(tx)
}

export function countsOf(lines: readonly Pick<LineToKeep, 'verdict' | 'notes'>[]): Counts {
  const counts: Counts = { add: 0, change: 0, same: 0, 'left-out': 0, warned: 0 }
  for (const { verdict, notes } of lines) {
    counts[verdict]++
    if (notes.some(({ level }) => level === 'warning')) counts.warned++
  }
  return counts
}

/** Counted anew: the run may find something else than the check did. */
export async function countsInStore(db: Db | Tx, importId: string): Promise<Counts> {
  const rows = await db
    .selectFrom('account_import_line')
    .select((eb) => [
      'verdict',
      eb.fn.countAll<string>().as('lines'),
      sql<string>`count(*) filter (where warned)`.as('warned'),
    ])
    .where('import_id', '=', importId)
    .groupBy('verdict')
    .execute()
  const counts: Counts = { add: 0, change: 0, same: 0, 'left-out': 0, warned: 0 }
  for (const row of rows) {
    counts[row.verdict] = Number(row.lines)
    counts.warned += Number(row.warned)
  }
  return counts
}

export async function linePage(db: Db | Tx, importId: string, query: z.output<typeof LineQuery>) {
  let wanted = db
    .selectFrom('account_import_line')
    .selectAll()
    .where('import_id', '=', importId)
    .where('line', '>', query.after)
  if (query.verdict) wanted = wanted.where('verdict', '=', query.verdict)
  if (query.warned) wanted = wanted.where('warned', '=', true)
  const rows = await wanted
    .orderBy('line')
    .limit(query.limit + 1)
    .execute()
  const lines = rows.slice(0, query.limit).map(lineOf)
  return { lines, next: rows.length > query.limit ? (lines.at(-1)?.line ?? null) : null }
}

export function lineOf(row: Selectable<ImportLineTable>): ImportLine {
  return {
    line: row.line,
    title: row.title,
    verdict: row.verdict,
    changes: row.changes,
    notes: row.notes,
    accountId: row.account_id,
    done: row.done,
  }
}

export function summaryOf(row: ImportRow & { by: string }) {
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    lines: row.lines,
    counts: row.counts,
    createdAt: row.created_at,
    createdBy: row.by,
    finishedAt: row.finished_at,
  }
}

export async function recentImports(db: Db | Tx) {
  const rows = await db
    .selectFrom('account_import')
    .innerJoin('person', 'person.id', 'account_import.person_id')
    .selectAll('account_import')
    .select('person.name as by')
    .orderBy('account_import.created_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(summaryOf)
}

const samples = 5

/** An import as its page shows it. */
export async function importView(db: Db | Tx, id: string): Promise<ImportView> {
  const row = await importById(db, id)
  const by = await db.selectFrom('person').select('name').where('id', '=', row.person_id).executeTakeFirst()
  const first = await db
    .selectFrom('account_import_line')
    .select('cells')
    .where('import_id', '=', id)
    .orderBy('line')
    .limit(samples)
    .execute()
  const earlier = await db
    .selectFrom('account_import')
    .select(['id', 'finished_at'])
    .where('sha256', '=', row.sha256)
    .where('id', '<>', id)
    .where('state', '=', 'done')
    .orderBy('finished_at', 'desc')
    .executeTakeFirst()
  return {
    ...summaryOf({ ...row, by: by?.name ?? '' }),
    format: row.format,
    headings: row.headings,
    samples: first.map(({ cells }) => cells),
    mapping: row.mapping,
    unknown: row.unknown_values,
    progress: { done: row.written, of: row.to_write },
    earlier: earlier?.finished_at ? { id: earlier.id, at: earlier.finished_at } : null,
    fault: row.fault,
  }
}
