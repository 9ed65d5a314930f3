import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DataTable, type Column } from '#ui/parts/data-table.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import {
  Reminded,
  type AcknowledgementReport,
  type PersonToAcknowledge,
} from '../../acknowledgements/contract.ts'
import { noUnit, personColumns, stateWords } from './columns.ts'
import { acknowledgementReportQuery } from './queries.ts'
import { SharesCard } from './shares-card.tsx'

/** Who has to confirm the edition in force, who has, and a letter to those who have not. */
export function AcknowledgementsPage() {
  const { data: report, error } = useQuery(acknowledgementReportQuery)
  const [reminding, remind] = useState<PersonToAcknowledge[] | null>(null)
  const [unit, setUnit] = useState('')
  const chosen = (report?.people ?? []).filter((person) => isOf(person, unit))
  const waiting = chosen.filter(({ state, example }) => state === 'waiting' && !example)
  return (
    <Page
      title="Who has read the policy"
      lede={report && <Lede report={report} />}
      actions={
        report?.mail &&
        waiting.length > 0 && (
          <Button onClick={() => remind(waiting)}>Remind those who have not{unit && ' in this unit'}</Button>
        )
      }
    >
      <ProblemAlert error={error} />
      {!report && !error && <Skeleton lines={8} label="Loading who has read the policy" />}
      {report && !report.asked && (
        <EmptyState title="The policy in force asks nobody to confirm it">
          A control with the subject “person”, at the moment “sign-in”, that requires an acknowledgement says
          who has to. Write it in the next edition.
        </EmptyState>
      )}
      {report?.asked && (
        <Stack gap="wide">
          {!report.mail && (
            <Callout level="advise" title="No mail server is set">
              People are asked on every page, but nobody by letter. Whoever runs Rostrum can set
              ROSTRUM_MAIL_URL.
            </Callout>
          )}
          <SharesCard units={report.units} />
          <PeopleTable people={chosen} report={report} unit={unit} onUnit={setUnit} />
        </Stack>
      )}
      <RemindDialog people={reminding} everybody={unit === ''} onClose={() => remind(null)} />
    </Page>
  )
}

const isOf = ({ units }: PersonToAcknowledge, unit: string): boolean =>
  unit === '' || (unit === noUnit ? units.length === 0 : units.includes(unit))

function Lede({ report: { edition, confirmed, must, asked } }: { report: AcknowledgementReport }) {
  return (
    <>
      Edition {edition.edition} of “{edition.title}”, in force since{' '}
      <DateTime value={edition.inForceFrom} style="date" />
      {asked && ` · ${confirmed} of ${must} have confirmed it`}
    </>
  )
}

const levels = { confirmed: 'ok', waiting: 'advise', 'not-joined': 'neutral' } as const

const looks: Record<string, Partial<Column<PersonToAcknowledge>>> = {
  state: {
    render: ({ state, example }) => (
      <Row>
        <Chip level={levels[state]}>{stateWords[state]}</Chip>
        {example && <Chip>Example</Chip>}
      </Row>
    ),
  },
  confirmed: {
    render: ({ acknowledgedAt }) =>
      acknowledgedAt ? <DateTime value={acknowledgedAt} style="short" /> : '–',
  },
  letter: {
    render: ({ remindedAt, askedAt }) => {
      const last = remindedAt ?? askedAt
      return last ? <DateTime value={last} style="short" /> : '–'
    },
  },
  reminders: { align: 'end' },
}
const columns: Column<PersonToAcknowledge>[] = personColumns.map((column) => ({
  ...column,
  ...looks[column.key],
}))

function PeopleTable(props: {
  people: PersonToAcknowledge[]
  report: AcknowledgementReport
  unit: string
  onUnit: (unit: string) => void
}) {
  const [state, setState] = useState('')
  const units = props.report.units.map(({ unit }) => unit ?? noUnit)
  return (
    <DataTable
      caption="People who have to confirm the edition in force"
      columns={columns}
      rows={props.people.filter((person) => state === '' || person.state === state)}
      rowKey={({ id }) => id}
      csvName="acknowledgements"
      narrowed
      tools={
        <>
          <SelectField
            label="State"
            value={state}
            onChange={setState}
            data={[
              { value: '', label: 'All' },
              ...Object.entries(stateWords).map(([value, label]) => ({ value, label })),
            ]}
          />
          <SelectField
            label="Unit"
            value={props.unit}
            onChange={props.onUnit}
            data={[{ value: '', label: 'All' }, ...units.map((name) => ({ value: name, label: name }))]}
          />
        </>
      }
      empty={<p>Nobody in this choice.</p>}
    />
  )
}

interface RemindDialogProps {
  people: PersonToAcknowledge[] | null
  everybody: boolean
  onClose: () => void
}

function RemindDialog({ people, everybody, onClose }: RemindDialogProps) {
  const queries = useQueryClient()
  const send = async () => {
    const personIds = everybody ? null : (people ?? []).map(({ id }) => id)
    const { letters, today } = await api.post('/policy/acknowledgements/reminders', { personIds }, Reminded)
    await queries.invalidateQueries({ queryKey: acknowledgementReportQuery.queryKey })
    const left = today > 0 ? ` ${today} had a letter today already and were left out.` : ''
    toast.done(`${letters === 1 ? 'One letter goes' : `${letters} letters go`} out.${left}`)
  }
  const number = people?.length ?? 0
  return (
    <ConfirmDialog
      open={people !== null}
      title={number === 1 ? 'Remind one person?' : `Remind ${number} people?`}
      confirmLabel="Send the letters"
      onConfirm={send}
      onClose={onClose}
    >
      Each has a letter with a link to the policy. Whoever had one today is left out.
    </ConfirmDialog>
  )
}
