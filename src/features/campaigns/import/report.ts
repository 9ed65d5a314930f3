import type { Actor } from '#features/people/index.ts'
import { csvOf } from '#platform/csv.ts'
import type { CampaignDeps } from '../deps.ts'
import { remarksHeading } from './columns.ts'
import { importFields, type LineResult, type Verdict } from './contract.ts'
import { fieldLabel } from './read-line.ts'
import { importById } from './store.ts'

const verdictWords: Record<Verdict, string> = {
  ready: 'Ready.',
  settle: 'Becomes a draft; to settle:',
  mend: 'To be mended:',
}

function remarksOf(verdict: Verdict | null, result: LineResult | null, leftOut: boolean): string {
  if (!verdict || !result) return ''
  const notes = result.notes
    .filter(({ level }) => level !== 'note')
    .map(({ field, say, fix }) =>
      [field ? `${fieldLabel(field)}:` : '', say, fix ?? ''].filter(Boolean).join(' '),
    )
  const findings = result.findings.map(({ say, clause }) => `${say} (${clause})`)
  return [leftOut ? 'Left out.' : '', verdictWords[verdict], ...notes, ...findings].filter(Boolean).join('\n')
}

/** The same sheet with a column of remarks: to mend it there, and to bring it in again. */
export async function remarksCsv(
  { services }: CampaignDeps,
  actor: Actor,
  importId: string,
): Promise<string> {
  const { headings } = await importById(services.db, actor, importId)
  const rows = await services.db
    .selectFrom('campaign_import_line')
    .selectAll()
    .where('import_id', '=', importId)
    .orderBy('line')
    .execute()
  const kept = headings
    .map((heading, at) => ({ heading, at }))
    .filter(({ heading }) => heading !== remarksHeading)
  return csvOf<(typeof rows)[number]>(
    [
      ...kept.map(
        ({ heading, at }) => [heading, ({ cells }: { cells: string[] }) => cells[at] ?? ''] as const,
      ),
      [remarksHeading, (row) => remarksOf(row.verdict, row.result, row.left_out)],
    ],
    rows,
  )
}

/** A file to begin with: the headings, and one line that shows how each is written. */
export async function templateCsv({ services, posts }: CampaignDeps): Promise<string> {
  const { timeZone } = await posts.institution(services.db)
  const day = services.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().add({ weeks: 4 })
  const example: Record<string, string> = {
    title: 'Example: take this line out',
    accounts: 'Bluesky: @handle; LinkedIn',
    date: day.toString(),
    time: '09:00',
    text: 'The words of the post.',
    link: 'https://www.example.ac.uk/open-day',
    hashtags: '#OpenDay',
    images: 'library.jpg',
    alt: 'What is to be seen in the image.',
    language: 'English',
    audiences: 'Students; Staff',
  }
  return csvOf(
    [
      ...importFields
        .filter(({ id }) => id !== 'networks')
        .map(({ id, label }) => [label, () => example[id] ?? ''] as const),
      ['Text for X', () => 'Other words for X, where it is to have its own.'],
    ],
    [example],
  )
}
