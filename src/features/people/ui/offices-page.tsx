import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import { Done, type Holding, type Office } from '../contract.ts'
import { HoldingDialog, OfficeDialog } from './office-dialogs.tsx'
import { officesQuery } from './queries.ts'

const isNow = (holding: Holding, now: string): boolean =>
  holding.since <= now && (holding.until === null || holding.until > now)

export function OfficesPage() {
  const queries = useQueryClient()
  const offices = useQuery(officesQuery)
  const manages = useMay('offices.manage')
  const [adding, setAdding] = useState(false)
  const [giving, setGiving] = useState<Office | null>(null)
  const [ending, setEnding] = useState<Holding | null>(null)
  async function refresh() {
    await queries.invalidateQueries({ queryKey: ['offices'] })
    await queries.invalidateQueries({ queryKey: ['people'] })
  }
  const list = offices.data?.offices ?? []
  return (
    <Page
      title="Offices"
      lede="Posts that the policy gives a duty to, and who holds them. A deputy acts when the holder can’t."
      actions={manages && <Button onClick={() => setAdding(true)}>Add an office</Button>}
    >
      {offices.isPending && <Skeleton lines={6} label="Loading offices" />}
      <ProblemAlert error={offices.error} />
      {offices.data && list.length === 0 && (
        <EmptyState title="No office yet">
          The policy speaks of offices such as “Digital Marketing Officer”. Add those that your policy names,
          then say who holds them: duties and approvals go there.
        </EmptyState>
      )}
      <Stack>
        {list.map((office) => (
          <OfficeCard
            key={office.id}
            office={office}
            onGive={manages ? () => setGiving(office) : null}
            onEnd={manages ? setEnding : null}
          />
        ))}
      </Stack>
      <OfficeDialog open={adding} onClose={() => setAdding(false)} onDone={refresh} />
      {giving && <HoldingDialog office={giving} onClose={() => setGiving(null)} onDone={refresh} />}
      <ConfirmDialog
        open={ending !== null}
        title={`Does ${ending?.personName ?? ''} no longer hold this office?`}
        confirmLabel="End it today"
        onConfirm={async () => {
          await api.patch(`/office-holdings/${ending?.id}`, { until: new Date().toISOString() }, Done)
          await refresh()
        }}
        onClose={() => setEnding(null)}
      >
        <p>That they held it until now stays known.</p>
      </ConfirmDialog>
    </Page>
  )
}

interface OfficeCardProps {
  office: Office
  onGive: (() => void) | null
  onEnd: ((holding: Holding) => void) | null
}

function OfficeCard({ office, onGive, onEnd }: OfficeCardProps) {
  const [now] = useState(() => new Date().toISOString())
  const held = office.holdings.filter((holding) => isNow(holding, now))
  const vacant = held.every((holding) => holding.deputy)
  const give = onGive && (
    <Button size="sm" variant="outline" onClick={onGive}>
      Name somebody<span className="visually-hidden"> for {office.name}</span>
    </Button>
  )
  return (
    <Card
      title={office.name}
      aside={
        <Row align="end">
          {office.example && <Chip>Example</Chip>}
          {vacant && <Chip level="advise">Nobody holds it</Chip>}
          {give}
        </Row>
      }
    >
      {office.about && <p>{office.about}</p>}
      <Items label={`Who holds ${office.name}`}>
        {held.map((holding) => (
          <Item
            key={holding.id}
            title={holding.personName}
            note={
              <>
                {holding.deputy ? 'Deputy since ' : 'Since '}
                <DateTime value={holding.since} style="date" />
                {holding.until && (
                  <>
                    {' until '}
                    <DateTime value={holding.until} style="date" />
                  </>
                )}
              </>
            }
            end={
              onEnd && (
                <Button size="sm" variant="subtle" onClick={() => onEnd(holding)}>
                  End<span className="visually-hidden"> for {holding.personName}</span>
                </Button>
              )
            }
          />
        ))}
      </Items>
    </Card>
  )
}
