import {
  Suspense,
  useEffect,
  useRef,
  useState,
  type ComponentType,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { useLocation } from '@tanstack/react-router'
import { IconMenu2, IconX } from '@tabler/icons-react'
import { CountBadge } from '../parts/chip.tsx'
import type { NavEntry } from '../route.ts'
import { useSession } from '../session.ts'
import { Brand } from './brand.tsx'
import { Navigation } from './navigation.tsx'
import { Notices } from './notices.tsx'
import { PersonMenu } from './person-menu.tsx'
import { SessionPrompt, type SignInFormProps } from './session-prompt.tsx'
import css from './app-shell.module.css'

export interface AppShellProps {
  entries: (NavEntry & { path: string })[]
  onSignOut: () => Promise<void>
  /** Shown in a dialog when the session ends while a page is open. */
  signInForm: ComponentType<SignInFormProps> | null
  /** How many notices wait, and the way to them; beside the name on every page. */
  bell: ComponentType | null
  children: ReactNode
}

/** The frame of every page for people who have signed in: navigation, notices, the page. */
export function AppShell({ entries, onSignOut, signInForm, bell: Bell, children }: AppShellProps) {
  const session = useSession()
  const menu = useMenu()
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        Skip to the page
      </a>
      <header className={css.side} onKeyDown={menu.onKeyDown} data-print="no">
        <div className={css.bar}>
          <Brand institution={session.institution?.name} />
          <div className={css.bell}>
            <Suspense fallback={null}>{Bell && session.person && <Bell />}</Suspense>
          </div>
          <button
            ref={menu.button}
            type="button"
            className={css.menuButton}
            aria-expanded={menu.open}
            aria-controls="menu"
            onClick={menu.toggle}
          >
            {menu.open ? <IconX size={20} aria-hidden /> : <IconMenu2 size={20} aria-hidden />}
            Menu
            {!menu.open && <CountBadge count={session.waiting} of="things wait for you" />}
          </button>
        </div>
        <div id="menu" className={css.menu} data-open={menu.open}>
          <Navigation entries={entries} />
          {session.person && <PersonMenu person={session.person} onSignOut={onSignOut} />}
        </div>
      </header>
      <div className={css.body}>
        <Notices />
        <main id="main" tabIndex={-1} className={css.main}>
          {children}
        </main>
      </div>
      <SessionPrompt form={signInForm} />
    </div>
  )
}

/** The navigation of a narrow screen: opens below the bar, closes by Escape and when one has arrived. */
function useMenu() {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const path = useLocation({ select: (location) => location.pathname })
  useEffect(() => setOpen(false), [path])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    setOpen(false)
    button.current?.focus()
  }
  return { open, button, onKeyDown, toggle: () => setOpen(!open) }
}

/** The frame of the pages for everybody: sign-in, set-up, an invitation. */
export function BareShell({ children }: { children: ReactNode }) {
  const session = useSession()
  return (
    <div className={css.bare}>
      <header>
        <Brand institution={session.institution?.name} />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
