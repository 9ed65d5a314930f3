import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useSession } from '#ui/session.ts'
import { HandOverView, type HandOverPlan } from '../../hand-over/contract.ts'
import { refreshAccounts, useNetworkName } from '../queries.ts'
import { PastHandOvers, Notes } from './past-hand-overs.tsx'
import { planQuery } from './queries.ts'
import { WhatTheyGet } from './what-they-get.tsx'
import { Wizard } from './wizard.tsx'

/** An account changes hands: the wizard, the successor's own confirmation, and what was before. */
export function HandOverPage() {
  const { accountId = '' } = useParams({ strict: false })
  const { data: plan, error } = useQuery({ ...planQuery(accountId), refetchOnWindowFocus: false })
  const nameOf = useNetworkName()
  const me = useSession().person?.id
  return (
    <Page
      title={plan ? `Hand over ${plan.account.displayName}` : 'Hand an account over'}
      lede={plan && `@${plan.account.handle} on ${nameOf(plan.account.network)}`}
      width="narrow"
      actions={plan && <ActionLink to={`/accounts/${accountId}`}>Back to the account</ActionLink>}
    >
      <ProblemAlert error={error} />
      {!plan && !error && <Skeleton lines={6} label="Loading the account" />}
      {plan && (
        <Stack>
          {plan.open && <OpenCard open={plan.open} mine={plan.open.to.id === me} plan={plan} />}
          <HandOver key={plan.open?.id} plan={plan} />
          <PastHandOvers past={plan.past} />
        </Stack>
      )}
    </Page>
  )
}

/** Where one waits already, another is not pressed upon anybody. */
function HandOver({ plan }: { plan: HandOverPlan }) {
  const [anew, setAnew] = useState(plan.open === null)
  if (plan.request) return <RequestFirst request={plan.request} />
  if (anew) return <Wizard plan={plan} />
  return (
    <Row>
      <Button variant="outline" onClick={() => setAnew(true)}>
        Hand it over to somebody else
      </Button>
    </Row>
  )
}

function RequestFirst({ request }: { request: NonNullable<HandOverPlan['request']> }) {
  return (
    <Card title="This needs a request">
      <Stack gap="tight">
        <p>{request.say}</p>
        <p>
          <ClauseRef clause={request.clause} label={`clause ${request.clause} · ${request.clauseTitle}`} />
        </p>
        <Row>
          <ActionLink to={request.href} kind="primary">
            Ask for the hand-over
          </ActionLink>
        </Row>
      </Stack>
    </Card>
  )
}

/** One that waits for its successor: theirs to confirm, or for others to see. */
function OpenCard({ open, mine, plan }: { open: HandOverView; mine: boolean; plan: HandOverPlan }) {
  const client = useQueryClient()
  const deed = useDeed()
  const navigate = useNavigate()
  const confirm = () =>
    deed.run(async () => {
      await api.post(`/hand-overs/${open.id}/taking-over`, {}, HandOverView)
      await refreshAccounts(client)
      toast.done('It is in your hands.')
      await navigate({ to: `/accounts/${open.accountId}` })
    })
  if (!mine)
    return (
      <Callout level="hold" title={`${open.to.name} has not confirmed yet`}>
        {open.madeBy} handed the account over on <DateTime value={open.madeAt} />. {open.to.name} answers
        first for it already. Another hand-over takes the place of this one.
      </Callout>
    )
  return (
    <Card title="It was handed over to you">
      <Stack>
        <p>
          {open.madeBy} handed it over on <DateTime value={open.madeAt} />. You answer first for it now.
        </p>
        <Notes handOver={open} />
        <WhatTheyGet plan={plan} leaver={open.from?.id ?? null} />
        <ProblemAlert error={deed.fault} />
        <Row>
          <Button loading={deed.busy} onClick={() => void confirm()}>
            I have taken over
          </Button>
        </Row>
      </Stack>
    </Card>
  )
}
