import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { Card } from '#ui/parts/card.tsx'
import { saveCsv } from '#ui/parts/csv.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { PermissionTable } from '../contract.ts'
import { permissionsQuery } from './queries.ts'
import css from './people.module.css'

type Row = PermissionTable['rows'][number]
type Column = PermissionTable['columns'][number]

const everyoneWords = (row: Row): string =>
  row.byOffice ? 'Whoever holds the office that is asked, and its deputies' : 'Everybody who is signed in'

function cellWords(row: Row, column: Column): string {
  if (row.cells.everyone) return everyoneWords(row)
  const value = row.cells[column.id]
  if (value === 'yes') return 'Yes'
  return value === 'own' ? (column.own ?? 'For their own') : ''
}

const isHeld = (column: Column): boolean => column.id !== 'everyone'

/** The table that the code enforces, drawn from it. */
export function PermissionsPage() {
  const table = useQuery(permissionsQuery)
  const { data } = table
  return (
    <Page
      title="Who can do what"
      lede="This is the very table that Rostrum enforces: what is not in it, nobody may do."
      actions={
        data && (
          <Button variant="outline" onClick={() => save(data)}>
            Export CSV
          </Button>
        )
      }
    >
      {table.isPending && <Skeleton lines={8} label="Loading the table" />}
      <ProblemAlert error={table.error} />
      {data && (
        <Stack>
          <HowCard table={data} />
          {data.subjects.map((subject) => (
            <Card key={subject} title={subject}>
              <Table table={data} subject={subject} />
            </Card>
          ))}
          <Card title="What nobody may do">
            <ul>
              {data.never.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Card>
        </Stack>
      )}
    </Page>
  )
}

function HowCard({ table }: { table: PermissionTable }) {
  return (
    <Card title="How somebody comes to hold something">
      <dl className={css.columns}>
        {table.columns.filter(isHeld).map((column) => (
          <div key={column.id}>
            <dt>{column.name}</dt>
            <dd>{column.about}</dd>
          </div>
        ))}
        <div>
          <dt>Offices</dt>
          <dd>{table.offices}</dd>
        </div>
      </dl>
    </Card>
  )
}

function save(table: PermissionTable): void {
  const columns = [
    { header: 'Subject', value: (row: Row) => row.subject },
    { header: 'May', value: (row: Row) => row.about },
    ...table.columns.filter(isHeld).map((column) => ({
      header: column.name,
      value: (row: Row) => cellWords(row, column),
    })),
  ]
  saveCsv('who-can-do-what', columns, table.rows)
}

function Table({ table, subject }: { table: PermissionTable; subject: string }) {
  const columns = table.columns.filter(isHeld)
  return (
    <table role="table" className={css.permissions}>
      <caption className="visually-hidden">{subject}: permissions, one a row, and who has them</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            May
          </th>
          {columns.map((column) => (
            <th role="columnheader" scope="col" key={column.id}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {table.rows
          .filter((row) => row.subject === subject)
          .map((row) => (
            <tr role="row" key={row.permission}>
              <th role="rowheader" scope="row">
                {row.about}
              </th>
              {row.cells.everyone ? (
                <td role="cell" colSpan={columns.length}>
                  {everyoneWords(row)}
                </td>
              ) : (
                columns.map((column) => (
                  <Cell key={column.id} of={column.name} words={cellWords(row, column)} />
                ))
              )}
            </tr>
          ))}
      </tbody>
    </table>
  )
}

function Cell({ of, words }: { of: string; words: string }) {
  return (
    <td role="cell" data-empty={!words}>
      <span className={css.cellLabel} aria-hidden>
        {of}:{' '}
      </span>
      {words || <span className={css.soft}>–</span>}
    </td>
  )
}
