import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Account, type AccountDetail } from '../../contract.ts'
import { refreshAccounts } from '../queries.ts'
import css from './life.module.css'

/** What the account is to reach, and how that is measured. */
export function ObjectiveCard({ account }: { account: AccountDetail }) {
  const [open, setOpen] = useState(false)
  const { objective } = account
  return (
    <Card title="Objective">
      {objective ? (
        <>
          <p>{objective.objective}</p>
          <dl className={css.facts}>
            <div>
              <dt>Measured by</dt>
              <dd>{objective.metric}</dd>
            </div>
            {objective.baseline && (
              <div>
                <dt>At the beginning</dt>
                <dd>{objective.baseline}</dd>
              </div>
            )}
            {objective.target && (
              <div>
                <dt>Target</dt>
                <dd>{objective.target}</dd>
              </div>
            )}
            {objective.due && (
              <div>
                <dt>By</dt>
                <dd>
                  <DateTime value={`${objective.due}T12:00:00Z`} style="date" />
                </dd>
              </div>
            )}
          </dl>
        </>
      ) : (
        <p className={css.quiet}>Nobody has said yet what this account is to reach.</p>
      )}
      {account.may.edit && (
        <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
          {objective ? 'Set another objective' : 'Set an objective'}
        </Button>
      )}
      {open && <ObjectiveDialog account={account} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function ObjectiveDialog({ account, onClose }: { account: AccountDetail; onClose: () => void }) {
  const client = useQueryClient()
  const deed = useDeed()
  const before = account.objective
  const [typed, setTyped] = useState({
    objective: before?.objective ?? '',
    metric: before?.metric ?? '',
    baseline: before?.baseline ?? '',
    target: before?.target ?? '',
    due: before?.due ?? '',
  })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const save = () =>
    deed.run(async () => {
      await api.put(`/accounts/${account.id}/objective`, { ...typed, due: typed.due || null }, Account)
      await refreshAccounts(client)
      toast.done('The objective is set.')
      onClose()
    })
  return (
    <Dialog open title={`What is ${account.displayName} to reach?`} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          <TextArea
            label="Objective"
            required
            hint="Such as: more applicants from Wales find the course pages"
            autosize
            minRows={2}
            maxLength={500}
            value={typed.objective}
            error={deed.field('objective')}
            onChange={(objective) => set({ objective })}
          />
          <TextField
            label="Measured by"
            required
            hint="Such as: visits from here to the course pages a month"
            value={typed.metric}
            error={deed.field('metric')}
            onChange={(metric) => set({ metric })}
          />
          <TextField
            label="Now"
            value={typed.baseline}
            error={deed.field('baseline')}
            onChange={(baseline) => set({ baseline })}
          />
          <TextField
            label="Target"
            value={typed.target}
            error={deed.field('target')}
            onChange={(target) => set({ target })}
          />
          <TextField
            label="By"
            type="date"
            value={typed.due}
            error={deed.field('due')}
            onChange={(due) => set({ due })}
          />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              Set the objective
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
