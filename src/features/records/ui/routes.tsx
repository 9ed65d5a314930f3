import { IconArchive } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/records',
    page: () => import('./records-page.tsx').then((module) => module.RecordsPage),
    nav: { section: 'evidence', label: 'Records', order: 0, icon: IconArchive, permission: 'records.read' },
  },
  {
    path: '/records/$recordId',
    page: () => import('./record-page.tsx').then((module) => module.RecordPage),
  },
]
