import { useMemo, useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Account } from '#features/register/contract.ts'
import { Page, Stack } from '#ui/parts/page.tsx'
import { unnamed, type PostView } from '../../contract.ts'
import { useCheck } from '../check/use-check.ts'
import { CompareDialog } from '../save/compare-dialog.tsx'
import { isUnsaved } from '../save/save-state.ts'
import { SaveLine, SaveTrouble } from '../save/save-line.tsx'
import { useSaver, type Saving } from '../save/use-saver.ts'
import { accountsOfQuery } from '../queries.ts'
import { counted, listed, statusWords } from '../words.ts'
import { PostActions } from './actions.tsx'
import { KeptNotice, PresenceNotice, usePresence, useSeen } from './company.tsx'
import { ReadView } from './read-view.tsx'
import { WriteView } from './write-view.tsx'

export interface WorkspaceProps {
  post: PostView
  /** The first accounts there are; the others are asked for as the post names them. */
  accounts: Account[]
  /** Those that this person may write for. */
  writable: Account[]
}

/** The page of one post: for writing while it is a draft, for reading and deciding afterwards. */
export function Workspace({ post, accounts: first, writable }: WorkspaceProps) {
  const saving = useSaver(post)
  const { saver, state } = saving
  const accounts = useKnownAccounts(first, writable, state.draft.accountIds)
  const check = useCheck(post.id, state.draft, accounts, post)
  const [reopened, setReopened] = useState(false)
  const [naming, setNaming] = useState(post.title === unnamed)
  const seen = useSeen(post)
  const presence = usePresence(post)
  const writing = (post.may.write && (post.status === 'draft' || reopened)) || isUnsaved(state)
  return (
    <Page
      title={state.draft.title.trim() || post.title}
      lede={<Lede post={post} saving={saving} writing={writing} />}
      actions={<PostActions post={post} writing={writing} onName={() => setNaming(true)} />}
    >
      <Stack>
        <SaveTrouble saver={saver} state={state} />
        <KeptNotice post={post} saving={saving} accounts={accounts} />
        <PresenceNotice presence={presence} />
        {writing ? (
          <WriteView
            post={post}
            saving={saving}
            check={check}
            accounts={accounts}
            naming={naming}
            onNamed={() => setNaming(false)}
          />
        ) : (
          <ReadView post={post} check={check} seen={seen} onReopen={() => setReopened(true)} />
        )}
      </Stack>
      <CompareDialog
        open={state.phase === 'conflict'}
        postId={post.id}
        base={state.saved}
        mine={state.draft}
        accounts={accounts}
        onResolve={(draft, theirs, version) => saver.resolve(draft, theirs, version)}
      />
    </Page>
  )
}

/** Those that are here already, and whichever else the draft names. */
function useKnownAccounts(first: Account[], writable: Account[], named: readonly string[]): Account[] {
  const here = useMemo(() => new Set([...first, ...writable].map(({ id }) => id)), [first, writable])
  const missing = named.filter((id) => !here.has(id)).toSorted()
  const others = useQuery(accountsOfQuery(missing)).data?.accounts
  return useMemo(
    () => [
      ...new Map([...first, ...writable, ...(others ?? [])].map((account) => [account.id, account])).values(),
    ],
    [first, writable, others],
  )
}

function Lede({ post, saving, writing }: { post: PostView; saving: Saving; writing: boolean }): ReactNode {
  const { draft } = saving.state
  const units = [...new Set(post.targets.map((target) => target.unit))]
  const facts = [
    statusWords[post.status].label,
    draft.accountIds.length === 0
      ? 'No account yet'
      : counted(draft.accountIds.length, 'account', 'accounts'),
    ...(units.length > 0 ? [listed(units)] : []),
    ...(post.author ? [post.author.name] : []),
  ]
  return (
    <>
      {facts.join(' · ')}
      {writing && (
        <>
          {' · '}
          <SaveLine state={saving.state} />
        </>
      )}
    </>
  )
}
