import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconBell } from '@tabler/icons-react'
import { CountBadge } from '#ui/parts/chip.tsx'
import { unreadQuery } from './queries.ts'
import css from './notices.module.css'

/** On every page: how many notices have not been read, and the way to them. */
export function Bell() {
  const unread = useQuery(unreadQuery).data?.unread ?? 0
  return (
    <Link to="/notices" className={css.bell} activeOptions={{ exact: true }}>
      <IconBell size={20} stroke={1.6} aria-hidden />
      <span className="visually-hidden">Notices</span>
      <CountBadge count={unread} of="not read" />
    </Link>
  )
}
