import { sql, type Selectable } from 'kysely'
import type { z } from 'zod'
import { mayAnywhere, type Actor } from '#features/people/index.ts'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { unusedColumns } from './columns.ts'
import type { ImportLine, ImportSummary, ImportView, LineQuery } from './contract.ts'
import type { CampaignImportLineTable, CampaignImportTable } from './tables.ts'
import './tables.ts'

export type ImportRow = Selectable<CampaignImportTable>
export type LineRow = Selectable<CampaignImportLineTable>

/** A list is seen by whoever brought it in, and by those who write for every account. */
const mayUse = (actor: Actor, row: Pick<ImportRow, 'person_id'>): boolean =>
  row.person_id === actor.personId || mayAnywhere(actor, 'posts.write')

export async function importById(db: Db | Tx, actor: Actor, id: string): Promise<ImportRow> {
  const row = await db.selectFrom('campaign_import').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row || !mayUse(actor, row)) throw new NotFound('list')
  return row
}

/** Reads an import and keeps others from moving it on until the transaction ends. */
export async function importForChange(tx: Tx, actor: Actor, id: string): Promise<ImportRow> {
  await sql`select 1 from campaign_import where id = ${id}::uuid for update`.execute(tx)
  return importById(tx, actor, id)
}

const atOnce = 500

export async function keepLines(
  tx: Tx,
  importId: string,
  lines: readonly { line: number; cells: string[] }[],
): Promise<void> {
  for (let at = 0; at < lines.length; at += atOnce)
    await tx
      .insertInto('campaign_import_line')
      .values(
        lines
          .slice(at, at + atOnce)
          .map(({ line, cells }) => ({ import_id: importId, line, cells: json(cells), result: json(null) })),
      )
      .execute()
}

/** Lines of which drafts are to be made and are not yet. */
export function waitingLines(db: Db | Tx, importId: string) {
  return db
    .selectFrom('campaign_import_line')
    .where('import_id', '=', importId)
    .where('verdict', 'in', ['ready', 'settle'])
    .where('left_out', '=', false)
    .where('done', '=', false)
}

async function countsOf(db: Db | Tx, importId: string): Promise<ImportView['counts']> {
  const rows = await db
    .selectFrom('campaign_import_line')
    .select((on) => ['verdict', 'left_out', on.fn.countAll<string>().as('lines')])
    .where('import_id', '=', importId)
    .groupBy(['verdict', 'left_out'])
    .execute()
  const counts = { ready: 0, settle: 0, mend: 0, leftOut: 0 }
  for (const { verdict, left_out: leftOut, lines } of rows) {
    if (leftOut) counts.leftOut += Number(lines)
    if (verdict && (verdict === 'mend' || !leftOut)) counts[verdict] += Number(lines)
  }
  return counts
}

export async function linePage(db: Db | Tx, importId: string, query: z.output<typeof LineQuery>) {
  let wanted = db
    .selectFrom('campaign_import_line')
    .selectAll()
    .where('import_id', '=', importId)
    .where('line', '>', query.after)
  if (query.verdict) wanted = wanted.where('verdict', '=', query.verdict)
  if (query.leftOut !== undefined) wanted = wanted.where('left_out', '=', query.leftOut)
  const rows = await wanted
    .orderBy('line')
    .limit(query.limit + 1)
    .execute()
  const lines = rows.slice(0, query.limit).map(lineOf)
  return { lines, next: rows.length > query.limit ? (lines.at(-1)?.line ?? null) : null }
}

function lineOf(row: LineRow): ImportLine {
  return {
    line: row.line,
    verdict: row.verdict,
    result: row.result,
    leftOut: row.left_out,
    done: row.done,
    postId: row.post_id,
  }
}

const summaryOf = (row: ImportRow, by: string | null): ImportSummary => ({
  id: row.id,
  fileName: row.file_name,
  state: row.state,
  lines: row.lines,
  createdAt: row.created_at,
  createdBy: by ?? 'Somebody who has left',
})

export async function recentImports(db: Db, actor: Actor): Promise<ImportSummary[]> {
  let query = db
    .selectFrom('campaign_import')
    .leftJoin('person', 'person.id', 'campaign_import.person_id')
    .selectAll('campaign_import')
    .select('person.name as by')
  if (!mayAnywhere(actor, 'posts.write')) query = query.where('person_id', '=', actor.personId)
  const rows = await query.orderBy('campaign_import.created_at', 'desc').limit(20).execute()
  return rows.map((row) => summaryOf(row, row.by))
}

/** Campaigns that lines name and that are not there. */
async function newCampaignsOf(db: Db | Tx, importId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select min(l.result ->> 'campaign') as name from campaign_import_line l
    where l.import_id = ${importId}::uuid and l.verdict in ('ready', 'settle') and not l.left_out and not l.done
      and l.result ->> 'campaign' <> ''
      and not exists (select 1 from campaign c where c.state = 'open' and lower(c.name) = lower(l.result ->> 'campaign'))
    group by lower(l.result ->> 'campaign') order by 1`.execute(db)
  return rows.map(({ name }) => name)
}

async function earlierOf(db: Db | Tx, { sha256, id }: ImportRow): Promise<ImportView['earlier']> {
  const row = await db
    .selectFrom('campaign_import')
    .select(['id', 'finished_at'])
    .where('sha256', '=', sha256)
    .where('id', '<>', id)
    .where('state', '=', 'done')
    .orderBy('finished_at', 'desc')
    .executeTakeFirst()
  return row?.finished_at ? { id: row.id, at: row.finished_at } : null
}

/** An import as its page shows it. */
export async function importView(db: Db | Tx, row: ImportRow): Promise<ImportView> {
  const by = await db
    .selectFrom('person')
    .select('name')
    .where('id', '=', row.person_id ?? '00000000-0000-0000-0000-000000000000')
    .executeTakeFirst()
  const counts = await countsOf(db, row.id)
  const campaignId = row.mapping.otherwise.campaignId
  const campaign = campaignId
    ? await db.selectFrom('campaign').select(['id', 'name']).where('id', '=', campaignId).executeTakeFirst()
    : undefined
  return {
    ...summaryOf(row, by?.name ?? null),
    format: row.format,
    headings: row.headings,
    above: row.above,
    unused: unusedColumns(row.mapping, row.headings),
    mapping: row.mapping,
    counts,
    checked: row.checked,
    toMake: row.state === 'checking' || row.state === 'checked' ? counts.ready + counts.settle : row.to_make,
    made: row.made,
    newCampaigns: await newCampaignsOf(db, row.id),
    campaign: campaign ?? null,
    earlier: await earlierOf(db, row),
    fault: row.fault,
    finishedAt: row.finished_at,
  }
}
