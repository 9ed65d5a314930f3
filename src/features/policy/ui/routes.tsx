import { IconScale } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/policy',
    page: () => import('./policy-page.tsx').then((module) => module.PolicyPage),
    nav: { section: 'policy', label: 'Our policy', order: 0, icon: IconScale, permission: 'policy.read' },
  },
  {
    path: '/policy/editions/$editionId',
    page: () => import('./edition-page.tsx').then((module) => module.EditionPage),
  },
]
