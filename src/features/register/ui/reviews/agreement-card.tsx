import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { TextArea } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { outcomeWords, ReviewView, type ReviewSheet } from '../../reviews/contract.ts'
import { ReviewWords } from './past-reviews.tsx'
import { refreshReviews } from './queries.ts'

/** A review that counts once somebody else agrees. */
export function AgreementCard({ sheet, review }: { sheet: ReviewSheet; review: ReviewView }) {
  const client = useQueryClient()
  const deed = useDeed()
  const [note, setNote] = useState('')
  const answer = (agreed: boolean) =>
    deed.run(async () => {
      await api.post(`/account-reviews/${review.id}/agreement`, { agreed, note }, ReviewView)
      await refreshReviews(client)
      toast.done(agreed ? 'Agreed. The review counts.' : 'Sent back.')
    })
  return (
    <Card title="A review waits for agreement">
      <Stack>
        <div>
          <strong>{outcomeWords[review.outcome]}</strong>, next review on{' '}
          <DateTime value={review.nextDue} style="date" />
          <ReviewWords review={review} />
        </div>
        {review.agreement && (
          <p>
            {review.agreement.why} <ClauseRef clause={review.agreement.clause} />
          </p>
        )}
        {sheet.may.agree ? (
          <>
            <TextArea
              label="Your note"
              hint="Needed when you send it back: say what should be looked at again."
              autosize
              minRows={2}
              maxLength={2000}
              value={note}
              error={deed.field('note')}
              onChange={setNote}
            />
            <ProblemAlert error={deed.general} />
            <Row>
              <Button loading={deed.busy} onClick={() => void answer(true)}>
                Agree
              </Button>
              <Button variant="outline" loading={deed.busy} onClick={() => void answer(false)}>
                Send it back
              </Button>
            </Row>
          </>
        ) : (
          <p>
            {review.byMe ? 'You wrote it, so somebody else answers.' : 'Central communications answers it.'}
          </p>
        )}
      </Stack>
    </Card>
  )
}
