import { useQuery } from '@tanstack/react-query'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { CoverageCard } from './coverage-card.tsx'
import { EditionLede } from './edition-lede.tsx'
import { EditionsCard } from './editions-card.tsx'
import { PolicyText } from './policy-text.tsx'
import { policyQuery } from './queries.ts'

/** The policy in force: its words, and beside each clause what is done about it. */
export function PolicyPage() {
  const { data: policy, error } = useQuery(policyQuery)
  return (
    <Page
      title={policy?.head.title ?? 'Our policy'}
      windowTitle="Our policy"
      lede={policy && <EditionLede head={policy.head} inForce />}
    >
      <ProblemAlert error={error} />
      {!policy && !error && <Skeleton lines={8} label="Loading the policy" />}
      {policy && (
        <Stack gap="wide">
          <CoverageCard clauses={policy.clauses} />
          <PolicyText edition={policy} />
          <EditionsCard current={policy.head.id} />
        </Stack>
      )}
    </Page>
  )
}
