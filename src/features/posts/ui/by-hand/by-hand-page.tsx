import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import type { ByHandView } from '../../by-hand/contract.ts'
import { networkName } from '../words.ts'
import { Deeds } from './deeds.tsx'
import { EvidenceCard } from './evidence-card.tsx'
import { byHandQuery } from './queries.ts'
import { RecordForm } from './record-form.tsx'
import { Standing } from './standing.tsx'
import { CheckCard, StepsCard, WhatToPost } from './what-to-post.tsx'

/** One thing to post by hand, on the telephone on which it is posted: what, how, and then the proof. */
export function ByHandPage() {
  const { publicationId = '' } = useParams({ strict: false })
  const answer = useQuery(byHandQuery(publicationId))
  if (answer.data) return <ByHand key={publicationId} view={answer.data} />
  if (answer.error)
    return (
      <Page title="This could not be shown" width="narrow">
        <ProblemAlert error={answer.error} action={<ActionLink to="/posts">See all posts</ActionLink>} />
      </Page>
    )
  return (
    <Page title="Post this by hand" width="narrow">
      <Skeleton lines={6} label="Loading what to post" />
    </Page>
  )
}

/** May this person say now that they have posted it? Late is better than never. */
function mayRecord({ state, takenBy, handedAt, may, record }: ByHandView, me: string | undefined): boolean {
  if (!may.post || handedAt === null || record !== null) return false
  if (state === 'handed') return takenBy !== null && takenBy.id === me
  return state === 'missed' || state === 'paused'
}

function ByHand({ view }: { view: ByHandView }) {
  const me = useSession().person?.id
  const { account, record } = view
  return (
    <Page
      title={record ? 'Posted by hand' : 'Post this by hand'}
      windowTitle={`${view.postTitle}: by hand`}
      width="narrow"
      lede={
        <>
          {networkName(account.network)}: {account.displayName} · “{view.postTitle}” ·{' '}
          <DateTime value={view.dueAt} />
        </>
      }
    >
      <Stack>
        <Standing view={view} />
        <EvidenceCard view={view} />
        {record === null && <StepsCard view={view} />}
        <WhatToPost view={view} />
        {record === null && <CheckCard view={view} />}
        {mayRecord(view, me) && <RecordForm view={view} />}
        <Deeds view={view} />
      </Stack>
    </Page>
  )
}
