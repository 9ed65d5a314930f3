import { Link } from '@tanstack/react-router'
import { IconAlertTriangle, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react'
import { connectionLost } from '../api.ts'
import { useSession } from '../session.ts'
import { useSignal } from '../use-signal.ts'
import css from './notices.module.css'

/** What everybody should know before anything else: sending is paused, the worker is missing, the line is down. */
export function Notices() {
  const session = useSession()
  const lost = useSignal(connectionLost)
  return (
    <aside aria-label="Notices" data-print="no">
      <div role="status">
        {lost && (
          <p className={css.notice} data-level="warning">
            <IconPlugConnectedX size={18} aria-hidden />
            <span>
              Rostrum does not answer. What you write stays on this page; trying again every few seconds.
            </span>
          </p>
        )}
      </div>
      {session.notices.map((notice) => (
        <p key={notice.id} className={css.notice} data-level={notice.level}>
          {notice.level === 'warning' ? (
            <IconAlertTriangle size={18} aria-hidden />
          ) : (
            <IconInfoCircle size={18} aria-hidden />
          )}
          <span>{notice.text}</span>
          {notice.action && <Link to={notice.action.href}>{notice.action.label}</Link>}
        </p>
      ))}
    </aside>
  )
}
