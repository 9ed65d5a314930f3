import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { DutyForMe } from '../contract.ts'
import { waits } from '../rules.ts'
import { myDutiesQuery } from './queries.ts'

const few = 5

/** The duties that stand among what waits for this person; undefined until they are known. */
export function useDutiesWaiting(): DutyForMe[] | undefined {
  return useQuery(myDutiesQuery).data?.duties.filter(waits)
}

/** On Today: the duties that come next, overdue ones first. */
export function DutiesCard({ duties }: { duties: DutyForMe[] }) {
  if (duties.length === 0) return null
  return (
    <Card
      title="Duties"
      aside={
        <ActionLink to="/duties" kind="quiet">
          {duties.length > few ? `All ${duties.length}` : 'All duties'}
        </ActionLink>
      }
    >
      <Items label="Duties">
        {duties.slice(0, few).map(({ id, title, due, overdue, office, role, mine, clause, link }) => (
          <Item
            key={id}
            title={title}
            note={
              <>
                {overdue && <Chip level="refuse">Overdue</Chip>} Due <DateTime value={due} />
                {!mine && (office ?? role) && ` · ${(office ?? role)?.name}`}
                {clause && (
                  <>
                    {' · '}
                    <ClauseRef clause={clause} />
                  </>
                )}
              </>
            }
            end={
              <ActionLink to={link}>
                See to it<span className="visually-hidden">: {title}</span>
              </ActionLink>
            }
          />
        ))}
      </Items>
    </Card>
  )
}
