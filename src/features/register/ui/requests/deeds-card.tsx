import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { RequestView } from '../../requests/contract.ts'
import { requestIs } from './queries.ts'
import css from './requests.module.css'

/** What whoever asked can do with it now: appeal, or take it back. */
export function DeedsCard({ view }: { view: RequestView }) {
  return (
    <>
      {view.may.appeal && <AppealCard view={view} />}
      {view.may.withdraw && <WithdrawCard view={view} />}
    </>
  )
}

function AppealCard({ view }: { view: RequestView }) {
  const deed = useDeed()
  const client = useQueryClient()
  const [reasons, setReasons] = useState('')
  const appeal = async () => {
    await requestIs(client, await api.post(`/requests/${view.id}/appeal`, { reasons }, RequestView))
    toast.done('Your appeal is before another office.')
  }
  return (
    <Card title="Appeal against it">
      <p className={css.note}>
        Once,{' '}
        {view.may.appealUntil && (
          <>
            until <DateTime value={view.may.appealUntil} style="date" />,{' '}
          </>
        )}
        and nobody who decided before decides on it. What they decide is final.
      </p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void deed.run(appeal)
        }}
      >
        <Fields>
          <TextArea
            label="Why the decision should be another"
            required
            error={deed.field('reasons')}
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5000}
            value={reasons}
            onChange={setReasons}
          />
          <ProblemAlert error={deed.general} />
          <div>
            <Button type="submit" variant="outline" loading={deed.busy}>
              Appeal
            </Button>
          </div>
        </Fields>
      </form>
    </Card>
  )
}

function WithdrawCard({ view }: { view: RequestView }) {
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const withdraw = async () => {
    await requestIs(client, await api.post(`/requests/${view.id}/withdrawal`, { reason }, RequestView))
    toast.done('The request is withdrawn.')
  }
  return (
    <Card title="Take it back">
      <p className={css.note}>The offices are told that they need not answer any more.</p>
      <Button variant="outline" size="sm" onClick={() => setAsking(true)}>
        Withdraw the request
      </Button>
      <ConfirmDialog
        open={asking}
        title="Withdraw this request?"
        confirmLabel="Withdraw it"
        danger
        onConfirm={withdraw}
        onClose={() => setAsking(false)}
      >
        <p>Nobody decides on it then. You can make another at any time.</p>
        <TextArea
          label="Why, if you like"
          value={reason}
          maxLength={5000}
          minRows={2}
          autosize
          onChange={setReason}
        />
      </ConfirmDialog>
    </Card>
  )
}
