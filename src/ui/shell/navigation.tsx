import { useId } from 'react'
import { Link, useLocation } from '@tanstack/react-router'
import { CountBadge } from '../parts/chip.tsx'
import { sectionLabels, sections, type NavEntry, type Section } from '../route.ts'
import { useSession } from '../session.ts'
import css from './navigation.module.css'

type PlacedEntry = NavEntry & { path: string }

export function Navigation({ entries }: { entries: PlacedEntry[] }) {
  const { permissions } = useSession()
  const here = useLocation({ select: ({ pathname }) => pathname })
  const allowed = entries
    .filter(({ permission }) => !permission || permissions.includes(permission))
    .filter(({ within }) => !within || here === within || here.startsWith(`${within}/`))
  return (
    <nav aria-label="Main" className={css.nav}>
      {sections.map((section) => (
        <NavSection
          key={section}
          section={section}
          entries={allowed.filter((entry) => entry.section === section).sort((a, b) => a.order - b.order)}
        />
      ))}
    </nav>
  )
}

function NavSection({ section, entries }: { section: Section; entries: PlacedEntry[] }) {
  const id = useId()
  const label = sectionLabels[section]
  if (entries.length === 0) return null
  return (
    <div className={css.section}>
      {label && (
        <span id={id} className={css.heading}>
          {label}
        </span>
      )}
      <ul aria-labelledby={label ? id : undefined}>
        {entries.map((entry) => (
          <li key={entry.path}>
            <NavLink entry={entry} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function NavLink({ entry }: { entry: PlacedEntry }) {
  const counted = entry.count?.(useSession())
  const Icon = entry.icon
  return (
    <Link
      to={entry.path}
      activeOptions={{ exact: entry.path === '/' || entry.exact === true }}
      className={css.link}
      data-within={entry.within !== undefined}
    >
      <Icon size={entry.within ? 16 : 19} stroke={1.6} />
      <span>{entry.label}</span>
      {counted && <CountBadge count={counted.count} of={counted.of} />}
    </Link>
  )
}
