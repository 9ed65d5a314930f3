import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime, RelativeTime } from '#ui/parts/date-time.tsx'
import { noticeKinds, type Notice } from '../contract.ts'
import css from './notices.module.css'

/** One notice. Going where it leads counts as having read it. */
export function NoticeLine({ notice, onRead }: { notice: Notice; onRead: () => void }) {
  const { title, text, link, at, kind, urgent, readAt } = notice
  const read = readAt !== null
  return (
    <li className={css.notice} data-read={read}>
      <span>
        {!read && (
          <span className={css.dot}>
            <span className="visually-hidden">Not read:</span>
          </span>
        )}
      </span>
      <div>
        <div className={css.title}>
          {urgent && (
            <>
              <Chip level="refuse">Urgent</Chip>{' '}
            </>
          )}
          <Link to={link} onClick={() => !read && onRead()}>
            {title}
          </Link>
        </div>
        {text && <p className={css.text}>{text}</p>}
        <div className={css.note}>
          {noticeKinds[kind].label} · <DateTime value={at} style="short" /> (<RelativeTime value={at} />)
          {!read && (
            <>
              {' '}
              <Button size="compact-sm" variant="subtle" onClick={onRead}>
                Mark as read<span className="visually-hidden">: {title}</span>
              </Button>
            </>
          )}
        </div>
      </div>
    </li>
  )
}
