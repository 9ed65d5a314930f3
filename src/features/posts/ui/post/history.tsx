import { lazy, Suspense } from 'react'
import { Skeleton } from '#ui/parts/loading.tsx'

const Story = lazy(() =>
  import('#features/records/ui/index.ts').then((module) => ({ default: module.Story })),
)

/** What happened to a post, from the records. */
export function History({ postId }: { postId: string }) {
  return (
    <Suspense fallback={<Skeleton lines={4} label="Loading the history" />}>
      <Story postId={postId} />
    </Suspense>
  )
}
