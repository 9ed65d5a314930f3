import { useState } from 'react'
import { DutiesCard, useDutiesWaiting } from '#features/duties/ui/index.ts'
import { OfficesWaitingCard } from '#features/people/ui/offices-waiting-card.tsx'
import { PolicyToReadCard, usePolicyWaits } from '#features/policy/ui/acknowledgements/waiting-card.tsx'
import { InHandCard } from '#features/register/ui/hand-over/in-hand-card.tsx'
import { RequestsCard, useRequestsWaiting } from '#features/register/ui/requests/waiting-card.tsx'
import { PauseBanner, PauseButton } from '#features/posts/ui/index.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Columns, Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay, useSession, useZone } from '#ui/session.ts'
import { FirstSteps } from './today/first-steps.tsx'
import { EstateCard, NextCard, OutcomesCard } from './today/outcomes.tsx'
import { DraftsCard, useWaiting, WaitingCard } from './today/waiting.tsx'
import { heading } from './today/words.ts'

/** What a person comes to first: the things that wait for them. */
export function TodayPage() {
  const mayRead = useMay('posts.read')
  return mayRead ? <TodayWithPosts /> : <TodayElsewise />
}

function useLede(): string {
  const { person } = useSession()
  const [now] = useState(() => new Date())
  const date = formatInstant(now, useZone(), 'long-date')
  return person ? `${date} · ${person.name}` : date
}

function TodayWithPosts() {
  const { items, ready, error } = useWaiting()
  const policy = usePolicyWaits()
  const duties = useDutiesWaiting()
  const requests = useRequestsWaiting()
  const { waiting } = useSession()
  const lede = useLede()
  return (
    <Page
      title={heading(ready ? items.length + policy + duties + requests : waiting)}
      windowTitle="Today"
      lede={lede}
      actions={<PauseButton />}
    >
      <Stack>
        <PauseBanner />
        <Columns
          main={
            <>
              <ProblemAlert error={error} />
              {!ready && !error && <Skeleton lines={4} label="Loading what waits for you" />}
              {ready && items.length === 0 && <FirstSteps />}
              <WaitingCard items={items} />
              <RequestsCard />
              <DutiesCard />
              <PolicyToReadCard />
              <OfficesWaitingCard />
              <InHandCard />
              <DraftsCard />
              <EstateCard />
            </>
          }
          aside={
            <>
              <OutcomesCard />
              <NextCard />
            </>
          }
        />
      </Stack>
    </Page>
  )
}

/** For people who have no part in posts. */
function TodayElsewise() {
  const lede = useLede()
  const { waiting } = useSession()
  return (
    <Page title={heading(waiting)} windowTitle="Today" lede={lede} actions={<PauseButton />}>
      <Stack>
        <PauseBanner />
        <RequestsCard />
        <DutiesCard />
        <PolicyToReadCard />
        <OfficesWaitingCard />
        <InHandCard />
        <FirstSteps />
        <EstateCard />
      </Stack>
    </Page>
  )
}
