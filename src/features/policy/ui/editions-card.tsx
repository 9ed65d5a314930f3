import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { editionsQuery } from './queries.ts'

/** All editions, the newest first; old ones stay readable. */
export function EditionsCard({ current }: { current: string }) {
  const { data, error } = useQuery(editionsQuery)
  return (
    <Card title="Editions">
      <ProblemAlert error={error} />
      <Items label="Editions">
        {(data?.editions ?? []).map(({ id, edition, title, inForceFrom }) => (
          <Item
            key={id}
            title={`Edition ${edition}: ${title}`}
            note={
              <>
                In force from <DateTime value={inForceFrom} />
              </>
            }
            end={
              <Row>
                {id === current && <Chip level="ok">In force</Chip>}
                <ActionLink to={`/policy/editions/${id}/changes`} kind="quiet">
                  What changed
                  <span className="visually-hidden">
                    {' '}
                    in edition {edition} of {title}
                  </span>
                </ActionLink>
                {id !== current && (
                  <ActionLink to={`/policy/editions/${id}`} kind="quiet">
                    Read edition {edition}
                  </ActionLink>
                )}
              </Row>
            }
          />
        ))}
      </Items>
    </Card>
  )
}
