import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { calendarQuery, postsQuery } from '#features/posts/ui/index.ts'
import type { PostRow, PublicationState } from '#features/posts/contract.ts'
import { outlook } from './words.ts'

const few = 5

/** What needs somebody before what is under way, and that before what is out. */
const went: PublicationState[] = [
  'rejected',
  'blocked',
  'missed',
  'unknown',
  'reconciling',
  'handed',
  'sent',
  'claimed',
  'intended',
  'published',
  'verified',
]

/** What stands beside the things to do, for those who write: the latest publications, and the coming day. Null: nothing. */
export function useAside(works: boolean) {
  const [span] = useState(comingDay)
  const posts = useQuery({ ...postsQuery({}), enabled: works }).data?.posts
  const items = useQuery({ ...calendarQuery(span[0] ?? '', span[1] ?? ''), enabled: works }).data?.items
  const latest = posts && latestOf(posts)
  const next =
    items && outlook(items.filter((item) => item.publishAt !== null && item.status !== 'cancelled'))
  return {
    outcomes: latest && latest.length > 0 ? latest : null,
    next: next && next.posts > 0 ? next : null,
  }
}

/** One line for each post, however many accounts it went to: eight of them would fill the card. */
const latestOf = (posts: readonly PostRow[]) =>
  posts
    .flatMap((post) => {
      const states = went.filter((state) => post.accounts.some((account) => account.state === state))
      return states.length > 0 ? [{ post, states, at: post.publishedAt ?? post.updatedAt }] : []
    })
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, few)
export type Latest = ReturnType<typeof latestOf>

const day = 24 * 60 * 60_000
const quarter = 15 * 60_000

/** From the last quarter of an hour, so that coming back to the page soon does not ask again. */
function comingDay(): string[] {
  const start = Math.floor(Date.now() / quarter) * quarter
  return [start, start + day].map((at) => new Date(at).toISOString())
}
