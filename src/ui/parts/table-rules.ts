/** What a table shows, and in what order. Pure. */
export type Cell = string | number | boolean | Date | null | undefined

export interface Sort {
  key: string
  direction: 'ascending' | 'descending'
}

interface Valued<Row> {
  key: string
  value: (row: Row) => Cell
}

const collator = new Intl.Collator('en-GB', { numeric: true, sensitivity: 'base' })

export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString()
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return String(cell)
}

function compare(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  return collator.compare(cellText(a), cellText(b))
}

const isBlank = (cell: Cell): boolean => cell === null || cell === undefined || cell === ''

/** The rows in which every word of the filter occurs, sorted; blank cells come last whichever way it is sorted. */
export function arrange<Row>(
  rows: readonly Row[],
  columns: readonly Valued<Row>[],
  filter: string,
  sort: Sort | undefined,
): Row[] {
  const words = filter.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean)
  const kept = rows.filter((row) => {
    if (words.length === 0) return true
    const text = columns
      .map((column) => cellText(column.value(row)))
      .join('\n')
      .toLocaleLowerCase('en-GB')
    return words.every((word) => text.includes(word))
  })
  const column = columns.find((candidate) => candidate.key === sort?.key)
  if (!sort || !column) return kept
  const sign = sort.direction === 'ascending' ? 1 : -1
  return kept.sort((one, other) => {
    const [a, b] = [column.value(one), column.value(other)]
    if (isBlank(a) || isBlank(b)) return Number(isBlank(a)) - Number(isBlank(b))
    return sign * compare(a, b)
  })
}
