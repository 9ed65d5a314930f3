import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import type { AccountDetail } from '../../contract.ts'
import { howFar, stepNames } from '../reviews/leaving-words.ts'
import { lifeQuery } from './queries.ts'
import css from './life.module.css'

/** How far the closing of the account is, and the way on. Nothing where nobody has begun. */
export function ClosingCard({ account }: { account: AccountDetail }) {
  const life = useQuery(lifeQuery(account.id)).data
  if (!life?.closing) return null
  const { reason, closesOn, progress } = life.closing
  return (
    <Card title="Closing the account">
      {reason && <p>{reason}</p>}
      <p>
        {howFar(progress)}.{progress.next && ` Next: ${stepNames[progress.next].toLowerCase()}.`}
      </p>
      <p className={css.quiet}>
        {closesOn ? (
          <>
            To be closed on <DateTime value={`${closesOn}T12:00:00Z`} style="date" />, if every step is done.
          </>
        ) : (
          'Nobody has set its day yet.'
        )}
      </p>
      {life.may.seeClosing && (
        <Row>
          <ActionLink kind="primary" to={`/accounts/${account.id}/leave`}>
            Go on closing it
          </ActionLink>
        </Row>
      )}
    </Card>
  )
}
