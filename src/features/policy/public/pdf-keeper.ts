import type { EditionRow } from '../store.ts'
import type { PublicHouse } from '#platform/public-pages/index.ts'
import { printEditions } from './pdf.ts'
import { readEditions } from './reading.ts'

/** PDFs are kept by the digests of what is in them, the last few; several who ask at once wait for the same one. */
const most = 20

export function pdfKeeper(): (rows: EditionRow[], house: PublicHouse) => Promise<Buffer> {
  const kept = new Map<string, Promise<Buffer>>()
  return (rows, { institution, timeZone, publicUrl }) => {
    const editions = rows.map(({ pack, edition, digest }) => `${pack} ${edition} ${digest}`)
    const key = [...editions, institution, timeZone, publicUrl].join('\n')
    const known = kept.get(key)
    if (known) return known
    const made = printEditions(readEditions(rows), { institution, timeZone, publicUrl })
    kept.set(key, made)
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    // What failed once is tried again.
    made.catch(() => kept.delete(key))
    return made
  }
}
