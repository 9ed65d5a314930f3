import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Account, type AccountDetail } from '../../contract.ts'
import { refreshAccounts } from '../queries.ts'
import { lifeQuery } from './queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import css from './life.module.css'

/** Where an account stands now: what keeps it from publishing, and what comes next. Nothing where all is well. */
export function NowCards({ account }: { account: AccountDetail }) {
  const life = useQuery(lifeQuery(account.id))
  if (!life.data) return <ProblemAlert error={life.error} />
  const { stops, may } = life.data
  return (
    <>
      <StateNote account={account} mayOpen={may.open} />
      {account.paused && <PauseNote account={account} mayResume={may.resume} />}
      {stops.map((stop) => (
        <Callout key={stop.say} level="refuse" title="Nothing is published from it">
          <p>{stop.say}</p>
          <p>
            {stop.fix} <ClauseRef clause={stop.clause} />
          </p>
        </Callout>
      ))}
      <FindingsCard accountId={account.id} />
    </>
  )
}

const words: Partial<Record<AccountDetail['state'], { title: string; next: string }>> = {
  proposed: { title: 'Asked for', next: 'Its request has not been looked at yet.' },
  'in-review': { title: 'In review', next: 'The offices that the policy names are looking at its request.' },
  approved: { title: 'Approved', next: 'Connect it to its network; then it is active.' },
  dormant: { title: 'Dormant', next: 'Its next post makes it active again.' },
  refused: { title: 'Refused', next: 'The request says why, and how to appeal.' },
}

function StateNote({ account, mayOpen }: { account: AccountDetail; mayOpen: boolean }) {
  const [opening, setOpening] = useState(false)
  const said = words[account.state]
  if (!said) return null
  return (
    <Callout level={account.state === 'refused' ? 'refuse' : 'advise'} title={said.title}>
      {account.stateReason && <p>{account.stateReason}</p>}
      <p>{said.next}</p>
      {mayOpen && (
        <Button variant="outline" size="sm" onClick={() => setOpening(true)}>
          It is open already…
        </Button>
      )}
      {opening && (
        <ReasonDialog
          title={`Is ${account.displayName} open?`}
          label="How do you know?"
          confirmLabel="It is open"
          done="The account is active."
          deed={(reason) => api.post(`/accounts/${account.id}/opening`, { reason }, Account)}
          onClose={() => setOpening(false)}
        >
          <p>
            For a network that Rostrum is not connected with: the account is there, and its people use it.
          </p>
        </ReasonDialog>
      )}
    </Callout>
  )
}

function PauseNote({ account, mayResume }: { account: AccountDetail; mayResume: boolean }) {
  const client = useQueryClient()
  const deed = useDeed()
  const { paused } = account
  if (!paused) return null
  const resume = () =>
    deed.run(async () => {
      await api.delete(`/accounts/${account.id}/pause`, Account)
      await refreshAccounts(client)
      toast.done('The pause has ended.')
    })
  return (
    <Callout level="hold" title="Paused: nothing goes out">
      {paused.reason && <p>{paused.reason}</p>}
      <p className={css.quiet}>
        {paused.by ?? 'Rostrum'}, <DateTime value={paused.at} style="short" />
      </p>
      {mayResume && (
        <Row>
          <Button variant="outline" size="sm" loading={deed.busy} onClick={() => void resume()}>
            End the pause
          </Button>
        </Row>
      )}
      <ProblemAlert error={deed.fault} />
    </Callout>
  )
}

function FindingsCard({ accountId }: { accountId: string }) {
  const findings = useQuery(lifeQuery(accountId)).data?.findings ?? []
  if (findings.length === 0) return null
  return (
    <Card title="What the policy finds">
      <Items>
        {findings.map((finding) => (
          <Item
            key={finding.control}
            title={finding.say}
            note={
              <>
                <ClauseRef
                  clause={finding.clause}
                  label={`clause ${finding.clause} · ${finding.clauseTitle}`}
                />{' '}
                since <DateTime value={finding.since} style="date" />
              </>
            }
          />
        ))}
      </Items>
    </Card>
  )
}
