import type { ReactNode } from 'react'
import { DataTable } from './data-table.tsx'
import css from './bars.module.css'

export interface Bar {
  key: string
  label: string
  value: number
  /** The label as a link, or with a chip beside it. */
  render?: ReactNode
}

export interface BarsProps {
  /** Names the table that says the same. */
  caption: string
  /** What a bar counts: "Accounts". */
  of: string
  bars: Bar[]
  /** What a full bar stands for; the longest of them when not given. */
  whole?: number
  csvName: string
  /** Longer lists are cut in the picture; the table has them all. */
  most?: number
}

/** A chart that is read at a glance, and the same as a table. */
export function Bars({ caption, of, bars, whole, csvName, most = 12 }: BarsProps) {
  const full = whole ?? Math.max(1, ...bars.map(({ value }) => value))
  return (
    <div>
      <ul className={css.bars}>
        {bars.slice(0, most).map((bar) => (
          <li key={bar.key} className={css.line}>
            <span className={css.label}>{bar.render ?? bar.label}</span>
            <svg className={css.bar} aria-hidden>
              <rect
                className={css.filled}
                width={`${(100 * bar.value) / Math.max(1, full)}%`}
                height="100%"
                rx="5"
              />
            </svg>
            <span className={css.value}>{bar.value}</span>
          </li>
        ))}
      </ul>
      {bars.length > most && <p className={css.more}>And {bars.length - most} more, in the table.</p>}
      <details className={css.table}>
        <summary>{caption}, as a table</summary>
        <DataTable
          caption={caption}
          columns={[
            {
              key: 'label',
              header: 'What',
              value: ({ label }) => label,
              render: ({ render, label }) => render ?? label,
            },
            { key: 'value', header: of, value: ({ value }) => value, align: 'end' },
          ]}
          rows={bars}
          rowKey={({ key }) => key}
          filterLabel={null}
          csvName={csvName}
          empty={null}
        />
      </details>
    </div>
  )
}
