import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { IconChevronDown, IconLogout, IconUser } from '@tabler/icons-react'
import { SchemeSwitch } from './scheme-switch.tsx'
import css from './person-menu.module.css'

export interface PersonMenuProps {
  person: { name: string; email: string }
  onSignOut: () => Promise<void>
}

/** Who is signed in; opens to their profile, the colours, and the way out. */
export function PersonMenu({ person, onSignOut }: PersonMenuProps) {
  const [open, setOpen] = useState(false)
  const [local, ...domain] = person.email.split('@')
  return (
    <div className={css.person}>
      {open && (
        <div id="person-menu" className={css.content}>
          <Link to="/profile" className={css.entry}>
            <IconUser size={18} stroke={1.6} aria-hidden /> Your profile
          </Link>
          <SchemeSwitch />
          <button type="button" className={css.entry} onClick={() => void onSignOut()}>
            <IconLogout size={18} stroke={1.6} aria-hidden /> Sign out
          </button>
        </div>
      )}
      <button
        type="button"
        className={css.button}
        aria-expanded={open}
        aria-controls={open ? 'person-menu' : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className={css.name}>
          <span>{person.name}</span>
          <span className={css.email}>
            {local}
            <wbr />
            {domain.map((part) => `@${part}`)}
          </span>
        </span>
        <IconChevronDown size={18} aria-hidden />
      </button>
    </div>
  )
}
