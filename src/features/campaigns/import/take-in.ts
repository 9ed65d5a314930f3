import { createHash } from 'node:crypto'
import type { Actor } from '#features/people/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { readFile } from '#platform/tables/index.ts'
import { campaignById, needOpen } from '../store.ts'
import { needWriting } from '../write-campaign.ts'
import { columnFaults, firstMapping, headingLine } from './columns.ts'
import { type ImportView, type Mapping } from './contract.ts'
import { campaignImportJob } from './job.ts'
import { importById, importForChange, importView, keepLines, type ImportRow } from './store.ts'
import { postTable } from './table-kind.ts'

/** Takes a list in. Its lines are checked by a job; nothing becomes a post before somebody says so. */
export async function takeIn(
  services: Services,
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
  campaignId: string | null,
): Promise<ImportView> {
  needWriting(actor)
  const { format, headings, lines, above } = await readFile(file.bytes, postTable, headingLine)
  const at = nowOf(services)
  const id = newId()
  return services.db.transaction().execute(async (tx) => {
    if (campaignId) needOpen(await campaignById(tx, campaignId))
    await tx
      .insertInto('campaign_import')
      .values({
        id,
        person_id: actor.personId,
        file_name: cleanName(file.name),
        format,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        headings: json(headings),
        above: json(
          above.map(({ cells }) =>
            cells
              .map((cell) => cell.trim())
              .filter(Boolean)
              .join(' · '),
          ),
        ),
        lines: lines.length,
        mapping: json(firstMapping(headings, campaignId)),
        state: 'checking',
        campaign_id: campaignId,
        created_at: at,
        moved_at: at,
      })
      .execute()
    await keepLines(tx, id, lines)
    await services.jobs.enqueue(tx, campaignImportJob, { importId: id })
    return importView(tx, await importById(tx, actor, id))
  })
}

/** Says what the columns mean; every line is checked anew. */
export async function mapColumns(
  services: Services,
  actor: Actor,
  importId: string,
  mapping: Mapping,
): Promise<ImportView> {
  needWriting(actor)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, actor, importId)
    refuseOnceBegun(row)
    const faults = columnFaults(mapping, row.headings)
    if (faults.length > 0)
      throw new Invalid('import.columns', 'The columns can’t mean this.', { fields: faults })
    if (mapping.otherwise.campaignId) needOpen(await campaignById(tx, mapping.otherwise.campaignId))
    await tx
      .updateTable('campaign_import_line')
      .set({ verdict: null, result: json(null), content_key: null, left_out: false })
      .where('import_id', '=', importId)
      .execute()
    await tx
      .updateTable('campaign_import')
      .set({
        mapping: json(mapping),
        campaign_id: mapping.otherwise.campaignId,
        state: 'checking',
        checked: 0,
        revision: row.revision + 1,
        moved_at: nowOf(services),
      })
      .where('id', '=', importId)
      .execute()
    await services.jobs.enqueue(tx, campaignImportJob, { importId })
    return importView(tx, await importById(tx, actor, importId))
  })
}

/** Leaves a line out, or takes it in again. */
export async function leaveOut(
  services: Services,
  actor: Actor,
  importId: string,
  line: number,
  leftOut: boolean,
): Promise<ImportView> {
  needWriting(actor)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, actor, importId)
    refuseOnceBegun(row)
    const turned = await tx
      .updateTable('campaign_import_line')
      .set({ left_out: leftOut })
      .where('import_id', '=', importId)
      .where('line', '=', line)
      .returning('line')
      .executeTakeFirst()
    if (!turned) throw new NotFound('line')
    return importView(tx, row)
  })
}

/** Forgets a list. The drafts that were made of it stay. */
export async function forgetImport(services: Services, actor: Actor, importId: string): Promise<void> {
  needWriting(actor)
  await services.db.transaction().execute(async (tx) => {
    const { state } = await importForChange(tx, actor, importId)
    if (state === 'running')
      throw new Conflict('import.running', 'This import is running.', { fix: 'Stop it first.' })
    await tx.deleteFrom('campaign_import').where('id', '=', importId).execute()
  })
}

function refuseOnceBegun({ state }: Pick<ImportRow, 'state'>): void {
  if (state === 'checking' || state === 'checked') return
  throw new Conflict('import.begun', 'This import has begun, so its columns and lines stand.', {
    fix: 'Choose the file again for another one: lines that are drafts already are left out.',
  })
}

/** A name to show: without folders and what can't be seen. */
function cleanName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? ''
  const shown = base.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return shown === '' ? 'list' : shown.slice(0, 120)
}
