import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card, Items } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Stack } from '#ui/parts/page.tsx'
import { useMay } from '#ui/session.ts'
import type { AccountAfterwards } from '../../afterwards/contract.ts'
import { OutsideItem } from './outside-item.tsx'
import { accountAfterwardsQuery } from './queries.ts'
import css from './afterwards.module.css'

/** On an account's page: what is pinned there, and what was posted there outside Rostrum. */
export function AccountAfterwardsCards({ accountId }: { accountId: string }) {
  const mayRead = useMay('posts.read')
  // Whoever may not read the posts of this account is shown nothing of them.
  const { data } = useQuery({ ...accountAfterwardsQuery(accountId), enabled: mayRead, retry: false })
  if (!data) return null
  return (
    <>
      {data.pinned && <PinnedCard pinned={data.pinned} />}
      <OutsideCard accountId={accountId} outside={data.outside} />
    </>
  )
}

function PinnedCard({ pinned }: { pinned: NonNullable<AccountAfterwards['pinned']> }) {
  return (
    <Card title="Pinned">
      <p>
        <Link to="/posts/$postId" params={{ postId: pinned.postId }}>
          {pinned.title || 'A post without a title'}
        </Link>
      </p>
      <p className={css.soft}>
        Pinned to the head of the account <DateTime value={pinned.at} />
      </p>
    </Card>
  )
}

function OutsideCard({ accountId, outside }: { accountId: string; outside: AccountAfterwards['outside'] }) {
  const { can, lookedAt, trouble, missing, open, total, latest, clause } = outside
  if (!can && total === 0) return null
  return (
    <Card
      title="Posted outside Rostrum"
      aside={
        total > 0 && (
          <Link to="/outside-posts" search={{ account: accountId }}>
            All {total}
          </Link>
        )
      }
    >
      <Stack>
        {open === 0 ? (
          <p>Nothing on this account waits to be looked at.</p>
        ) : (
          <>
            <p>
              These posts did not go through Rostrum, so nobody here approved them.{' '}
              <ClauseRef clause={clause} />
            </p>
            <Items label="Posted outside Rostrum">
              {latest.map((post) => (
                <OutsideItem key={post.id} post={post} />
              ))}
            </Items>
          </>
        )}
        {missing && (
          <p className={css.soft}>
            Between <DateTime value={missing.from} /> and <DateTime value={missing.until} /> more was posted
            than the network lists. Look there yourself.
          </p>
        )}
        <p className={css.soft}>
          {lookedAt ? (
            <>
              The account’s own posts were last looked through <DateTime value={lookedAt} />
              {trouble && `. The network said nothing: ${trouble}`}
            </>
          ) : (
            'The account’s own posts are looked through every quarter of an hour once it is connected.'
          )}
        </p>
      </Stack>
    </Card>
  )
}
