import { IconSettings } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

const setup = () => import('./setup-page.tsx').then((module) => module.SetupPage)

export const routes: FeatureRoute[] = [
  { path: '/setup', frame: 'bare', page: setup },
  // Where the frame sends everybody while set-up is needed.
  { path: '/set-up', frame: 'bare', page: setup },
  {
    path: '/institution',
    page: () => import('./institution-page.tsx').then((module) => module.InstitutionPage),
    nav: {
      section: 'settings',
      label: 'Institution',
      order: 50,
      icon: IconSettings,
      permission: 'institution.manage',
    },
  },
  {
    path: '/institution/calendar-file',
    page: () => import('./calendar-file-page.tsx').then((module) => module.CalendarFilePage),
  },
]
