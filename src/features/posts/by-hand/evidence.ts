import { NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { screenshotFile } from './store.ts'

/** A file that a record names by its SHA-256. */
export interface Evidence {
  sha256: string
  type: string
  bytes: number
  read(): Promise<Uint8Array>
}

const publication = /^publication:([0-9a-f-]{36})$/

/** The screenshots that these records name, each once, as far as they are kept. */
export async function evidenceOf(
  { db, files }: Pick<Services, 'db' | 'files'>,
  entries: readonly { subject: string; facts: Readonly<Record<string, unknown>> }[],
): Promise<Evidence[]> {
  const named = new Map<string, string>()
  for (const { subject, facts } of entries) {
    const of = publication.exec(subject)?.[1]
    if (of && typeof facts['screenshot'] === 'string') named.set(facts['screenshot'], of)
  }
  if (named.size === 0) return []
  const rows = await db
    .selectFrom('by_hand_screenshot')
    .selectAll()
    .where('sha256', 'in', [...named.keys()])
    .where('publication_id', 'in', [...new Set(named.values())])
    .orderBy('id')
    .execute()
  const once = new Map(rows.map((row) => [row.sha256, row]))
  return [...once.values()].map((row) => ({
    sha256: row.sha256,
    type: row.media_type,
    bytes: row.bytes,
    read: () =>
      files.get(screenshotFile(row)).catch((error: unknown) => {
        if (error instanceof NotFound) throw new Error(`The screenshot ${row.id} is not where it was put.`)
        throw error
      }),
  }))
}
