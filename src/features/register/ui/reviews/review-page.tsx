import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { ReviewSheet } from '../../reviews/contract.ts'
import { AgreementCard } from './agreement-card.tsx'
import { PastReviews } from './past-reviews.tsx'
import { reviewQuery } from './queries.ts'
import { ReviewForm } from './review-form.tsx'
import { ChangesCard, FindingsCard, PeopleCard, ScorecardCard } from './sheet-cards.tsx'

/** An account looked at again: beside what it is to reach, with what is known of it, and what is to come of it. */
export function ReviewPage() {
  const { accountId = '' } = useParams({ strict: false })
  const query = useQuery(reviewQuery(accountId))
  const sheet = query.data
  return (
    <Page
      title={sheet ? `Review ${sheet.account.displayName}` : 'Review an account'}
      lede={sheet && <Lede sheet={sheet} />}
      actions={sheet && <ActionLink to={`/accounts/${accountId}`}>Back to the account</ActionLink>}
    >
      <ProblemAlert
        error={query.error}
        action={<Button onClick={() => void query.refetch()}>Try again</Button>}
      />
      {!sheet && !query.error && <Skeleton lines={8} label="Loading the review" />}
      {sheet && (
        <Columns
          main={
            <>
              {sheet.waiting && <AgreementCard sheet={sheet} review={sheet.waiting} />}
              {sheet.notHere && !sheet.waiting && <WhyNot why={sheet.notHere} />}
              <ChangesCard sheet={sheet} />
              <ScorecardCard sheet={sheet} />
              {sheet.may.review && <ReviewForm key={sheet.account.version} sheet={sheet} />}
            </>
          }
          aside={
            <>
              <FindingsCard sheet={sheet} />
              <PeopleCard sheet={sheet} />
              <PastReviews reviews={sheet.reviews.filter(({ state }) => state !== 'waiting')} />
            </>
          }
        />
      )}
    </Page>
  )
}

function Lede({ sheet }: { sheet: ReviewSheet }) {
  const { account, networkName, overdue, notHere } = sheet
  const due = notHere ? null : sheet.due
  return (
    <Row>
      <span>
        @{account.handle} on {networkName}, {account.unit.name}
      </span>
      {due && (
        <span>
          {overdue ? 'was due on ' : 'due on '}
          <DateTime value={due} style="date" /> <ClauseRef clause={sheet.asks.clause} />
        </span>
      )}
      {due && overdue && <Chip level="refuse">Overdue</Chip>}
    </Row>
  )
}

function WhyNot({ why }: { why: NonNullable<ReviewSheet['notHere']> }) {
  return (
    <Callout title="It is not reviewed here">
      {why.say} <ClauseRef clause={why.clause} />
    </Callout>
  )
}
