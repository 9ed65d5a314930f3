import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import { Done, type Holding, type Office, type OfficeInPolicy } from '../contract.ts'
import { HoldingDialog } from './holding-dialog.tsx'
import { OfficeCard } from './office-card.tsx'
import { OfficeDialog, type OfficeToKeep } from './office-dialog.tsx'
import { officesQuery } from './queries.ts'

export function OfficesPage() {
  const offices = useQuery(officesQuery)
  const manages = useMay('offices.manage')
  const [keeping, setKeeping] = useState<OfficeToKeep | null>(null)
  const [giving, setGiving] = useState<Office | null>(null)
  const [ending, setEnding] = useState<Holding | null>(null)
  const list = offices.data?.offices ?? []
  const named = offices.data?.named ?? []
  const wanting = named.filter(({ id }) => !list.some((office) => office.id === id))
  return (
    <Page
      title="Offices"
      lede="Posts that the policy gives a duty to, and who holds them. A deputy acts when the holder can’t."
      actions={
        manages && <Button onClick={() => setKeeping({ known: null, named: null })}>Add an office</Button>
      }
    >
      {offices.isPending && <Skeleton lines={6} label="Loading offices" />}
      <ProblemAlert error={offices.error} />
      {offices.data && list.length === 0 && wanting.length === 0 && (
        <EmptyState title="No office yet">
          The policy speaks of offices such as “Digital Marketing Officer”. Add those that your policy names,
          then say who holds them: duties and approvals go there.
        </EmptyState>
      )}
      <Stack>
        <WantingCard
          wanting={wanting}
          onAdd={manages ? (office) => setKeeping({ known: null, named: office }) : null}
        />
        {list.map((office) => (
          <OfficeCard
            key={office.id}
            office={office}
            named={named.find(({ id }) => id === office.id)}
            now={offices.data?.at ?? ''}
            deeds={
              manages
                ? {
                    give: () => setGiving(office),
                    change: () => setKeeping({ known: office }),
                    end: setEnding,
                  }
                : null
            }
          />
        ))}
      </Stack>
      <Dialogs
        keeping={keeping}
        giving={giving}
        ending={ending}
        onClose={() => {
          setKeeping(null)
          setGiving(null)
          setEnding(null)
        }}
      />
    </Page>
  )
}

interface WantingCardProps {
  wanting: OfficeInPolicy[]
  onAdd: ((office: OfficeInPolicy) => void) | null
}

/** Offices that the policy in force counts on and that nobody has entered yet. */
function WantingCard({ wanting, onAdd }: WantingCardProps) {
  if (wanting.length === 0) return null
  return (
    <Card title="Named by the policy, not here yet">
      <Stack gap="tight">
        <p>
          What the policy sends to these offices reaches nobody until they are added and somebody holds them.
        </p>
        <Items label="Offices that the policy names and that are not here yet">
          {wanting.map((office) => (
            <Item
              key={office.id}
              title={office.name}
              note={office.about}
              end={
                onAdd && (
                  <Button size="sm" variant="outline" onClick={() => onAdd(office)}>
                    Add<span className="visually-hidden"> {office.name}</span>
                  </Button>
                )
              }
            />
          ))}
        </Items>
      </Stack>
    </Card>
  )
}

interface DialogsProps {
  keeping: OfficeToKeep | null
  giving: Office | null
  ending: Holding | null
  onClose: () => void
}

function Dialogs({ keeping, giving, ending, onClose }: DialogsProps) {
  const queries = useQueryClient()
  async function refresh() {
    await queries.invalidateQueries({ queryKey: ['offices'] })
    await queries.invalidateQueries({ queryKey: ['people'] })
  }
  return (
    <>
      {keeping && <OfficeDialog office={keeping} onClose={onClose} onDone={refresh} />}
      {giving && <HoldingDialog office={giving} onClose={onClose} onDone={refresh} />}
      <ConfirmDialog
        open={ending !== null}
        title={`Does ${ending?.personName ?? ''} no longer hold this office?`}
        confirmLabel="End it today"
        onConfirm={async () => {
          await api.patch(`/office-holdings/${ending?.id}`, { until: new Date().toISOString() }, Done)
          await refresh()
        }}
        onClose={onClose}
      >
        <p>That they held it until now stays known.</p>
      </ConfirmDialog>
    </>
  )
}
