import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Steps } from '#ui/parts/steps.tsx'
import { LeavingPlan, type LeavingStepView, type LeavingView } from '../../leaving/contract.ts'
import { ReasonDialog } from '../life/reason-dialog.tsx'
import { HandleStep, PostsStep, RecordsStep, SignpostStep } from './leaving-step-parts.tsx'
import { refreshReviews } from './queries.ts'
import css from './reviews.module.css'

const names: Record<LeavingStepView['id'], string> = {
  records: 'Keep its records',
  signpost: 'A last post says where to go',
  network: 'Keep the handle',
  register: 'Tell the register',
  posts: 'Nothing waits to go out',
}

interface StepsProps {
  plan: LeavingPlan
  leaving: LeavingView
}

/** The way off a network, as far as it has come. */
export function LeavingSteps({ plan, leaving }: StepsProps) {
  const first = leaving.steps.find((step) => !step.done)
  return (
    <>
      <Card title="As far as it has come">
        <Stack>
          <p>
            {leaving.reason} Begun by {leaving.begunBy ?? 'Rostrum'} on{' '}
            <DateTime value={leaving.begunAt} style="date" />; to be closed on{' '}
            <DateTime value={`${leaving.closesOn}T12:00:00Z`} style="date" />.
          </p>
          <Steps
            label="Steps of leaving"
            steps={leaving.steps.map((step) => ({
              label: names[step.id],
              state: step.done ? 'done' : step.id === first?.id ? 'current' : 'waiting',
            }))}
          />
          {!first && (
            <Callout level="ok" title="Every step is done">
              The account is closed by itself on its day, or now if you like.
            </Callout>
          )}
          <Endings plan={plan} leaving={leaving} done={!first} />
        </Stack>
      </Card>
      {leaving.steps.map((step) => (
        <Card key={step.id} title={names[step.id]}>
          <StepBody plan={plan} leaving={leaving} step={step} />
        </Card>
      ))}
    </>
  )
}

function StepBody({ plan, leaving, step }: StepsProps & { step: LeavingStepView }) {
  switch (step.id) {
    case 'records':
      return <RecordsStep plan={plan} step={step} />
    case 'signpost':
      return <SignpostStep plan={plan} leaving={leaving} step={step} />
    case 'network':
      return <HandleStep plan={plan} step={step} />
    case 'register':
      return <RegisterStep plan={plan} leaving={leaving} step={step} />
    case 'posts':
      return <PostsStep plan={plan} step={step} />
  }
}

function RegisterStep({ plan, leaving, step }: StepsProps & { step: LeavingStepView }) {
  const client = useQueryClient()
  const deed = useDeed()
  const tell = () =>
    deed.run(async () => {
      await api.post(
        `/accounts/${plan.account.id}/leaving/telling`,
        { version: leaving.version },
        LeavingPlan,
      )
      await refreshReviews(client)
    })
  const where = plan.successor
    ? `people are sent to ${plan.successor.name} on ${plan.successor.networkName} (@${plan.successor.handle})`
    : 'nobody is sent anywhere, because no account was named'
  if (step.done)
    return (
      <p>
        The public register says that it is being closed, and {where}.
        {step.at && (
          <span className={css.quiet}>
            {' '}
            Since <DateTime value={step.at} style="short" />.
          </span>
        )}
      </p>
    )
  return (
    <Stack>
      <p>
        From then on nothing more goes out from it. The public register says that it is being closed, and{' '}
        {where}. Publish the last post first.
      </p>
      <ProblemAlert error={deed.fault} />
      {plan.may.close ? (
        <Row>
          <Button loading={deed.busy} onClick={() => void tell()}>
            Tell the register
          </Button>
        </Row>
      ) : (
        <p className={css.quiet}>Central communications does this.</p>
      )}
    </Stack>
  )
}

function Endings({ plan, leaving, done }: StepsProps & { done: boolean }) {
  const [asking, setAsking] = useState<'close' | 'stay' | null>(null)
  const client = useQueryClient()
  if (!plan.may.close) return null
  const end = (path: string) => async (reason: string) => {
    await api.post(
      `/accounts/${plan.account.id}/leaving/${path}`,
      { version: leaving.version, reason },
      LeavingPlan,
    )
    await refreshReviews(client)
  }
  return (
    <Row>
      {done && <Button onClick={() => setAsking('close')}>Close it now</Button>}
      <Button variant="outline" onClick={() => setAsking('stay')}>
        Stay after all
      </Button>
      {asking === 'close' && (
        <ReasonDialog
          title={`Close ${plan.account.displayName}?`}
          label="Why is it closed?"
          confirmLabel="Close the account"
          done="The account is closed."
          danger
          deed={end('closing')}
          onClose={() => setAsking(null)}
        >
          <p>This can’t be undone here. On the network itself the account stays as it is.</p>
        </ReasonDialog>
      )}
      {asking === 'stay' && (
        <ReasonDialog
          title={`Stay with ${plan.account.displayName}?`}
          label="Why does it stay?"
          confirmLabel="Stay"
          done="The account stays."
          deed={end('given-up')}
          onClose={() => setAsking(null)}
        >
          <p>What was done so far is forgotten, and posts go out from it again.</p>
        </ReasonDialog>
      )}
    </Row>
  )
}
