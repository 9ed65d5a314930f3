import { lazy, Suspense, useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { PauseBanner, PauseButton } from '#features/posts/ui/index.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Columns, Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { sessionQuery, useMay, useSession, useZone } from '#ui/session.ts'
import { useAside } from './today/aside.ts'
import { useWaiting, WaitingCard } from './today/waiting.tsx'
import { heading } from './today/words.ts'

// What comes after the posts is fetched after them, so that the page is there sooner.
const OtherCards = lazy(() =>
  import('./today/other-cards.tsx').then((module) => ({ default: module.OtherCards })),
)
const OutcomesCard = lazy(() =>
  import('./today/outcomes.tsx').then((module) => ({ default: module.OutcomesCard })),
)
const NextCard = lazy(() => import('./today/outcomes.tsx').then((module) => ({ default: module.NextCard })))
const EstateCard = lazy(() =>
  import('./today/estate-card.tsx').then((module) => ({ default: module.EstateCard })),
)

/** What a person comes to first: the next thing to do, the most urgent before all else. */
export function TodayPage() {
  const reads = useMay('posts.read')
  const works = useMay('posts.write')
  const aside = useAside(works)
  const waits = useWaits()
  const content = <Main reads={reads} clear={waits === 0} />
  return (
    <Page title={heading(waits)} windowTitle="Today" lede={useLede()} actions={<PauseButton />}>
      <Stack>
        <PauseBanner />
        {aside.outcomes || aside.next ? (
          <Columns
            main={content}
            aside={
              <Suspense fallback={null}>
                {aside.outcomes && <OutcomesCard latest={aside.outcomes} />}
                {aside.next && <NextCard next={aside.next} />}
              </Suspense>
            }
          />
        ) : (
          content
        )}
      </Stack>
    </Page>
  )
}

/** How many things wait, as the navigation counts them too. */
function useWaits(): number {
  const queries = useQueryClient()
  // Whoever comes back from the last thing wants to see one fewer.
  useEffect(() => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey }), [queries])
  return useSession().waiting
}

function useLede(): string {
  const { person } = useSession()
  const [now] = useState(() => new Date())
  const date = formatInstant(now, useZone(), 'long-date')
  return person ? `${date} · ${person.name}` : date
}

function Main({ reads, clear }: { reads: boolean; clear: boolean }) {
  const oversees = useMay('estate.read')
  return (
    <>
      {reads && <PostsWaiting />}
      <Suspense fallback={null}>
        <OtherCards clear={clear} />
        {oversees && <EstateCard />}
      </Suspense>
    </>
  )
}

function PostsWaiting() {
  const { items, ready, error } = useWaiting()
  return (
    <>
      <ProblemAlert error={error} />
      {!ready && !error && <Skeleton lines={4} label="Loading what waits for you" />}
      <WaitingCard items={items} />
    </>
  )
}
