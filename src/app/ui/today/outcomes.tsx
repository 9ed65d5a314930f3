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
import type { PostRow, PublicationState } from '#features/posts/contract.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
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
const isOut = (state: PublicationState | null): boolean => state === 'published' || state === 'verified'

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

/** One line for each post, however many accounts it went to: eight of them would fill the card. */
const latestOf = (posts: readonly PostRow[]) =>
  posts
    .flatMap((post) => {
      const states = went.filter((state) => post.accounts.some((account) => account.state === state))
      return states.length > 0 ? [{ post, states, at: post.publishedAt ?? post.updatedAt }] : []
    })
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, few)
type Latest = ReturnType<typeof latestOf>

/** What became of the latest posts, the worst first. */
export function OutcomesCard({ latest }: { latest: Latest }) {
  return (
    <Card title="Did it go out?">
      <Items>
        {latest.map(({ post, states, at }) => (
          <Item
            key={post.id}
            title={<Link to={`/posts/${post.id}`}>{post.title}</Link>}
            note={
              <>
                {whereOf(post)} · <RelativeTime value={at} />
              </>
            }
            end={<Outcome states={states} />}
          />
        ))}
      </Items>
    </Card>
  )
}

/** "Mastodon · @library", or "Out on 5 of 7 accounts". */
function whereOf({ accounts }: PostRow): string {
  const [first] = accounts
  if (first && accounts.length === 1) return `${networkName(first.network)} · @${first.handle}`
  const out = accounts.filter(({ state }) => isOut(state)).length
  return `Out on ${out} of ${accounts.length} accounts`
}

/** Where it is out everywhere, that; otherwise whatever else there is. */
function Outcome({ states }: Pick<Latest[number], 'states'>) {
  const open = states.filter((state) => !isOut(state))
  const words = (open.length > 0 ? open : states.slice(0, 1)).map((state) => publicationWords[state])
  return (
    <Row>
      {[...new Map(words.map((word) => [word.label, word])).values()].map(({ label, level }) => (
        <Chip key={label} level={level}>
          {label}
        </Chip>
      ))}
    </Row>
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
