import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { LeavingPlan, type LeavingStepView, type LeavingView } from '../../leaving/contract.ts'
import { ReasonDialog } from '../life/reason-dialog.tsx'
import { ChangeLeavingDialog } from './change-leaving-dialog.tsx'
import { CloseNowDialog } from './close-now-dialog.tsx'
import { HandleStep, KnownStep, PostsStep, RecordsStep, SignpostStep } from './leaving-step-parts.tsx'
import { howFar, stepNames } from './leaving-words.ts'
import { refreshReviews } from './queries.ts'
import css from './reviews.module.css'

interface StepsProps {
  plan: LeavingPlan
  leaving: LeavingView
}

/** The closing of an account, as far as it has come. */
export function LeavingSteps({ plan, leaving }: StepsProps) {
  const { next } = leaving.progress
  return (
    <>
      <Card title="As far as it has come" aside={<Chip>{howFar(leaving.progress)}</Chip>}>
        <Stack>
          <Story leaving={leaving} />
          {next === null && (
            <Callout level="ok" title="Every step is done">
              {leaving.closesOn === null
                ? 'Set a day on which the account is closed by itself, or close it now.'
                : 'The account is closed by itself on its day, or now if you like.'}
            </Callout>
          )}
          <Endings plan={plan} leaving={leaving} />
        </Stack>
      </Card>
      {leaving.steps.map((step, index) => (
        <Card
          key={step.id}
          title={`${index + 1}. ${stepNames[step.id]}`}
          aside={
            step.done ? (
              <Chip level="ok">Done</Chip>
            ) : step.id === next ? (
              <Chip level="advise">Next</Chip>
            ) : null
          }
        >
          <StepBody plan={plan} leaving={leaving} step={step} />
        </Card>
      ))}
    </>
  )
}

function Story({ leaving }: { leaving: LeavingView }) {
  return (
    <p>
      {leaving.reason} Begun by {leaving.begunBy ?? 'Rostrum'} on{' '}
      <DateTime value={leaving.begunAt} style="date" />;{' '}
      {leaving.closesOn === null ? (
        'nobody has set its day yet.'
      ) : (
        <>
          to be closed on <DateTime value={`${leaving.closesOn}T12:00:00Z`} style="date" />.
        </>
      )}
    </p>
  )
}

function StepBody({ plan, leaving, step }: StepsProps & { step: LeavingStepView }) {
  // Telling the register is known too, and has more to say: where people are sent.
  if (step.proved && step.id !== 'register') return <KnownStep step={step} />
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
      return <PostsStep plan={plan} />
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
          <Button
            variant={leaving.progress.next === 'register' ? 'filled' : 'outline'}
            loading={deed.busy}
            onClick={() => void tell()}
          >
            Tell the register
          </Button>
        </Row>
      ) : (
        <p className={css.quiet}>Central communications does this.</p>
      )}
    </Stack>
  )
}

function Endings({ plan, leaving }: StepsProps) {
  const [asking, setAsking] = useState<'day' | 'close' | 'keep' | null>(null)
  const left = leaving.steps.filter(({ done }) => !done).map(({ id }) => id)
  const close = () => setAsking(null)
  return (
    <Row>
      {plan.may.close && left.length === 0 && (
        <Button onClick={() => setAsking('close')}>Close it now</Button>
      )}
      <Button variant="outline" size="sm" onClick={() => setAsking('day')}>
        {leaving.closesOn === null ? 'Set its day' : 'Change its day'}
      </Button>
      {plan.may.close && (
        <Button variant="outline" size="sm" onClick={() => setAsking('keep')}>
          Keep it after all
        </Button>
      )}
      {plan.may.close && left.length > 0 && (
        <Button variant="subtle" color="danger" size="sm" onClick={() => setAsking('close')}>
          Close it all the same
        </Button>
      )}
      {asking === 'day' && <ChangeLeavingDialog plan={plan} leaving={leaving} onClose={close} />}
      {asking === 'close' && (
        <CloseNowDialog account={plan.account} whenDone={left.length === 0} left={left} onClose={close} />
      )}
      {asking === 'keep' && <KeepDialog plan={plan} leaving={leaving} onClose={close} />}
    </Row>
  )
}

function KeepDialog({ plan, leaving, onClose }: StepsProps & { onClose: () => void }) {
  const client = useQueryClient()
  const keep = async (reason: string) => {
    const { version } = leaving
    await api.post(`/accounts/${plan.account.id}/leaving/given-up`, { version, reason }, LeavingPlan)
    await refreshReviews(client)
  }
  return (
    <ReasonDialog
      title={`Keep ${plan.account.displayName}?`}
      label="Why is it kept?"
      confirmLabel="Keep the account"
      done="The account is kept."
      deed={keep}
      onClose={onClose}
    >
      <p>What was done so far is forgotten, and posts go out from it again.</p>
    </ReasonDialog>
  )
}
