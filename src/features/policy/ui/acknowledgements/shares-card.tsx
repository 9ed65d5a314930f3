import { Card } from '#ui/parts/card.tsx'
import { DataTable } from '#ui/parts/data-table.tsx'
import type { UnitShare } from '../../acknowledgements/contract.ts'
import css from './acknowledgements.module.css'
import { noUnit, shareOf, unitColumns } from './columns.ts'

/** The share of each unit that has confirmed the edition, as bars, and the same as a table. */
export function SharesCard({ units }: { units: UnitShare[] }) {
  return (
    <Card title="By unit">
      <ul className={css.shares}>
        {units.map((share) => (
          <li key={share.unit ?? ''} className={css.share}>
            <span className={css.unit}>{share.unit ?? noUnit}</span>
            <svg className={css.bar} aria-hidden>
              <rect className={css.filled} width={`${shareOf(share)}%`} height="100%" rx="6" />
            </svg>
            <span className={css.count}>
              {share.confirmed} of {share.must} · {shareOf(share)}%
            </span>
          </li>
        ))}
      </ul>
      <details className={css.table}>
        <summary>The same as a table</summary>
        <DataTable
          caption="Share of each unit that has confirmed the edition in force"
          columns={unitColumns.map((column) => ({
            ...column,
            align: column.key === 'unit' ? ('start' as const) : ('end' as const),
          }))}
          rows={units}
          rowKey={({ unit }) => unit ?? ''}
          filterLabel={null}
          csvName="acknowledgements-by-unit"
          empty={null}
        />
      </details>
    </Card>
  )
}
