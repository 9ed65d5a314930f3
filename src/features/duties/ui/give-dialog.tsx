import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import type { z } from 'zod'
import { Offices } from '#features/people/contract.ts'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, SelectField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, type DutyForMe } from '../contract.ts'
import { useDutiesChanged } from './use-duties-changed.ts'

/** Gives a duty to somebody who holds the office. */
export function GiveDialog({ duty, onClose }: { duty: DutyForMe; onClose: () => void }) {
  const deed = useDeed()
  const changed = useDutiesChanged()
  const offices = useQuery({
    queryKey: ['offices'],
    queryFn: ({ signal }) => api.get('/offices', Offices, { signal }),
  })
  const holders = holdersNow(offices.data, duty.office?.id)
  const [chosen, setChosen] = useState<string | null>(null)
  const personId = chosen ?? holders.find(({ value }) => value !== duty.takenBy?.id)?.value ?? ''
  const give = () =>
    deed.run(async () => {
      await api.put(`/duties/${duty.id}/taken-by`, { personId }, Done)
      toast.done('Given, and told.')
      onClose()
      await changed()
    })
  return (
    <Dialog open title={`Who of ${duty.office?.name ?? 'the office'} does this?`} onClose={onClose}>
      <Fields>
        <p>{duty.title}</p>
        {offices.isPending && <Skeleton lines={1} label="Loading who holds the office" />}
        <ProblemAlert error={offices.error} />
        {holders.length > 0 && (
          <SelectField
            label="Give it to"
            data={holders}
            value={personId}
            onChange={setChosen}
            error={deed.field('personId')}
          />
        )}
        <ProblemAlert error={deed.general} />
        <Row align="end">
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={personId === ''} loading={deed.busy} onClick={() => void give()}>
            Give it
          </Button>
        </Row>
      </Fields>
    </Dialog>
  )
}

function holdersNow(offices: z.infer<typeof Offices> | undefined, officeId: string | undefined) {
  const office = offices?.offices.find(({ id }) => id === officeId)
  if (!offices || !office) return []
  return office.holdings
    .filter(({ since, until }) => since <= offices.at && (until === null || until > offices.at))
    .map(({ personId, personName, deputy }) => ({
      value: personId,
      label: deputy ? `${personName} (deputy)` : personName,
    }))
}
