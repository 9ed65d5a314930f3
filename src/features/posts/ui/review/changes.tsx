import type { Snapshot } from '../../contract.ts'
import { Card } from '#ui/parts/card.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { contentText, detailsText, seenAll } from '../save/compare.ts'
import { DiffText } from '../save/diff-text.tsx'
import css from './review.module.css'

type Seen = Snapshot & { version: number; at: string }

/** What is new since this reader looked last, so that a second reading is a short one. */
export function ChangesSince({ seen, now }: { seen: Seen | null; now: Snapshot }) {
  if (!seen || seenAll(seen, now)) return <p className={css.soft}>You have seen all of it as it stands.</p>
  const timeChanged = seen.publishAt !== now.publishAt
  const accounts =
    JSON.stringify(seen.accountIds) === JSON.stringify(now.accountIds) ? null : now.accountIds.length
  return (
    <Card title="Changed since you looked" aside={<RelativeTime value={seen.at} />}>
      {seen.title !== now.title && (
        <p>
          The name: <DiffText before={seen.title} after={now.title} />
        </p>
      )}
      <DiffText before={contentText(seen.content)} after={contentText(now.content)} />
      {detailsText(seen.content) !== detailsText(now.content) && (
        <>
          <p className={css.soft}>Beside the words:</p>
          <DiffText before={detailsText(seen.content)} after={detailsText(now.content)} />
        </>
      )}
      {timeChanged && (
        <p>
          The time: was {seen.publishAt ? <DateTime value={seen.publishAt} /> : 'as soon as it is approved'},
          is now {now.publishAt ? <DateTime value={now.publishAt} /> : 'as soon as it is approved'}.
        </p>
      )}
      {accounts !== null && (
        <p>
          The accounts: {seen.accountIds.length} then, {accounts} now.
        </p>
      )}
    </Card>
  )
}
