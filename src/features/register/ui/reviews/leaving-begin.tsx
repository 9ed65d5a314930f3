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
import { CloseNowDialog } from './close-now-dialog.tsx'
import { useFieldErrors } from './field-errors.ts'
import { refreshReviews } from './queries.ts'
import css from './reviews.module.css'

/** Why, until when, and where people go. Nothing happens to the account yet. */
export function BeginCard({ plan }: { plan: LeavingPlan }) {
  const client = useQueryClient()
  const deed = useDeed()
  const [typed, setTyped] = useState({ reason: '', closesOn: '', successorId: null as string | null })
  const errors = useFieldErrors(deed, typed)
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const begin = () =>
    deed.run(async () => {
      errors.sending()
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
            label="Why is it closed?"
            required
            maxLength={500}
            value={typed.reason}
            error={errors.field('reason')}
            onChange={(reason) => set({ reason })}
          />
          <DayField
            plan={plan}
            value={typed.closesOn}
            error={errors.field('closesOn')}
            onChange={(closesOn) => set({ closesOn })}
          />
          <SuccessorField
            plan={plan}
            value={typed.successorId}
            error={errors.field('successorId')}
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

/** For an account that the network took away, or that nobody ever used. */
export function AtOnceCard({ plan }: { plan: LeavingPlan }) {
  const [asking, setAsking] = useState(false)
  return (
    <Card title="There is nothing left to see to?">
      <p className={css.quiet}>
        If the network has taken the account away, or nobody ever used it, close it at once. The log then says
        that its steps were not taken.
      </p>
      <Row>
        <Button variant="outline" color="danger" size="sm" onClick={() => setAsking(true)}>
          Close it at once
        </Button>
      </Row>
      {asking && <CloseNowDialog account={plan.account} onClose={() => setAsking(false)} />}
    </Card>
  )
}

interface FieldProps<Value> {
  plan: LeavingPlan
  value: Value
  error: string | undefined
  onChange: (value: Value) => void
}

export function DayField({ plan, ...field }: FieldProps<string>) {
  return (
    <TextField
      label="Closed on"
      type="date"
      required
      min={plan.today}
      hint="On that day it is closed by itself, if every step is done."
      {...field}
    />
  )
}

/** Where the public register sends people. */
export function SuccessorField({ plan, ...field }: FieldProps<string | null>) {
  return (
    <SearchSelect
      label="Where people find us from then on"
      hint="The public register and the last post say so. Leave it empty where there is nothing."
      clearable
      data={plan.others.map(({ id, name, handle, networkName }) => ({
        value: id,
        label: `${name} on ${networkName} (@${handle})`,
      }))}
      {...field}
    />
  )
}
