import { cellText, type Cell } from './table-rules.ts'

interface CsvColumn<Row> {
  header: string
  value: (row: Row) => Cell
}

/**
 * One field of RFC 4180. A spreadsheet runs a text that begins like a formula, and some of what stands in our tables
 * was written by strangers, so such a text gets an apostrophe before it.
 */
function field(cell: Cell): string {
  const text = cellText(cell)
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map((column) => field(column.header)),
    ...rows.map((row) => columns.map((column) => field(column.value(row)))),
  ]
  return lines.map((line) => `${line.join(',')}\r\n`).join('')
}

/** Hands the rows to the person as a file. The mark at its head makes Excel read it as UTF-8. */
export function saveCsv<Row>(name: string, columns: readonly CsvColumn<Row>[], rows: readonly Row[]): void {
  const url = URL.createObjectURL(
    new Blob(['\uFEFF', toCsv(columns, rows)], { type: 'text/csv;charset=utf-8' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
