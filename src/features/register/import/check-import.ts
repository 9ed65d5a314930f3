import { createHash } from 'node:crypto'
import { authorise, type Actor } from '#features/people/index.ts'
import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { readFile } from '#platform/tables/index.ts'
import { columnFaults, firstMapping } from './columns.ts'
import { importLimits, type ImportView, type Mapping } from './contract.ts'
import type { Stranger } from './entry.ts'
import { judgeLines, type JudgedLine, type LineToJudge } from './judge-lines.ts'
import { lookAlikes } from './look-alikes.ts'
import { cellsOf, countsOf, importForChange, importView, keepLines } from './store.ts'
import { accountTable } from './table-kind.ts'

/** Takes a list in and checks it by the columns as they are guessed. Nothing of the register is touched. */
export async function takeIn(
  services: Services,
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
): Promise<ImportView> {
  authorise(actor, 'accounts.import')
  const { format, headings, lines } = await readFile(file.bytes, accountTable)
  const at = nowOf(services)
  const id = newId()
  const mapping = firstMapping(headings)
  return services.db.transaction().execute(async (tx) => {
    const { judged, counts, unknown } = await checked(tx, at, mapping, lines)
    await tx
      .insertInto('account_import')
      .values({
        id,
        person_id: actor.personId,
        file_name: cleanName(file.name),
        format,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        headings: json(headings),
        lines: lines.length,
        mapping: json(mapping),
        unknown_values: json(unknown),
        counts: json(counts),
        state: 'checked',
        to_write: counts.add + counts.change,
        written: 0,
        created_at: at,
      })
      .execute()
    await keepLines(tx, id, withCells(judged, lines))
    return importView(tx, id)
  })
}

/** Says what the columns mean, and checks every line anew. */
export async function mapColumns(
  services: Services,
  actor: Actor,
  importId: string,
  mapping: Mapping,
): Promise<ImportView> {
  authorise(actor, 'accounts.import')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, importId)
    refuseOnceBegun(row.state)
    const faults = columnFaults(mapping, row.headings)
    if (faults.length > 0)
      throw new Invalid('import.columns', 'The columns can’t mean this.', { fields: faults })
    const lines = await cellsOf(tx, importId)
    const { judged, counts, unknown } = await checked(tx, at, mapping, lines)
    await keepLines(tx, importId, withCells(judged, lines))
    await tx
      .updateTable('account_import')
      .set({
        mapping: json(mapping),
        unknown_values: json(unknown),
        counts: json(counts),
        to_write: counts.add + counts.change,
      })
      .where('id', '=', importId)
      .execute()
    return importView(tx, importId)
  })
}

export function refuseOnceBegun(state: ImportView['state']): void {
  if (state === 'checked') return
  throw new Conflict('import.begun', 'This import has begun, so its columns stand.', {
    fix: 'Choose the file again for another one: what is in the register already does no harm.',
  })
}

async function checked(db: Db | Tx, now: string, mapping: Mapping, lines: readonly LineToJudge[]) {
  const judged = await judgeLines(db, mapping, lines, { now, looksLike: await lookAlikes(db) })
  return { judged, counts: countsOf(judged), unknown: unknownIn(judged) }
}

function withCells(judged: readonly JudgedLine[], lines: readonly LineToJudge[]) {
  return judged.map(({ line, verdict, title, changes, notes, firstLine }, at) => ({
    ...{ line, verdict, title, changes, notes, firstLine },
    cells: lines[at]?.cells ?? [],
  }))
}

const most = 200

/** The values that mean nothing here, the commonest first. */
function unknownIn(judged: readonly JudgedLine[]): ImportView['unknown'] {
  const counted: Record<Stranger['field'], Map<string, { value: string; lines: number }>> = {
    network: new Map(),
    unit: new Map(),
    state: new Map(),
    people: new Map(),
  }
  for (const { field, value } of judged.flatMap(({ read }) => read.strangers)) {
    const key = value.toLowerCase()
    const before = counted[field].get(key)
    if (before) before.lines++
    else counted[field].set(key, { value, lines: 1 })
  }
  const listed = (field: Stranger['field']) =>
    [...counted[field].values()].toSorted((one, other) => other.lines - one.lines).slice(0, most)
  return {
    network: listed('network'),
    unit: listed('unit'),
    state: listed('state'),
    people: listed('people'),
  }
}

/** A name to show: without folders and what can't be seen. */
function cleanName(given: string): string {
  const base = given.split(/[\\/]/).at(-1) ?? ''
  const shown = base.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return shown === '' ? 'list' : shown.slice(0, 120)
}

/** How long a list is kept, from the moment it was taken in. */
export function keptUntil(now: Temporal.Instant): string {
  return now.subtract({ hours: 24 * importLimits.keptDays }).toString({ fractionalSecondDigits: 3 })
}
