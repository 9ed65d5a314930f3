import { useQuery } from '@tanstack/react-query'
import { accountsQuery, postsQuery } from '#features/posts/ui/index.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { useMay } from '#ui/session.ts'

/** For a newcomer, or a clear desk: what to do first. */
export function FirstSteps() {
  const accounts = useQuery(accountsQuery(false)).data?.accounts
  const mayRead = useMay('posts.read')
  const posts = useQuery({ ...postsQuery({}), enabled: mayRead }).data?.posts
  const mayAdd = useMay('accounts.add')
  const mayWrite = useMay('posts.write')
  if (!accounts || (mayRead && !posts)) return null
  if (accounts.length === 0)
    return (
      <EmptyState
        title="First, an account"
        action={
          mayAdd ? (
            <ActionLink to="/accounts/new" kind="primary">
              Add an account
            </ActionLink>
          ) : undefined
        }
      >
        <p>
          Everything begins with the register: which accounts the institution has, and who answers for each.
          {mayAdd
            ? ' Add one on the Practice network if you want to try things out where nobody is watching.'
            : ' Central communications adds them.'}
        </p>
      </EmptyState>
    )
  if (posts?.length === 0)
    return (
      <EmptyState
        title="Then, a post"
        action={
          mayWrite ? (
            <ActionLink to="/posts/new" kind="primary">
              Write a post
            </ActionLink>
          ) : undefined
        }
      >
        <p>
          You write; the policy is checked beside the words; somebody else approves exactly what you wrote; it
          goes out once, and is read back.
        </p>
      </EmptyState>
    )
  return (
    <EmptyState
      title="A clear desk"
      action={
        mayWrite ? (
          <ActionLink to="/posts/new" kind="primary">
            Write a post
          </ActionLink>
        ) : undefined
      }
    >
      <p>Posts to approve, answers from the networks, and accounts that need somebody appear here.</p>
    </EmptyState>
  )
}
