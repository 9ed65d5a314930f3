/** How every table of ours becomes a file. Pure, so that pages and server share the one rule. */
export type CsvCell = string | number | null

/** The wide forms too: programs set to Chinese or Japanese take them for the narrow ones. */
const signs = '=+\\-@\\t\\r\\n＝＋－＠'
const formula = new RegExp(`^[${signs}]`)
const undone = new RegExp(`^'[${signs}]`)

/**
 * One field of RFC 4180. A spreadsheet runs a text that begins like a formula, and some of what stands in our tables
 * was written by strangers, so such a text gets an apostrophe before it.
 */
export function csvField(cell: CsvCell): string {
  if (cell === null) return ''
  const text = typeof cell === 'string' && formula.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A text that came out of such a file and goes in again, without the apostrophe. */
export function csvUndone(text: string): string {
  return undone.test(text) ? text.slice(1) : text
}

export function csvOf<Row>(
  columns: readonly (readonly [string, (row: Row) => CsvCell])[],
  rows: readonly Row[],
): string {
  const lines = [
    columns.map(([header]) => header),
    ...rows.map((row) => columns.map(([, value]) => value(row))),
  ]
  // The mark at its head makes Excel read it as UTF-8.
  return `\uFEFF${lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('')}`
}
