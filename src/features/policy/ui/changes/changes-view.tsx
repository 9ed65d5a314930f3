import { useQuery } from '@tanstack/react-query'
import { asProblem } from '#ui/api.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { Changes } from './changes.tsx'
import { draftChangesQuery } from './queries.ts'
import { Since } from './since.tsx'

/**
 * What a draft changes, clause by clause, for a tab of the page where it is written. `version` is that of the draft as
 * it was saved last.
 */
export function ChangesView({ draftId, version }: { draftId: string; version: number }) {
  const { data, error } = useQuery(draftChangesQuery(draftId, version))
  if (error && asProblem(error).code === 'policy.corrupt-pack')
    return <p>The draft has faults, so it cannot be compared yet. Mend what the check lists first.</p>
  if (error) return <ProblemAlert error={error} />
  if (!data) return <Skeleton lines={6} label="Comparing the editions" />
  return (
    <Stack>
      <p>
        <Since since={data.since} />
      </p>
      <Changes changes={data} />
    </Stack>
  )
}
