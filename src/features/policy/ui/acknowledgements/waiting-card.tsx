import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { useMay } from '#ui/session.ts'
import { myAcknowledgementQuery } from './queries.ts'

/** On Today: the edition that waits to be read, and else what the policy says to somebody who has not read it. */
export function PolicyToReadCard({ only }: { only: 'due' | 'says' }) {
  const { data } = useQuery({ ...myAcknowledgementQuery, enabled: useMay('policy.read') })
  if (!data || data.acknowledgedAt !== null) return null
  const { due, gate, edition, says } = data
  if ((due !== null) !== (only === 'due') || (!due && says.length === 0)) return null
  return (
    <Card title={due ? 'The policy waits for you' : 'From the policy'}>
      <Items>
        {due && (
          <Item
            title={`Read edition ${edition.edition} of “${edition.title}”`}
            note={
              <>
                In force since <DateTime value={edition.inForceFrom} style="date" />
                {gate && ' · until then you cannot publish'}
              </>
            }
            end={
              <ActionLink to="/policy/acknowledge" kind="secondary">
                Read and confirm
              </ActionLink>
            }
          />
        )}
        {!due && (
          <Item
            title={says[0]?.say}
            note={says.length > 1 ? `And ${says.length - 1} more` : undefined}
            end={
              <ActionLink to="/policy/acknowledge" kind="quiet">
                Read what it says to you
              </ActionLink>
            }
          />
        )}
      </Items>
    </Card>
  )
}
