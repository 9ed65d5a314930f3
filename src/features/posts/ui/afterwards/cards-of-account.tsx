import { lazy, Suspense } from 'react'

// Only the page of an account has them; whatever else uses this room should not fetch them.
const Cards = lazy(() =>
  import('./account-card.tsx').then((module) => ({ default: module.AccountAfterwardsCards })),
)

/** What stands on the network past Rostrum, and what is pinned. */
export function AccountAfterwardsCards({ accountId }: { accountId: string }) {
  return (
    <Suspense fallback={null}>
      <Cards accountId={accountId} />
    </Suspense>
  )
}
