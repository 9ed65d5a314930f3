import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { LeavingPlan } from '../../leaving/contract.ts'
import { maySpeak } from '../../life/rules.ts'
import { AtOnceCard, BeginCard } from './leaving-begin.tsx'
import { LeavingSteps } from './leaving-steps.tsx'
import { leavingQuery } from './queries.ts'

/** An account is closed: step by step, kept on the way, so that one can go and come back. */
export function LeavingPage() {
  const { accountId = '' } = useParams({ strict: false })
  const query = useQuery(leavingQuery(accountId))
  const plan = query.data
  return (
    <Page
      title={plan ? `Close ${plan.account.displayName}` : 'Close an account'}
      lede={
        plan && (
          <Row>
            <span>
              @{plan.account.handle} on {plan.account.networkName}
            </span>
            <Link to="/networks-watch/$network/leaving" params={{ network: plan.account.network }}>
              All our accounts on {plan.account.networkName}
            </Link>
          </Row>
        )
      }
      width="narrow"
      actions={plan && <ActionLink to={`/accounts/${accountId}`}>Back to the account</ActionLink>}
    >
      <ProblemAlert
        error={query.error}
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      />
      {!plan && !query.error && <Skeleton lines={6} label="Loading the account" />}
      {plan && (
        <Stack>
          <Body plan={plan} />
        </Stack>
      )}
    </Page>
  )
}

function Body({ plan }: { plan: LeavingPlan }) {
  if (plan.leaving) return <LeavingSteps plan={plan} leaving={plan.leaving} />
  if (plan.account.state === 'closed')
    return (
      <Callout level="ok" title="It is closed">
        Its entry and its records stay to be read
        {plan.successor ? `, and its public page sends people to ${plan.successor.name}.` : '.'}
      </Callout>
    )
  if (plan.request)
    return (
      <Card title="This needs a request">
        <Stack gap="tight">
          <p>{plan.request.say}</p>
          <p>
            <ClauseRef clause={plan.request.clause} />
          </p>
          <Row>
            <ActionLink to={plan.request.href} kind="primary">
              Ask for it to be closed
            </ActionLink>
          </Row>
        </Stack>
      </Card>
    )
  if (plan.may.begin)
    return (
      <>
        <BeginCard plan={plan} />
        <AtOnceCard plan={plan} />
      </>
    )
  if (!maySpeak(plan.account.state))
    return (
      <Callout title="There is nothing to close here">
        Step by step is for an account that is active or dormant.
      </Callout>
    )
  return (
    <Callout title="Nobody has begun to close it">
      <p>Central communications begins, or you ask for it.</p>
      <ActionLink size="sm" to={`/requests/new?kind=close&account=${plan.account.id}`}>
        Ask for it to be closed
      </ActionLink>
    </Callout>
  )
}
