import { ActionLink } from '#ui/parts/action-link.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import { useMay } from '#ui/session.ts'

/** When nothing waits: what would, and what one might do instead. */
export function ClearDesk() {
  const writes = useMay('posts.write')
  const reads = useMay('posts.read')
  const oversees = useMay('estate.read')
  if (writes)
    return (
      <EmptyState
        title="A clear desk"
        action={
          <ActionLink to="/posts/new" kind="primary">
            Write a post
          </ActionLink>
        }
      >
        <p>Posts to approve, answers from the networks, and accounts that need somebody appear here.</p>
      </EmptyState>
    )
  if (reads || oversees)
    return (
      <EmptyState title="A clear desk">
        <p>Requests, duties with their dates, and accounts that need somebody appear here.</p>
      </EmptyState>
    )
  return (
    <EmptyState
      title="You have no part in an account yet"
      action={<ActionLink to="/requests/new">Ask for an account</ActionLink>}
    >
      <p>
        Whoever answers for an account can give you one; the register says who that is. If your part of the
        institution needs an account of its own, ask for it: where your request stands then appears here. So
        does what an office of yours is asked.
      </p>
    </EmptyState>
  )
}
