import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip, type Level } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { outcomeWords, progressWords, type ReviewState, type ReviewView } from '../../reviews/contract.ts'
import css from './reviews.module.css'

const states: Record<ReviewState, { label: string; level: Level }> = {
  waiting: { label: 'Waits for agreement', level: 'hold' },
  stands: { label: 'Counts', level: 'ok' },
  'sent-back': { label: 'Sent back', level: 'refuse' },
}

/** Reviews there have been, the newest first. */
export function PastReviews({ reviews }: { reviews: ReviewView[] }) {
  if (reviews.length === 0) return null
  return (
    <Card title="Earlier reviews">
      <Items label="Earlier reviews">
        {reviews.map((review) => (
          <Item
            key={review.id}
            title={outcomeWords[review.outcome]}
            note={<ReviewWords review={review} />}
            end={<Chip level={states[review.state].level}>{states[review.state].label}</Chip>}
          />
        ))}
      </Items>
    </Card>
  )
}

/** What a review said, and what was said to it. */
export function ReviewWords({ review }: { review: ReviewView }) {
  const { written, agreement } = review
  return (
    <>
      <div>
        {review.by}, <DateTime value={review.at} style="date" />
        {review.overdue && ', after its date'}
      </div>
      <div>
        {progressWords[written.progress]}
        {written.figure && `: ${written.figure}`}
      </div>
      <div className={css.words}>{written.note}</div>
      {written.need && (
        <div>
          Needs {written.need.what}, from {written.need.from}, by{' '}
          <DateTime value={`${written.need.by}T12:00:00Z`} style="date" />
        </div>
      )}
      {agreement?.by && (
        <div className={css.words}>
          {review.state === 'stands' ? 'Agreed by ' : 'Sent back by '}
          {agreement.by}
          {agreement.note && `: ${agreement.note}`}
        </div>
      )}
    </>
  )
}
