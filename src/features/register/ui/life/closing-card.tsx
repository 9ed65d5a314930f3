import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { CheckboxField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Account, type AccountDetail } from '../../contract.ts'
import type { ClosingStep, ClosingStepId } from '../../life/contract.ts'
import { refreshAccounts } from '../queries.ts'
import { lifeQuery } from './queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import css from './life.module.css'

const steps: Record<ClosingStepId, { label: string; hint: string }> = {
  signpost: {
    label: 'A last post says where to go',
    hint: 'Published on the network itself and pinned, if it pins posts.',
  },
  posts: { label: 'No post waits', hint: 'Taken off the schedule, or sent from another account.' },
  network: {
    label: 'The handle is kept',
    hint: 'The account stays signed for on the network, so that nobody else takes its name.',
  },
  records: { label: 'Its records are exported', hint: 'On the page Records, by the name of the account.' },
}

/** What is seen to before an account is closed. */
export function ClosingCard({ account }: { account: AccountDetail }) {
  const life = useQuery(lifeQuery(account.id)).data
  const [asking, setAsking] = useState<'close' | 'give-up' | null>(null)
  if (!life?.closing) return null
  const { closing, may } = life
  const left = closing.steps.filter((step) => !step.done).length
  return (
    <Card title="Closing the account">
      {account.stateReason && <p>{account.stateReason}</p>}
      <ul className={css.steps}>
        {closing.steps.map((step) => (
          <li key={step.id}>
            <StepLine account={account} step={step} waiting={closing.postsWaiting} />
          </li>
        ))}
      </ul>
      {may.close && (
        <Row>
          <Button onClick={() => setAsking('close')}>
            {left === 0 ? 'Close it now' : 'Close it all the same'}
          </Button>
          <Button variant="outline" onClick={() => setAsking('give-up')}>
            Keep it after all
          </Button>
        </Row>
      )}
      {asking === 'close' && <CloseDialog account={account} left={left} onClose={() => setAsking(null)} />}
      {asking === 'give-up' && (
        <ReasonDialog
          title={`Keep ${account.displayName}?`}
          label="Why does it stay?"
          confirmLabel="Keep it"
          done="The account is active again."
          deed={(reason) => api.post(`/accounts/${account.id}/winding-up/given-up`, { reason }, Account)}
          onClose={() => setAsking(null)}
        >
          <p>It is active again, and posts go out from it.</p>
        </ReasonDialog>
      )}
    </Card>
  )
}

function StepLine({
  account,
  step,
  waiting,
}: {
  account: AccountDetail
  step: ClosingStep
  waiting: number
}) {
  const client = useQueryClient()
  const deed = useDeed()
  const { label, hint } = steps[step.id]
  if (step.id === 'posts')
    return (
      <>
        <CheckboxField label={label} hint={hint} checked={step.done} disabled onChange={() => {}} />
        {waiting > 0 && (
          <p className={css.quiet}>
            {waiting === 1 ? '1 post still waits. ' : `${waiting} posts still wait. `}
            <ActionLink to="/posts" size="sm">
              See the posts
            </ActionLink>
          </p>
        )}
      </>
    )
  const mark = (done: boolean) =>
    deed.run(async () => {
      await api.put(`/accounts/${account.id}/winding-up/steps/${step.id}`, { done, note: '' }, Account)
      await refreshAccounts(client)
    })
  return (
    <>
      <CheckboxField
        label={label}
        hint={hint}
        // What was chosen shows at once; the answer follows.
        checked={deed.busy ? !step.done : step.done}
        disabled={!account.may.edit}
        onChange={(done) => void mark(done)}
      />
      {step.at && (
        <p className={css.quiet}>
          {step.by ?? 'Rostrum'}, <DateTime value={step.at} style="short" />
        </p>
      )}
      <ProblemAlert error={deed.fault} />
    </>
  )
}

interface CloseDialogProps {
  account: AccountDetail
  /** How many steps are not done. */
  left: number
  onClose: () => void
}

export function CloseDialog({ account, left, onClose }: CloseDialogProps) {
  return (
    <ReasonDialog
      title={`Close ${account.displayName}?`}
      label="Why is it closed?"
      confirmLabel="Close the account"
      done="The account is closed."
      danger
      deed={(reason) =>
        api.post(`/accounts/${account.id}/closing`, { version: account.version, reason }, Account)
      }
      onClose={onClose}
    >
      {left > 0 && <p>{left === 1 ? 'One step is not done yet.' : `${left} steps are not done yet.`}</p>}
      <p>This can’t be undone here. On the network itself the account stays as it is.</p>
    </ReasonDialog>
  )
}
