import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { EnrolmentSteps, useArrive, useTokenInAddress } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Steps, type Step } from '#ui/parts/steps.tsx'
import { SetupStatus, type Setup } from '../contract.ts'
import { InstitutionStep, StartStep, YouStep } from './setup-steps.tsx'

const labels = ['Your institution', 'You', 'Start with', 'How you sign in'] as const

/** From an empty Rostrum to the first administrator, in four short steps. */
export function SetupPage() {
  const token = useTokenInAddress()
  const status = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => api.get('/setup', SetupStatus, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  if (status.isPending) return <Skeleton lines={5} label="Looking whether set-up is needed" />
  if (status.isError)
    return (
      <Page title="Set up Rostrum" width="narrow">
        <ProblemAlert error={status.error} />
      </Page>
    )
  if (!status.data.needed)
    return (
      <Page title="Rostrum is set up already" width="narrow">
        <ActionLink to="/sign-in" kind="primary">
          Sign in
        </ActionLink>
      </Page>
    )
  return token ? <Wizard key={token} token={token} begun={status.data.begun} /> : <NoLink />
}

function NoLink() {
  return (
    <Page title="Rostrum is not set up yet" width="narrow">
      <p>
        When Rostrum started, it printed a set-up link where it was started. Open that link: it proves that
        you are the one who installed it. Lost it? Start Rostrum again and it prints a new one.
      </p>
    </Page>
  )
}

const nothingYet: Omit<Setup, 'token'> = {
  institution: { name: '', nation: 'England', timeZone: 'Europe/London' },
  administrator: { name: '', email: '' },
  start: 'example',
}

function Wizard({ token, begun }: { token: string; begun: boolean }) {
  const arrive = useArrive()
  const [at, setAt] = useState(0)
  const [given, setGiven] = useState<Setup>({ ...nothingYet, token })
  const steps: Step[] = labels.map((label, index) => ({
    label,
    state: index < at ? 'done' : index === at ? 'current' : 'waiting',
  }))
  const change = (part: Partial<Setup>) => setGiven({ ...given, ...part })
  const props = { given, onChange: change, onNext: () => setAt(at + 1), onBack: () => setAt(at - 1) }
  return (
    <Page
      title="Set up Rostrum"
      lede={
        begun
          ? 'Set-up was begun before and not finished. Give the answers again.'
          : 'It takes about three minutes.'
      }
      width="narrow"
    >
      <Stack>
        <Steps steps={steps} label="Steps of set-up" />
        <Card title={labels[at]} key={at}>
          {at === 0 && <InstitutionStep {...props} />}
          {at === 1 && <YouStep {...props} />}
          {at === 2 && <StartStep {...props} onFault={setAt} />}
          {at === 3 && <EnrolmentSteps email={given.administrator.email} onDone={() => void arrive('/')} />}
        </Card>
      </Stack>
    </Page>
  )
}
