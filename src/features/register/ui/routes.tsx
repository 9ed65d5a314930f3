import { IconAddressBook } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/accounts',
    page: () => import('./accounts-page.tsx').then((module) => module.AccountsPage),
    nav: {
      section: 'accounts',
      label: 'Register',
      order: 0,
      icon: IconAddressBook,
      permission: 'accounts.read',
    },
  },
  {
    path: '/accounts/new',
    page: () => import('./add-account-page.tsx').then((module) => module.AddAccountPage),
  },
  {
    path: '/accounts/$accountId',
    page: () => import('./account-page.tsx').then((module) => module.AccountPage),
  },
  {
    path: '/accounts/$accountId/edit',
    page: () => import('./edit-account-page.tsx').then((module) => module.EditAccountPage),
  },
]
