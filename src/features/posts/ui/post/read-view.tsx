import { useState } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { PlanCard } from '#features/plans/ui/index.ts'
import { PostCampaign } from '#features/campaigns/ui/index.ts'
import { api, nothing } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Columns, Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { sessionQuery, useSession } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { FindingsColumn, openFindings } from '../check/findings-column.tsx'
import type { Check } from '../check/use-check.ts'
import { postsKey } from '../queries.ts'
import { ChangesSince } from '../review/changes.tsx'
import { Decide } from '../review/decide.tsx'
import { DecisionNotices } from '../review/notices.tsx'
import { Publications } from '../review/publications.tsx'
import { Targets } from '../review/targets.tsx'
import { WaitsCard } from '../waits/waits-card.tsx'
import { About } from './about.tsx'
import type { Seen } from './company.tsx'
import { isLiveApproval } from './live-approval.ts'
import { Progress } from './progress.tsx'

export interface ReadViewProps {
  post: PostView
  check: Check
  seen: Seen | null
  onReopen: () => void
}

/** A post while it is reviewed, waits, or is out. */
export function ReadView({ post, check, seen, onReopen }: ReadViewProps) {
  const me = useSession().person?.id
  const open = openFindings(check.findings, post).length
  // A decision is about what was read, so a newer version is shown only after it has been said to be one.
  const [read, setRead] = useState(post)
  const newer = post.version !== read.version
  const shown = newer ? read : post
  return (
    <>
      <Columns
        main={
          <>
            <DecisionNotices post={post} />
            <Progress post={post} open={open} ready={check.state === 'ready'} />
            <WaitsCard post={post} />
            <Publications post={post} />
            {newer && (
              <Callout
                level="advise"
                title={`${post.updatedBy?.name ?? 'Somebody'} changed this while you were reading`}
              >
                <p>Below is what you have been reading. Read the new version before you decide.</p>
                <Button size="sm" onClick={() => setRead(post)}>
                  Read the new version
                </Button>
              </Callout>
            )}
            {post.status === 'in-review' && post.updatedBy?.id !== me && (
              <ChangesSince seen={seen} now={shown} />
            )}
            <Targets post={shown} />
            {!newer && <Decide post={shown} />}
            <PlanCard
              postId={post.id}
              mayWrite={post.may.write}
              approved={post.decisions.some(isLiveApproval)}
              flush={() => Promise.resolve()}
            />
            <PostCampaign post={post} />
            <BackToWriting post={post} onReopen={onReopen} />
          </>
        }
        aside={
          <FindingsColumn
            post={post}
            check={check}
            title={
              post.locked || post.status === 'cancelled' ? 'What the policy says of it' : 'Before this can go'
            }
            flush={() => Promise.resolve()}
          />
        }
      />
      {/* After the findings also where there is one column only: they belong to the words. */}
      <About post={post} />
    </>
  )
}

/** The way back to the words, and what it costs. */
function BackToWriting({ post, onReopen }: { post: PostView; onReopen: () => void }) {
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const withdraw = useMutation({
    mutationFn: () => api.post(`/posts/${post.id}/withdraw`, {}, nothing),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: postsKey }),
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ]),
  })
  if (!post.may.write || post.status === 'draft') return null
  const reviewing = post.status === 'in-review'
  return (
    <>
      <Row>
        <Button variant="outline" onClick={() => setAsking(true)}>
          {reviewing ? 'Take it back and change it' : 'Change it'}
        </Button>
      </Row>
      <ProblemAlert error={withdraw.error} />
      <ConfirmDialog
        open={asking}
        title={reviewing ? 'Take this post back from review?' : 'Change a post that was approved?'}
        confirmLabel={reviewing ? 'Take it back' : 'Change it'}
        onConfirm={async () => {
          if (reviewing) await withdraw.mutateAsync()
          else onReopen()
        }}
        onClose={() => setAsking(false)}
      >
        {reviewing ? (
          <p>It is a draft again, and reviewers no longer see it as waiting.</p>
        ) : (
          <p>
            An approval holds for exactly these words, pictures and time. With the first change it no longer
            holds, the post comes off the schedule, and somebody has to approve it again.
          </p>
        )}
        {post.may.approve && <p>Whoever changes a post can’t approve it: somebody else would have to.</p>}
      </ConfirmDialog>
    </>
  )
}
