import { useMay } from '#ui/session.ts'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { AccountDetail } from '../../contract.ts'
import css from './reviews.module.css'

/** On the account's own page: when it is looked at again. */
export function ReviewCard({ account }: { account: AccountDetail }) {
  const reviews = useMay('accounts.review')
  const speaks = account.state === 'active' || account.state === 'dormant'
  if (!account.may.edit || !reviews || account.affiliate || !speaks) return null
  return (
    <Card title="Looked at again">
      <p className={css.quiet}>
        {account.reviewedAt ? (
          <>
            Last on <DateTime value={account.reviewedAt} style="date" />.{' '}
          </>
        ) : (
          'Nobody has reviewed it yet. '
        )}
        {account.reviewDue && (
          <>
            Next by <DateTime value={account.reviewDue} style="date" />.
          </>
        )}
      </p>
      <Row>
        <ActionLink size="sm" to={`/accounts/${account.id}/review`}>
          Review it
        </ActionLink>
      </Row>
    </Card>
  )
}
