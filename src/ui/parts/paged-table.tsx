import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { TableBody, type Column } from './data-table.tsx'
import { TextField } from './fields.tsx'
import type { Sort } from './table-rules.ts'
import css from './data-table.module.css'

export interface PagedTableProps<Row> {
  caption: string
  columns: Column<Row>[]
  /** The rows of this page; undefined until they are here. */
  rows: Row[] | undefined
  rowKey: (row: Row) => string
  /** How many match on all pages. */
  total: number
  /** The number of the first row here, from 1. */
  from: number
  sort: Sort
  onSort: (sort: Sort) => void
  find: string
  onFind: (text: string) => void
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
  tools?: ReactNode
  /** Where the whole of it can be had as CSV. */
  csvHref: string
  empty: ReactNode
}

/** A table of thousands: the server searches, sorts and pages; here is what it looks like. */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { rows, total, from, onNext, onPrevious } = props
  return (
    <div className={css.frame}>
      <div className={css.tools} data-print="no">
        <TextField
          label="Find"
          type="search"
          value={props.find}
          onChange={props.onFind}
          className={css.filter}
        />
        {props.tools}
        <a href={props.csvHref} download className={css.csv}>
          Export CSV
        </a>
      </div>
      <p className={css.status} role="status">
        {rows &&
          (rows.length === 0 ? 'Nothing to show' : `${from} to ${from + rows.length - 1} of ${total} shown`)}
      </p>
      {rows && rows.length === 0 ? props.empty : <TableBody {...props} rows={rows ?? []} />}
      {(onNext ?? onPrevious) && (
        <nav className={css.pages} aria-label={`Pages of ${props.caption.toLowerCase()}`}>
          <Button variant="outline" size="sm" disabled={!onPrevious} onClick={onPrevious}>
            Previous page
          </Button>
          <Button variant="outline" size="sm" disabled={!onNext} onClick={onNext}>
            Next page
          </Button>
        </nav>
      )}
    </div>
  )
}
