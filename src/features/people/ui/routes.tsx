import {
  IconAddressBook,
  IconBuilding,
  IconId,
  IconLogin2,
  IconTableOptions,
  IconUsers,
} from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export const routes: FeatureRoute[] = [
  {
    path: '/sign-in',
    frame: 'bare',
    page: () => import('./sign-in-page.tsx').then((module) => module.SignInPage),
    search: (raw) => ({
      back: text(raw.back),
      step: raw.step === 'second-factor' || raw.step === 'enrol' ? raw.step : undefined,
      refused: text(raw.refused),
    }),
  },
  {
    path: '/sign-in/done',
    frame: 'bare',
    page: () => import('./sso/done-page.tsx').then((module) => module.DonePage),
  },
  {
    path: '/sign-in-services',
    page: () => import('./sso/services-page.tsx').then((module) => module.ServicesPage),
    search: (raw) => ({ tried: text(raw.tried) }),
    nav: {
      section: 'settings',
      label: 'Sign-in services',
      order: 36,
      icon: IconLogin2,
      permission: 'directory.manage',
    },
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
    path: '/directory',
    page: () => import('./directory/directory-page.tsx').then((module) => module.DirectoryPage),
    nav: {
      section: 'settings',
      label: 'Directory',
      order: 38,
      icon: IconAddressBook,
      permission: 'directory.manage',
    },
  },
  {
    path: '/who-can-do-what',
    page: () => import('./permissions-page.tsx').then((module) => module.PermissionsPage),
    nav: { section: 'settings', label: 'Who can do what', order: 40, icon: IconTableOptions },
  },
]
