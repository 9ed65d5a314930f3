import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'

export interface ActionLinkProps {
  /** A path of ours, complete: `/posts/7`. */
  to: string
  /** `primary` once a page. */
  kind?: 'primary' | 'secondary' | 'quiet'
  size?: 'sm' | 'md'
  icon?: ReactNode
  children: ReactNode
}

const variants = { primary: 'filled', secondary: 'outline', quiet: 'subtle' } as const

/** A link that looks like a button: for going somewhere. For doing something use Mantine's `Button`. */
export function ActionLink({ to, kind = 'secondary', size = 'md', icon, children }: ActionLinkProps) {
  return (
    <Button component={Link} to={to} variant={variants[kind]} size={size} leftSection={icon}>
      {children}
    </Button>
  )
}
