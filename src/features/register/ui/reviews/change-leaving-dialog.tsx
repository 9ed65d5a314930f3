import { useState } from 'react'
import { api } from '#ui/api.ts'
import { LeavingPlan, type LeavingView } from '../../leaving/contract.ts'
import { FormDialog } from './form-dialog.tsx'
import { DayField, SuccessorField } from './leaving-begin.tsx'

interface ChangeLeavingProps {
  plan: LeavingPlan
  leaving: LeavingView
  onClose: () => void
}

/** Another day, or another place to send people to. */
export function ChangeLeavingDialog({ plan, leaving, onClose }: ChangeLeavingProps) {
  const [typed, setTyped] = useState({
    closesOn: leaving.closesOn ?? '',
    successorId: plan.successor?.id ?? null,
  })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  // The place that it is has left the list where that account is on its way out itself.
  const moved = typed.successorId !== (plan.successor?.id ?? null)
  const send = () =>
    api.patch(
      `/accounts/${plan.account.id}/leaving`,
      {
        version: leaving.version,
        closesOn: typed.closesOn,
        ...(moved ? { successorId: typed.successorId } : {}),
      },
      LeavingPlan,
    )
  return (
    <FormDialog
      title="Its day, and where people go"
      submit="Keep this"
      done="It is kept."
      values={typed}
      send={send}
      onClose={onClose}
    >
      {(field) => (
        <>
          <DayField
            plan={plan}
            value={typed.closesOn}
            error={field('closesOn')}
            onChange={(closesOn) => set({ closesOn })}
          />
          <SuccessorField
            plan={plan}
            value={typed.successorId}
            error={field('successorId')}
            onChange={(successorId) => set({ successorId })}
          />
        </>
      )}
    </FormDialog>
  )
}
