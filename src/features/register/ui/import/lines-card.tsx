import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { SelectField } from '#ui/parts/fields.tsx'
import { useLinePages } from '#ui/parts/line-pages.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { importFields, type ImportLine, type ImportView } from '../../import/contract.ts'
import { linesQuery, type LinesWanted } from './queries.ts'
import { verdictWords } from './words.ts'
import css from './import.module.css'

const wordOf = ({ verdict, done }: ImportLine): string => verdictWords[verdict][done ? 'after' : 'before']

const columns: Column<ImportLine>[] = [
  {
    key: 'title',
    header: 'Account',
    value: ({ title }) => title,
    render: ({ title, accountId }) =>
      accountId ? (
        <Link to="/accounts/$accountId" params={{ accountId }}>
          {title}
        </Link>
      ) : (
        title
      ),
    sortable: false,
  },
  { key: 'line', header: 'Line', value: ({ line }) => line, align: 'end', sortable: false },
  {
    key: 'verdict',
    header: 'What becomes of it',
    value: wordOf,
    render: (line) => <Chip level={verdictWords[line.verdict].level}>{wordOf(line)}</Chip>,
    sortable: false,
  },
  {
    key: 'notes',
    header: 'Why, and what to do',
    value: ({ notes }) => notes.map(({ say }) => say).join(' '),
    render: (line) => <Notes line={line} />,
    sortable: false,
  },
]

function Notes({ line: { changes, notes } }: { line: ImportLine }) {
  if (changes.length + notes.length === 0) return <>–</>
  const labelOf = (id: string) => importFields.find((field) => field.id === id)?.label ?? id
  return (
    <ul className={css.notes}>
      {changes.map((change) => (
        <li key={change}>{change}</li>
      ))}
      {notes.map(({ field, say, fix }) => (
        <li key={say}>
          {field && <strong>{labelOf(field)}: </strong>}
          {say} {fix}
        </li>
      ))}
    </ul>
  )
}

/** Line by line, some at a time. */
export function LinesCard({ view }: { view: ImportView }) {
  const { counts } = view
  const [verdict, setVerdict] = useState<LinesWanted['verdict']>(counts['left-out'] > 0 ? 'left-out' : '')
  const pages = useLinePages()
  const { data, error } = useQuery(
    linesQuery(view.id, { verdict, after: pages.after }, `${view.state} ${JSON.stringify(counts)}`),
  )
  const label = (key: keyof typeof verdictWords) =>
    `${verdictWords[key][view.state === 'done' ? 'after' : 'before']} (${counts[key]})`
  return (
    <Card title="Line by line">
      <Stack>
        <Row>
          <SelectField
            label="Show"
            value={verdict}
            data={[
              { value: '', label: `All lines (${view.lines})` },
              ...(Object.keys(verdictWords) as (keyof typeof verdictWords)[]).map((key) => ({
                value: key,
                label: label(key),
              })),
              { value: 'warned', label: `With something to look at (${counts.warned})` },
            ]}
            onChange={(value) => {
              pages.reset()
              setVerdict(value as LinesWanted['verdict'])
            }}
          />
        </Row>
        <ProblemAlert error={error} />
        {data && (
          <DataTable
            caption="What becomes of each line"
            columns={columns}
            rows={data.lines}
            rowKey={({ line }) => String(line)}
            filterLabel={null}
            csvName={null}
            empty={<p>No line of this kind.</p>}
          />
        )}
        {pages.buttons(data?.next ?? null)}
      </Stack>
    </Card>
  )
}
