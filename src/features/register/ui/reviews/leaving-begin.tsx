import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { SearchSelect } from '#ui/parts/search-select.tsx'
import { LeavingPlan } from '../../leaving/contract.ts'
import { refreshReviews } from './queries.ts'

/** Why, until when, and where people go. Nothing happens to the account yet. */
export function BeginCard({ plan }: { plan: LeavingPlan }) {
  const client = useQueryClient()
  const deed = useDeed()
  const [typed, setTyped] = useState({ reason: '', closesOn: '', successorId: null as string | null })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const begin = () =>
    deed.run(async () => {
      await api.post(`/accounts/${plan.account.id}/leaving`, typed, LeavingPlan)
      await refreshReviews(client)
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <Card title="Before you begin">
        <Fields>
          <p>
            Five steps follow, in your own time: the records, a last post, the handle, the register, and what
            is still scheduled. Until you tell the register, the account goes on as it is.
          </p>
          <TextField
            label="Why does it leave?"
            required
            maxLength={500}
            value={typed.reason}
            error={deed.field('reason')}
            onChange={(reason) => set({ reason })}
          />
          <TextField
            label="Closed on"
            type="date"
            required
            min={plan.today}
            hint="On that day it is closed by itself, if every step is done."
            value={typed.closesOn}
            error={deed.field('closesOn')}
            onChange={(closesOn) => set({ closesOn })}
          />
          <SuccessorField
            plan={plan}
            value={typed.successorId}
            error={deed.field('successorId')}
            onChange={(successorId) => set({ successorId })}
          />
          <ProblemAlert error={deed.general} />
          <Row>
            <Button type="submit" loading={deed.busy}>
              Begin
            </Button>
          </Row>
        </Fields>
      </Card>
    </form>
  )
}

interface SuccessorFieldProps {
  plan: LeavingPlan
  value: string | null
  error: string | undefined
  onChange: (id: string | null) => void
}

/** Where the public register sends people. */
export function SuccessorField({ plan, value, error, onChange }: SuccessorFieldProps) {
  return (
    <SearchSelect
      label="Where people find us from then on"
      hint="The public register and the last post say so. Leave it empty where there is nothing."
      clearable
      data={plan.others.map(({ id, name, handle, networkName }) => ({
        value: id,
        label: `${name} on ${networkName} (@${handle})`,
      }))}
      value={value}
      error={error}
      onChange={onChange}
    />
  )
}
