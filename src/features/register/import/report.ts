import { authorise, type Actor } from '#features/people/index.ts'
import { csvOf } from '#platform/csv.ts'
import type { Services } from '#platform/services.ts'
import type { ImportLine } from './contract.ts'
import { labelOf } from './entry.ts'
import { importById, lineOf } from './store.ts'

const before = {
  add: 'will be added',
  change: 'will be changed',
  same: 'is there already',
  'left-out': 'left out',
}
const after = { ...before, add: 'added', change: 'changed' }

const words = ({ verdict, done }: ImportLine): string => (done ? after : before)[verdict]

const said = (line: ImportLine): string =>
  line.notes
    .map(({ field, say, fix }) =>
      [field ? `${labelOf(field)}:` : '', say, fix ?? ''].filter(Boolean).join(' '),
    )
    .join('\n')

/** The report of an import, line by line, as a table that no spreadsheet program runs anything of. */
export async function importReport(services: Services, actor: Actor, importId: string): Promise<string> {
  authorise(actor, 'accounts.import')
  const { headings } = await importById(services.db, importId)
  const rows = await services.db
    .selectFrom('account_import_line')
    .selectAll()
    .where('import_id', '=', importId)
    .orderBy('line')
    .execute()
  const lines = rows.map((row) => ({ ...lineOf(row), cells: row.cells }))
  return csvOf(
    [
      ['Line', ({ line }) => line],
      ['Account', ({ title }) => title],
      ['What becomes of it', words],
      ['Changes', ({ changes }) => changes.join('; ')],
      ['Why, and what to do', said],
      ...headings.map(
        (heading, at) => [heading, ({ cells }: { cells: string[] }) => cells[at] ?? ''] as const,
      ),
    ],
    lines,
  )
}
