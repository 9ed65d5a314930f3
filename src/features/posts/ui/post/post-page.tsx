import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { PostView, PublicationState } from '../../contract.ts'
import { accountsQuery, postQuery } from '../queries.ts'
import { Workspace } from './workspace.tsx'

const quickly = 1_500
const slowly = 10_000
const moving = new Set<PublicationState>(['claimed', 'intended', 'sent', 'reconciling'])
const readBackWithin = 120_000
const dueSoon = 5_000

/** Often while something is under way, so that one sees it happen; otherwise now and then. */
function pollEvery(post: PostView | undefined): number {
  const now = Date.now()
  const busy = post?.publications.some(
    ({ state, publishedAt, dueAt, removedAt }) =>
      removedAt === null &&
      (moving.has(state) ||
        (state === 'due' && Date.parse(dueAt) - now < dueSoon) ||
        (state === 'published' && publishedAt !== null && now - Date.parse(publishedAt) < readBackWithin)),
  )
  return busy ? quickly : slowly
}

/** Accounts that this person may write for. Whoever may add accounts works for all of them. */
function useWritable() {
  const everywhere = useMay('accounts.add')
  return useQuery(accountsQuery(!everywhere)).data?.accounts
}

/** Writing, reviewing and following one post, all in one place. */
export function PostPage() {
  const { postId = '' } = useParams({ strict: false })
  const answer = useQuery({ ...postQuery(postId), refetchInterval: ({ state }) => pollEvery(state.data) })
  const all = useQuery(accountsQuery(false)).data?.accounts
  const writable = useWritable()
  if (!answer.data && answer.error)
    return (
      <Page title="This post could not be shown" width="narrow">
        <ProblemAlert error={answer.error} action={<ActionLink to="/posts">See all posts</ActionLink>} />
      </Page>
    )
  if (!answer.data)
    return (
      <Page title="Post">
        <Skeleton lines={6} label="Loading the post" />
      </Page>
    )
  return <Workspace key={postId} post={answer.data} accounts={all ?? []} writable={writable ?? []} />
}
