import { useEffect, useRef, useState } from 'react'
import { Button } from '@mantine/core'
import type { Account } from '#features/register/contract.ts'
import { api, nothing } from '#ui/api.ts'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import type { PostView } from '../../contract.ts'
import { draftOf } from '../draft.ts'
import { CompareDialog } from '../save/compare-dialog.tsx'
import type { Saving } from '../save/use-saver.ts'

export type Seen = NonNullable<PostView['lastSeen']>

/** From the arrival of a version to "has been seen". */
const glance = 2_500

/** What was different when this person looked last; the present version then counts as seen. */
export function useSeen(post: PostView): Seen | null {
  const me = useSession().person?.id
  const [seen, setSeen] = useState<Seen | null>(post.lastSeen)
  const { lastSeen, updatedBy } = post
  if (lastSeen && lastSeen.version !== seen?.version && updatedBy?.id !== me) setSeen(lastSeen)
  useEffect(() => {
    const timer = setTimeout(() => {
      // Where it fails, only the next reading is a little longer.
      api.post(`/posts/${post.id}/seen`, { version: post.version }, nothing).catch(() => null)
    }, glance)
    return () => clearTimeout(timer)
  }, [post.id, post.version])
  return seen
}

/** The name of somebody else who saved this post while the page was open. */
export function usePresence(post: PostView): string | null {
  const me = useSession().person?.id
  const known = useRef(post.version)
  const [who, setWho] = useState<string | null>(null)
  useEffect(() => {
    if (post.version === known.current) return
    known.current = post.version
    setWho(post.updatedBy && post.updatedBy.id !== me ? post.updatedBy.name : null)
  }, [post.version, post.updatedBy, me])
  return who
}

export function PresenceNotice({ presence }: { presence: string | null }) {
  return (
    <div role="status" className={presence ? undefined : 'visually-hidden'}>
      {presence && (
        <Callout level="require">
          {presence} has changed this just now. You see the newest; what you write is compared before it is
          saved.
        </Callout>
      )}
    </div>
  )
}

/** After a crash or a closed window: what had not reached the server. */
export function KeptNotice({
  post,
  saving,
  accounts,
}: {
  post: PostView
  saving: Saving
  accounts: Account[]
}) {
  const { saver, state, kept, forgetKept } = saving
  const [comparing, setComparing] = useState(false)
  if (!kept || !post.may.write) return null
  const use = () => {
    // The server has moved on since: compare first.
    if (kept.version !== state.version || state.phase !== 'clean') return setComparing(true)
    saver.edit(() => kept.draft)
    forgetKept()
  }
  return (
    <Callout level="hold" title="We kept what you wrote">
      <p>
        On <DateTime value={new Date(kept.at)} style="short" /> something of yours had not reached Rostrum
        yet. It is kept on this computer only.
      </p>
      <Row>
        <Button size="sm" onClick={use}>
          Use it
        </Button>
        <Button size="sm" variant="outline" onClick={forgetKept}>
          Discard it
        </Button>
      </Row>
      <CompareDialog
        open={comparing}
        kept
        postId={post.id}
        base={draftOf(post)}
        mine={kept.draft}
        accounts={accounts}
        onResolve={(draft, theirs, version) => {
          saver.resolve(draft, theirs, version)
          setComparing(false)
          forgetKept()
        }}
      />
    </Callout>
  )
}
