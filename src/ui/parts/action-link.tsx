import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import css from './action-link.module.css'

export interface ActionLinkProps {
  /** A path of ours, complete: `/posts/7`. */
  to: string
  /** `primary` once a page; `quiet` is words alone. */
  kind?: 'primary' | 'secondary' | 'quiet'
  size?: 'sm' | 'md'
  icon?: ReactNode
  /** The server makes that page, not the router: it is fetched anew. Words alone. */
  served?: boolean
  children: ReactNode
}

const variants = { primary: 'filled', secondary: 'outline' } as const

/** A link that looks like a button: for going somewhere. For doing something use Mantine's `Button`. */
export function ActionLink({ to, kind = 'secondary', size = 'md', icon, served, children }: ActionLinkProps) {
  if (served)
    return (
      <a href={to} className={css.quiet}>
        {icon}
        {children}
      </a>
    )
  if (kind === 'quiet')
    return (
      <Link to={to} className={css.quiet}>
        {icon}
        {children}
      </Link>
    )
  return (
    <Button component={Link} to={to} variant={variants[kind]} size={size} leftSection={icon}>
      {children}
    </Button>
  )
}
