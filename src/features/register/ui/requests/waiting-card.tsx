import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import type { RequestLine } from '../../requests/contract.ts'
import { requestsQuery } from './queries.ts'
import { stateWords } from './words.ts'

const few = 5

const stands = ({ state }: RequestLine): boolean =>
  state === 'draft' || state === 'in-review' || state === 'changes-asked' || state === 'appealed'

/** On Today: requests that wait for an office of mine, and where my own stand. */
export function RequestsCard() {
  const waiting = useQuery(requestsQuery({ list: 'waiting', size: few })).data
  const own = useQuery(requestsQuery({ list: 'mine', size: few })).data?.requests ?? []
  const forMe = waiting?.requests ?? []
  const mine = own.filter((one) => stands(one) && !forMe.some(({ id }) => id === one.id))
  if (forMe.length + mine.length === 0) return null
  return (
    <Card
      title="Requests"
      aside={
        <ActionLink to="/requests" kind="quiet">
          {waiting && waiting.total > few ? `All ${waiting.total} that wait` : 'All requests'}
        </ActionLink>
      }
    >
      <Items label="Requests">
        {forMe.map(({ id, title, requester, due, overdue }) => (
          <Item
            key={id}
            title={title}
            note={
              <>
                {overdue && <Chip level="refuse">Overdue</Chip>} {requester.name}
                {due && (
                  <>
                    {' · due '}
                    <DateTime value={due} style="date" />
                  </>
                )}
              </>
            }
            end={
              <ActionLink to={`/requests/${id}`}>
                Answer<span className="visually-hidden"> {title}</span>
              </ActionLink>
            }
          />
        ))}
        {mine.map(({ id, title, state, waitingFor }) => (
          <Item
            key={id}
            title={title}
            note={
              <>
                <Chip level={stateWords[state].level}>{stateWords[state].label}</Chip>{' '}
                {state === 'in-review' || state === 'appealed' ? `Waits for ${waitingFor.join(', ')}` : ''}
              </>
            }
            end={
              <ActionLink to={`/requests/${id}`} kind="quiet">
                {state === 'draft' || state === 'changes-asked' ? 'Go on' : 'See it'}
                <span className="visually-hidden">: {title}</span>
              </ActionLink>
            }
          />
        ))}
      </Items>
    </Card>
  )
}
