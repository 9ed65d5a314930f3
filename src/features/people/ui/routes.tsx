import { IconBuilding, IconId, IconTableOptions, IconUsers } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export const routes: FeatureRoute[] = [
  {
    path: '/sign-in',
    frame: 'bare',
    page: () => import('./sign-in-page.tsx').then((module) => module.SignInPage),
    search: (raw) => ({ back: text(raw.back) }),
  },
  {
    path: '/join',
    frame: 'bare',
    page: () => import('./link-page.tsx').then((module) => module.JoinPage),
  },
  {
    path: '/recover',
    frame: 'bare',
    page: () => import('./link-page.tsx').then((module) => module.RecoverPage),
  },
  { path: '/profile', page: () => import('./profile-page.tsx').then((module) => module.ProfilePage) },
  {
    path: '/people',
    page: () => import('./people-page.tsx').then((module) => module.PeoplePage),
    nav: { section: 'settings', label: 'People', order: 10, icon: IconUsers, permission: 'people.read' },
  },
  {
    path: '/offices',
    page: () => import('./offices-page.tsx').then((module) => module.OfficesPage),
    nav: { section: 'settings', label: 'Offices', order: 20, icon: IconId, permission: 'people.read' },
  },
  {
    path: '/units',
    page: () => import('./units-page.tsx').then((module) => module.UnitsPage),
    nav: { section: 'settings', label: 'Units', order: 30, icon: IconBuilding, permission: 'people.read' },
  },
  {
    path: '/who-can-do-what',
    page: () => import('./permissions-page.tsx').then((module) => module.PermissionsPage),
    nav: { section: 'settings', label: 'Who can do what', order: 40, icon: IconTableOptions },
  },
]
