import { useDeferredValue, useId, useMemo, useState, type ReactNode } from 'react'
import { IconArrowDown, IconArrowUp, IconArrowsSort, IconDownload } from '@tabler/icons-react'
import { Button, TextInput } from '@mantine/core'
import { saveCsv } from './csv.ts'
import { arrange, type Cell, type Sort } from './table-rules.ts'
import css from './data-table.module.css'

export interface Column<Row> {
  key: string
  header: string
  /** What it sorts, filters and exports by. */
  value: (row: Row) => Cell
  /** How it looks, where that is more than the value. */
  render?: (row: Row) => ReactNode
  sortable?: boolean
  align?: 'start' | 'end'
}

export interface DataTableProps<Row> {
  /** Names the table, for those who listen and on paper. */
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Shown instead when there are no rows at all; use an EmptyState. */
  empty: ReactNode
  /** Are `tools` why there may be no rows? They then stay, with `empty` below them. */
  narrowed?: boolean
  initialSort?: Sort
  /** The field above the table; give null where there is nothing to look for. */
  filterLabel?: string | null
  /** The name of the CSV file, without ending; give null to offer none. */
  csvName?: string | null
  /** More filters, beside the text filter. */
  tools?: ReactNode
}

const step = 100

/** A table that sorts, filters and exports what it shows; on a narrow screen each row becomes a stack. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, filterLabel = 'Filter', csvName = 'rostrum' } = props
  const [sort, setSort] = useState<Sort | undefined>(props.initialSort)
  const [filter, setFilter] = useState('')
  const [limit, setLimit] = useState(step)
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => arrange(rows, columns, wanted, sort), [rows, columns, wanted, sort])
  const statusId = useId()
  if (rows.length === 0 && !props.narrowed) return props.empty
  const save = () => csvName !== null && saveCsv(csvName, columns, shown)
  return (
    <div className={css.frame}>
      <div className={css.tools} data-print="no">
        {filterLabel !== null && (
          <TextInput
            label={filterLabel}
            type="search"
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            className={css.filter}
          />
        )}
        {props.tools}
        {csvName !== null && (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconDownload size={18} aria-hidden />}
            onClick={save}
          >
            Export CSV
          </Button>
        )}
      </div>
      <p className={css.status} role="status" id={statusId}>
        {shown.length === rows.length ? `${rows.length} shown` : `${shown.length} of ${rows.length} shown`}
      </p>
      {rows.length === 0 ? (
        props.empty
      ) : (
        <TableBody {...props} rows={shown.slice(0, limit)} sort={sort} onSort={setSort} />
      )}
      {shown.length === 0 && rows.length > 0 && <p className={css.none}>Nothing matches “{wanted}”.</p>}
      {shown.length > limit && (
        <Button variant="outline" size="sm" onClick={() => setLimit(limit + step)}>
          Show {Math.min(step, shown.length - limit)} more
        </Button>
      )}
    </div>
  )
}

export type TableBodyProps<Row> = Pick<DataTableProps<Row>, 'caption' | 'columns' | 'rows' | 'rowKey'> & {
  sort: Sort | undefined
  onSort: (sort: Sort) => void
}

/** The roles are said again because browsers drop them when a narrow screen turns the rows into blocks. */
export function TableBody<Row>({ caption, columns, rows, rowKey, sort, onSort }: TableBodyProps<Row>) {
  return (
    <table role="table" className={css.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <HeaderCell key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr role="row" key={rowKey(row)}>
            {columns.map((column) => (
              <td role="cell" key={column.key} data-align={column.align}>
                <span className={css.label} aria-hidden>
                  {column.header}
                </span>
                <span>{column.render ? column.render(row) : String(column.value(row) ?? '–')}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface HeaderCellProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: (sort: Sort) => void
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const direction = sort?.key === column.key ? sort.direction : undefined
  const Icon = !direction ? IconArrowsSort : direction === 'ascending' ? IconArrowUp : IconArrowDown
  const turn = () =>
    onSort({ key: column.key, direction: direction === 'ascending' ? 'descending' : 'ascending' })
  return (
    <th role="columnheader" scope="col" aria-sort={direction} data-align={column.align}>
      {column.sortable === false ? (
        column.header
      ) : (
        <button type="button" className={css.sort} onClick={turn} data-on={direction !== undefined}>
          {column.header}
          <Icon size={15} aria-hidden />
        </button>
      )}
    </th>
  )
}
