import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import {
  correctionsQuery,
  counted,
  networkName,
  networksOf,
  noticedQuery,
  postsQuery,
} from '#features/posts/ui/index.ts'
import type { Noticed } from '#features/posts/afterwards/contract.ts'
import type { OpenCorrection, PostRow } from '#features/posts/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { RelativeTime } from '#ui/parts/date-time.tsx'
import { useMay, useZone } from '#ui/session.ts'
import { goesOut, inUrgency, troubleOf } from './words.ts'

/** What a person has to decide, the most urgent first. What a pause holds has its own banner. */
export function useWaiting() {
  const mayControl = useMay('posts.control')
  const mayApprove = useMay('posts.approve')
  const waiting = useQuery(postsQuery({ waiting: true }))
  const reviews = waiting.data?.posts
  const attention = useQuery({ ...postsQuery({ status: 'attention' }), enabled: mayControl }).data?.posts
  const corrections = useQuery({ ...correctionsQuery, enabled: mayApprove }).data?.corrections
  const noticed = useQuery({ ...noticedQuery, enabled: mayControl }).data
  const [now] = useState(() => Date.now())
  const items: WaitingItem[] = [
    ...(reviews ?? []).map((post) => ({ kind: 'review' as const, post, publishAt: post.publishAt })),
    ...(corrections ?? []).map((correction) => ({
      kind: 'correction' as const,
      correction,
      publishAt: null,
    })),
    ...(noticed?.changes ?? []).map((change) => ({ kind: 'changed' as const, change, publishAt: null })),
    ...(noticed?.outside ?? []).map((outside) => ({ kind: 'outside' as const, outside, publishAt: null })),
    ...(attention ?? []).map((post) => ({ kind: 'attention' as const, post, publishAt: post.publishAt })),
  ]
  return {
    items: inUrgency(items, now),
    error: reviews ? null : waiting.error,
    ready:
      reviews !== undefined &&
      (!mayControl || (attention !== undefined && noticed !== undefined)) &&
      (!mayApprove || corrections !== undefined),
  }
}

type WaitingItem = { publishAt: string | null } & (
  | { kind: 'review' | 'attention'; post: PostRow }
  | { kind: 'correction'; correction: OpenCorrection }
  | { kind: 'changed'; change: Noticed['changes'][number] }
  | { kind: 'outside'; outside: Noticed['outside'][number] }
)

interface Words {
  key: string
  to: string
  /** The name of the post, or of the account. */
  name: string
  title: string
  note: ReactNode
  act: string
}

/** What was noticed on a network after publishing. */
function noticedWords(item: Extract<WaitingItem, { kind: 'changed' | 'outside' }>): Words {
  if (item.kind === 'outside') {
    const { accountId, displayName: name, network, posts } = item.outside
    return {
      key: `outside ${accountId}`,
      to: `/accounts/${accountId}`,
      name,
      title: `Posted outside Rostrum: ${name}`,
      note: `${networkName(network)} · ${counted(posts, 'post that nobody approved here', 'posts that nobody approved here')}`,
      act: 'Look',
    }
  }
  const { postId, title: name, network, kind, seenAt } = item.change
  const where = networkName(network)
  return {
    key: `changed ${postId} ${network}`,
    to: `/posts/${postId}`,
    name,
    title: kind === 'gone' ? `“${name}” is gone from ${where}` : `“${name}” was changed on ${where}`,
    note: (
      <>
        Seen <RelativeTime value={seenAt} />
      </>
    ),
    act: 'Compare',
  }
}

function wordsOf(item: WaitingItem, zone: string): Words {
  if (item.kind === 'correction') {
    const { id, postId, title: name, network, proposedBy, at } = item.correction
    const note = (
      <>
        {networkName(network)} · {proposedBy.name} · <RelativeTime value={at} />
      </>
    )
    return {
      key: id,
      to: `/posts/${postId}`,
      name,
      title: `Agree to a correction of “${name}”`,
      note,
      act: 'Read it',
    }
  }
  if (item.kind === 'changed' || item.kind === 'outside') return noticedWords(item)
  const { id, title: name, accounts, publishAt, author } = item.post
  const known = { key: `${item.kind} ${id}`, to: `/posts/${id}`, name }
  if (item.kind === 'attention')
    return { ...known, title: `Decide about “${name}”`, note: troubleOf(item.post.accounts), act: 'Open' }
  const note = [networksOf(accounts), goesOut(publishAt, zone), ...(author ? [author.name] : [])].join(' · ')
  return { ...known, title: `Approve “${name}”`, note, act: 'Read it' }
}

const few = 8
/** For one or two more nobody goes to another page. */
const most = 10

export function WaitingCard({ items }: { items: WaitingItem[] }) {
  const zone = useZone()
  if (items.length === 0) return null
  return (
    <Card
      title="Posts"
      aside={
        items.length > most && (
          <ActionLink to="/posts" kind="quiet">
            All {items.length} that wait
          </ActionLink>
        )
      }
    >
      <Items label="What waits for you">
        {items.slice(0, items.length > most ? few : most).map((item, index) => {
          const { key, to, name, title, note, act } = wordsOf(item, zone)
          return (
            <Item
              key={key}
              title={title}
              note={note}
              end={
                <ActionLink to={to} kind={index === 0 ? 'primary' : 'secondary'}>
                  {act}
                  <span className="visually-hidden"> “{name}”</span>
                </ActionLink>
              }
            />
          )
        })}
      </Items>
    </Card>
  )
}
