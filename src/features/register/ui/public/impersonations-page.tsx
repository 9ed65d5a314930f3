import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { reportOutcomes, type Report } from '../../public/contract.ts'
import { reportsQuery } from './queries.ts'
import { SettleForm } from './settle-form.tsx'
import css from './public.module.css'

/** What people outside reported, and what was found about it. */
export function ImpersonationsPage() {
  const { data, error } = useQuery(reportsQuery)
  const [settling, setSettling] = useState<Report | null>(null)
  const open = data?.reports.filter(({ state }) => state === 'open') ?? []
  const settled = data?.reports.filter(({ state }) => state === 'settled') ?? []
  return (
    <Page
      title="Impersonations"
      lede="Accounts that people say pretend to be ours. Look before you judge: a name alone proves nothing."
      actions={
        <ActionLink to="/public/impersonations" served>
          The public form
        </ActionLink>
      }
    >
      <Stack gap="wide">
        <ProblemAlert error={error} />
        {!data && !error && <Skeleton lines={4} label="Loading the reports" />}
        {data && open.length === 0 && (
          <EmptyState title="Nothing waits">
            Anybody can report an account from the public register. What they say comes here, and the office
            that the policy names is told.
          </EmptyState>
        )}
        {open.length > 0 && <ReportsCard title="To look into" reports={open} onSettle={setSettling} />}
        {settled.length > 0 && <ReportsCard title="Settled" reports={settled} />}
      </Stack>
      <Dialog open={settling !== null} title="What was found?" onClose={() => setSettling(null)}>
        {settling && (
          <SettleForm
            report={settling}
            mayAnswer={data?.mayAnswer ?? false}
            onDone={() => setSettling(null)}
          />
        )}
      </Dialog>
    </Page>
  )
}

interface ReportsCardProps {
  title: string
  reports: Report[]
  onSettle?: (report: Report) => void
}

function ReportsCard({ title, reports, onSettle }: ReportsCardProps) {
  return (
    <Card title={title}>
      <Items label={title}>
        {reports.map((report) => (
          <Item
            key={report.id}
            title={
              <span className={css.address} id={report.id}>
                {report.address}
              </span>
            }
            note={<ReportWords report={report} />}
            end={
              onSettle && (
                <Button variant="outline" size="sm" onClick={() => onSettle(report)}>
                  Settle
                  <span className="visually-hidden"> the report of {report.address}</span>
                </Button>
              )
            }
          />
        ))}
      </Items>
    </Card>
  )
}

function ReportWords({ report }: { report: Report }) {
  const { claim, looksLike, receivedAt, wantsAnswer, outcome, note, settledBy, settledAt, erasedOn } = report
  return (
    <Stack gap="tight">
      <p className={css.claim}>{claim}</p>
      <p>
        Received <DateTime value={receivedAt} style="short" />
        {wantsAnswer && (
          <>
            {' '}
            <Chip level="advise">Wants an answer</Chip>
          </>
        )}
      </p>
      {looksLike && (
        <p>
          Its name looks like that of{' '}
          <ActionLink to={`/accounts/${looksLike.id}`} kind="quiet">
            {looksLike.name}
          </ActionLink>
          .
        </p>
      )}
      {outcome === null ? (
        <HowToReport report={report} />
      ) : (
        <p>
          {reportOutcomes[outcome]}.{' '}
          {settledAt && (
            <>
              Settled <DateTime value={settledAt} style="short" />
              {settledBy && <> by {settledBy}</>}: “{note}”
            </>
          )}
        </p>
      )}
      <p>
        Erased on <DateTime value={erasedOn} style="date" />.
      </p>
    </Stack>
  )
}

function HowToReport({ report: { howToReport, networkName } }: { report: Report }) {
  return (
    <details>
      <summary>Report it to {networkName ?? 'its network'}</summary>
      <p>{howToReport.say}</p>
      {howToReport.url && (
        <p>
          <a href={howToReport.url} rel="noreferrer">
            What the network says about it
          </a>
        </p>
      )}
    </details>
  )
}
