import { IconHeartbeat, IconPlugConnected } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

/** The pages for whoever looks after the system, or writes programs that use it. */
export const careRoutes: FeatureRoute[] = [
  {
    path: '/system',
    page: () => import('./system-page.tsx').then((module) => module.SystemPage),
    nav: { section: 'settings', label: 'System', order: 80, icon: IconHeartbeat, permission: 'system.read' },
  },
  {
    path: '/developers',
    page: () => import('./developers-page.tsx').then((module) => module.DevelopersPage),
    nav: { section: 'settings', label: 'For developers', order: 90, icon: IconPlugConnected },
  },
]
