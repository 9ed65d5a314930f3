import { EmptyState } from '#ui/parts/empty-state.tsx'
import { formatInstant } from '#ui/parts/instants.ts'
import { Page } from '#ui/parts/page.tsx'
import { useSession, useZone } from '#ui/session.ts'

const many = new Intl.PluralRules('en-GB')

/** What a person comes to first: the things that wait for them. */
export function TodayPage() {
  const { waiting, person } = useSession()
  const date = formatInstant(new Date(), useZone(), 'long-date')
  const title =
    waiting === 0
      ? 'Nothing waits for you'
      : many.select(waiting) === 'one'
        ? 'One thing waits for you'
        : `${waiting} things wait for you`
  return (
    <Page title={title} windowTitle="Today" lede={person ? `${date} · ${person.name}` : date}>
      {waiting === 0 && (
        <EmptyState title="A clear desk">
          <p>Posts to approve, answers from the networks, and accounts that need somebody appear here.</p>
        </EmptyState>
      )}
    </Page>
  )
}
