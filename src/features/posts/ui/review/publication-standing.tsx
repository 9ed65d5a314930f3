import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { useMay } from '#ui/session.ts'
import type { PostView, PublicationState, PublicationView } from '../../contract.ts'
import { openChange, useAfter } from '../afterwards/use-after.ts'
import { counted, publicationWords } from '../words.ts'
import css from './review.module.css'

export const held = new Set<PublicationState>(['missed', 'paused', 'blocked'])
export const out = new Set<PublicationState>(['published', 'verified'])

/** What wants somebody stands first; the others keep their order. */
const wantsSomebody = new Set<PublicationState>(['rejected', 'unknown', 'blocked', 'missed', 'handed'])
export const byNeed = (one: PublicationView, other: PublicationView): number =>
  Number(wantsSomebody.has(other.state)) - Number(wantsSomebody.has(one.state))

/** Of more than these the whole is said first. */
const few = 2

/** "Out on 5 of 7 accounts. 2 need somebody." */
export function Summary({ publications }: Pick<PostView, 'publications'>) {
  if (publications.length <= few) return null
  const live = publications.filter(({ removedAt }) => removedAt === null)
  const there = live.filter(({ state }) => out.has(state)).length
  const open = live.filter(({ state, again }) => wantsSomebody.has(state) && !again).length
  return (
    <p className={css.summary}>
      Out on {there} of {counted(publications.length, 'account', 'accounts')}.
      {open > 0 && ` ${counted(open, 'needs', 'need')} somebody.`}
    </p>
  )
}

/** Whoever can't do what is said to be done is told who can. */
export function WhoElse({
  post,
  publication: { state, removedAt, again },
}: {
  post: PostView
  publication: PublicationView
}) {
  const mayWrite = useMay('posts.write')
  if (removedAt !== null || again || post.may.control) return null
  if (state === 'rejected')
    return mayWrite ? null : <p className={css.soft}>Whoever writes for this account can do that.</p>
  if (!held.has(state) && state !== 'unknown') return null
  return (
    <p className={css.soft}>
      An administrator of this account or central communications {state === 'unknown' ? 'says' : 'decides'}{' '}
      that.
    </p>
  )
}

/** What stands on the network now comes before what was proved once. */
export function StateChip({ post, publication }: { post: PostView; publication: PublicationView }) {
  const change = openChange(useAfter(post, publication))
  const { label, level } = publicationWords[publication.state]
  if (publication.removedAt !== null) return <Chip level="neutral">Deleted</Chip>
  if (change) return <Chip level="refuse">{change.kind === 'gone' ? 'Gone' : 'Changed'}</Chip>
  // What is out on a network that can't be asked is never proved, and waits for nothing.
  if (publication.state === 'published' && !publication.readsBack && !publication.byHand)
    return <Chip level={level}>Posted</Chip>
  return <Chip level={level}>{label}</Chip>
}

export function Times({
  publication: { publishedAt, verifiedAt, removedAt, dueAt },
}: {
  publication: PublicationView
}) {
  if (removedAt)
    return (
      <>
        Deleted <DateTime value={removedAt} />
      </>
    )
  if (!publishedAt)
    return (
      <>
        Planned for <DateTime value={dueAt} />
      </>
    )
  return (
    <>
      Published <DateTime value={publishedAt} />
      {verifiedAt && (
        <>
          , read back <DateTime value={verifiedAt} style="time" />
        </>
      )}
    </>
  )
}
