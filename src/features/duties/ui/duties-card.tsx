import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { waits } from '../rules.ts'
import { myDutiesQuery } from './queries.ts'

const few = 5

/** How many duties stand among what waits for this person. */
export function useDutiesWaiting(): number {
  return useQuery(myDutiesQuery).data?.duties.filter(waits).length ?? 0
}

/** On Today: the duties that come next, overdue ones first. */
export function DutiesCard() {
  const duties = useQuery(myDutiesQuery).data?.duties.filter(waits) ?? []
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
        {duties.slice(0, few).map(({ id, title, due, overdue, office, mine, clause, link }) => (
          <Item
            key={id}
            title={title}
            note={
              <>
                {overdue && <Chip level="refuse">Overdue</Chip>} Due <DateTime value={due} />
                {office && !mine && ` · ${office.name}`}
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
