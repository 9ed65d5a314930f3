import { Link } from '@tanstack/react-router'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import type { RequestLine } from '../../requests/contract.ts'
import type { List } from './queries.ts'
import { stateWords } from './words.ts'
import css from './requests.module.css'

/** One line for each request: what, whose, where it stands, whom it waits for. */
export function RequestLines({ list, requests }: { list: List; requests: RequestLine[] }) {
  return (
    <ul className={css.lines} aria-label="Requests">
      {requests.map((request) => (
        <li key={request.id}>
          <div className={css.lineHead}>
            <Link to="/requests/$requestId" params={{ requestId: request.id }} className={css.name}>
              {request.title}
            </Link>
            <Chip level={stateWords[request.state].level}>{stateWords[request.state].label}</Chip>
            {request.overdue && <Chip level="refuse">Overdue</Chip>}
          </div>
          <p className={css.note}>
            {list !== 'mine' && `${request.requester.name} · `}
            {request.submittedAt ? (
              <>
                Sent <RelativeTime value={request.submittedAt} />
              </>
            ) : (
              <>
                Begun <RelativeTime value={request.createdAt} />
              </>
            )}
            {request.waitingFor.length > 0 && request.state !== 'draft' && (
              <> · Waits for {request.waitingFor.join(', ')}</>
            )}
            {request.due && (
              <>
                {' '}
                until <DateTime value={request.due} style="date" />
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  )
}
