import { ActionLink } from '#ui/parts/action-link.tsx'
import { EmptyState } from '#ui/parts/empty-state.tsx'
import type { List } from './queries.ts'

/** No request is in this list: what would be there, and how one comes to be. */
export function Nothing({ list }: { list: List }) {
  switch (list) {
    case 'mine':
      return (
        <EmptyState
          title="May I open an account?"
          action={
            <ActionLink to="/requests/new?kind=open" kind="secondary">
              Ask for an account
            </ActionLink>
          }
        >
          Anybody here may ask. You say whom you want to reach, where, and who looks after it; beside each
          question stands the clause of our policy that asks it. Before you send it you see which offices it
          goes to and how long they have. You can stop at any time: a draft is yours alone. Handing over,
          renaming, joining and closing an account go the same way.
        </EmptyState>
      )
    case 'waiting':
      return (
        <EmptyState title="Nothing waits for you">
          When the policy asks an office of yours to advise on a request or to decide it, it stands here, with
          the day by which it is due. Requests of your own are never decided by you.
        </EmptyState>
      )
    case 'all':
      return (
        <EmptyState title="Nobody has asked for anything yet">
          Requests that you may read stand here from the moment they are sent: those of your units, those
          before your offices, and, for central communications and governance, all of them.
        </EmptyState>
      )
  }
}
