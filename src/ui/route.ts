import type { ComponentType } from 'react'
import type { Session } from './session.ts'

/** The sections of the side navigation, in their order. */
export const sections = ['work', 'accounts', 'policy', 'evidence', 'settings'] as const
export type Section = (typeof sections)[number]

/** Null: the first section has no heading. */
export const sectionLabels: Record<Section, string | null> = {
  work: null,
  accounts: 'Accounts',
  policy: 'Policy',
  evidence: 'Evidence',
  settings: 'Settings',
}

export interface NavEntry {
  section: Section
  label: string
  /** Where it stands in its section, lowest first; leave gaps of ten. */
  order: number
  /** A Tabler icon, imported one by one: `import { IconPencil } from '@tabler/icons-react'`. */
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** Shown only to people with this permission. */
  permission?: string
  /** Shown only on pages whose address begins so: a lesser page of its part. */
  within?: string
  /** Current on its own page alone, not on those below it: they have entries of their own. */
  exact?: boolean
  /** A number beside the label, and what it counts, for those who listen: `{ count: 3, of: 'waiting' }`. */
  count?: (session: Session) => { count: number; of: string }
}

/**
 * One page of a feature. A feature exports `routes: FeatureRoute[]` from `src/features/<name>/ui/routes.tsx`; the
 * app finds it. That file is part of the first download, so it imports nothing but icons: pages load when visited.
 */
export interface FeatureRoute {
  /** As TanStack Router writes it: `/posts/$postId`. Read with `useParams({ strict: false })`. */
  path: string
  /** `() => import('./posts-page.tsx').then((m) => m.PostsPage)` */
  page: () => Promise<ComponentType>
  nav?: NavEntry
  /** `bare`: without navigation and without signing in, as the sign-in and set-up pages are. Default `shell`. */
  frame?: 'shell' | 'bare'
  /** Parses the part after `?`; read with `useSearch({ strict: false })`. */
  search?: (raw: Record<string, unknown>) => Record<string, unknown>
}
