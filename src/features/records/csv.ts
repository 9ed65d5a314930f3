type Cell = string | number | null

/** RFC 4180, with an apostrophe before a text that a spreadsheet would run as a formula. */
function field(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvOf<Row>(columns: readonly [string, (row: Row) => Cell][], rows: readonly Row[]): string {
  const lines = [
    columns.map(([header]) => header),
    ...rows.map((row) => columns.map(([, value]) => value(row))),
  ]
  // The mark at its head makes Excel read it as UTF-8.
  return `\uFEFF${lines.map((line) => `${line.map(field).join(',')}\r\n`).join('')}`
}
