import { csvField } from '#platform/csv.ts'
import { cellText, type Cell } from './table-rules.ts'

interface CsvColumn<Row> {
  header: string
  value: (row: Row) => Cell
}

/** What is no text (a number, a state) can't be a formula. */
const field = (cell: Cell): string => csvField(typeof cell === 'number' ? cell : cellText(cell))

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
