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
import { estateQuery } from '#features/register/ui/estate/queries.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Figures, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { useMay } from '#ui/session.ts'
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
])

/** The latest publications, each with what is known of it. */
export function OutcomesCard() {
  const posts = useQuery(postsQuery({})).data?.posts
  if (!posts) return null
  const latest = posts
    .flatMap((post) =>
      post.accounts.map((account) => ({ post, account, at: post.publishedAt ?? post.updatedAt })),
    )
    .filter(({ account }) => account.state !== null && went.has(account.state))
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, few)
  return (
    <Card title="Did it go out?">
      {latest.length === 0 ? (
        <p>What has been sent appears here, with the proof that it arrived.</p>
      ) : (
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
      )}
    </Card>
  )
}

/** The accounts in figures, for those who look after them. */
export function EstateCard() {
  const may = useMay('estate.read')
  const estate = useQuery({ ...estateQuery({}), enabled: may }).data
  if (!estate || estate.open === 0) return null
  const lacking = new Map(estate.lacks.map(({ lack, accounts }) => [lack, accounts]))
  return (
    <Card
      title="The estate"
      aside={
        <ActionLink to="/estate" kind="quiet">
          At a glance
        </ActionLink>
      }
    >
      <Figures
        figures={[
          { value: estate.open, label: estate.open === 1 ? 'official account' : 'official accounts' },
          { value: lacking.get('administrator') ?? 0, label: 'without an administrator' },
          { value: lacking.get('connection') ?? 0, label: 'to be connected' },
        ]}
      />
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
export function NextCard() {
  const [span] = useState(comingDay)
  const items = useQuery(calendarQuery(span[0] ?? '', span[1] ?? '')).data?.items
  if (!items) return null
  const { posts, accounts, busiest } = outlook(items.filter((item) => item.status !== 'cancelled'))
  return (
    <Card title="Next 24 hours">
      <Items>
        <Item
          title={
            posts === 0
              ? 'Nothing is planned'
              : `${counted(posts, 'post', 'posts')} on ${counted(accounts, 'account', 'accounts')}`
          }
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
