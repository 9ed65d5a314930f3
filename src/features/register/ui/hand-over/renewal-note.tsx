import { useQuery } from '@tanstack/react-query'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import { renewalsQuery } from './queries.ts'

/** On the account's page: the connection hangs by somebody who no longer answers for it. */
export function RenewalNote({ accountId }: { accountId: string }) {
  const renewal = useQuery(renewalsQuery(accountId)).data?.renewals[0]
  if (!renewal) return null
  return (
    <Callout level="advise" title="Somebody else has to connect it">
      {renewal.grantedBy} gave the network’s permission on <DateTime value={renewal.grantedAt} style="date" />{' '}
      {renewal.why === 'left' ? 'and has left.' : 'and has handed the account over.'} It works until the
      network ends it. Connect again, signed in as the account; then it is yours.
    </Callout>
  )
}
