import { useQuery } from '@tanstack/react-query'
import { Card } from '#ui/parts/card.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { PermissionTable } from '../contract.ts'
import { permissionsQuery } from './queries.ts'
import css from './people.module.css'

const words = { yes: 'Yes', own: 'For their accounts' } as const

/** The table that the code enforces, drawn from it. */
export function PermissionsPage() {
  const table = useQuery(permissionsQuery)
  return (
    <Page
      title="Who can do what"
      lede="This is the very table that Rostrum enforces. Nobody approves their own post, whatever they hold."
    >
      {table.isPending && <Skeleton lines={8} label="Loading the table" />}
      <ProblemAlert error={table.error} />
      {table.data && (
        <Card>
          <Table table={table.data} />
        </Card>
      )}
    </Page>
  )
}

function Table({ table }: { table: PermissionTable }) {
  const columns = table.columns.filter((column) => column.id !== 'everyone')
  return (
    <table role="table" className={css.permissions}>
      <caption className="visually-hidden">Permissions, one a row, and who has them</caption>
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
        {table.rows.map((row) => (
          <tr role="row" key={row.permission}>
            <th role="rowheader" scope="row">
              {row.about}
            </th>
            {row.cells.everyone ? (
              <td role="cell" colSpan={columns.length}>
                Everybody who is signed in
              </td>
            ) : (
              columns.map((column) => <Cell key={column.id} of={column.name} value={row.cells[column.id]} />)
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell({ of, value }: { of: string; value: 'yes' | 'own' | null | undefined }) {
  return (
    <td role="cell" data-empty={!value}>
      <span className={css.cellLabel} aria-hidden>
        {of}:{' '}
      </span>
      {value ? words[value] : <span className={css.soft}>–</span>}
    </td>
  )
}
