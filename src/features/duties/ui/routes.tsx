import { IconChecklist } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/duties',
    page: () => import('./duties-page.tsx').then((module) => module.DutiesPage),
    nav: { section: 'work', label: 'Duties', order: 50, icon: IconChecklist },
  },
]
