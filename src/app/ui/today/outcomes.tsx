import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  calendarQuery,
  counted,
  networkName,
  postsQuery,
  publicationWords,
} from '#features/posts/ui/index.ts'
import type { PostRow } from '#features/posts/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { outlook } from './words.ts'

const few = 5
const went = new Set([
  'published',
  'verified',
  'unknown',
  'reconciling',
  'blocked',
  'rejected',
  'missed',
  'sent',
  'claimed',
  'intended',
  'handed',
])

/** What stands beside the things to do, for those who write: the latest publications, and the coming day. Null: nothing. */
export function useAside(works: boolean) {
  const [span] = useState(comingDay)
  const posts = useQuery({ ...postsQuery({}), enabled: works }).data?.posts
  const items = useQuery({ ...calendarQuery(span[0] ?? '', span[1] ?? ''), enabled: works }).data?.items
  const latest = posts && latestOf(posts)
  const next = items && outlook(items.filter((item) => item.status !== 'cancelled'))
  return {
    outcomes: latest && latest.length > 0 ? latest : null,
    next: next && next.posts > 0 ? next : null,
  }
}

const latestOf = (posts: readonly PostRow[]) =>
  posts
    .flatMap((post) =>
      post.accounts.map((account) => ({ post, account, at: post.publishedAt ?? post.updatedAt })),
    )
    .filter(({ account }) => account.state !== null && went.has(account.state))
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, few)

/** The latest publications, each with what is known of it. */
export function OutcomesCard({ latest }: { latest: ReturnType<typeof latestOf> }) {
  return (
    <Card title="Did it go out?">
      <Items>
        {latest.map(({ post, account, at }) => {
          const word = account.state ? publicationWords[account.state] : null
          return (
            <Item
              key={`${post.id} ${account.id}`}
              title={<Link to={`/posts/${post.id}`}>{post.title}</Link>}
              note={
                <>
                  {networkName(account.network)} · @{account.handle} · <RelativeTime value={at} />
                </>
              }
              end={word && <Chip level={word.level}>{word.label}</Chip>}
            />
          )
        })}
      </Items>
    </Card>
  )
}

const day = 24 * 60 * 60_000
const quarter = 15 * 60_000

/** From the last quarter of an hour, so that coming back to the page soon does not ask again. */
function comingDay(): string[] {
  const start = Math.floor(Date.now() / quarter) * quarter
  return [start, start + day].map((at) => new Date(at).toISOString())
}

/** What the coming day holds. */
export function NextCard({ next: { posts, accounts, busiest } }: { next: ReturnType<typeof outlook> }) {
  return (
    <Card title="Next 24 hours">
      <Items>
        <Item
          title={`${counted(posts, 'post', 'posts')} on ${counted(accounts, 'account', 'accounts')}`}
          note={
            busiest && (
              <>
                the busiest: <DateTime value={busiest.at} style="time" />, {busiest.count} in one hour
              </>
            )
          }
          end={
            <ActionLink to="/calendar" kind="quiet">
              Calendar
            </ActionLink>
          }
        />
      </Items>
    </Card>
  )
}
