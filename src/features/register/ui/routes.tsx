import {
  IconAddressBook,
  IconChartBar,
  IconMailQuestion,
  IconMasksTheater,
  IconPlug,
  IconWorld,
  IconEye,
} from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/accounts',
    page: () => import('./accounts-page.tsx').then((module) => module.AccountsPage),
    search: ({ q, network, unit, state, lacks, mine }) => ({ q, network, unit, state, lacks, mine }),
    nav: {
      section: 'accounts',
      label: 'Register',
      order: 0,
      icon: IconAddressBook,
      permission: 'accounts.read',
    },
  },
  {
    path: '/estate',
    page: () => import('./estate/estate-page.tsx').then((module) => module.EstatePage),
    search: ({ network, unit }) => ({ network, unit }),
    nav: { section: 'accounts', label: 'Estate', order: 10, icon: IconChartBar, permission: 'estate.read' },
  },
  {
    path: '/requests',
    page: () => import('./requests/requests-page.tsx').then((module) => module.RequestsPage),
    search: ({ list, state, kind, unit, office, page }) => ({ list, state, kind, unit, office, page }),
    nav: {
      section: 'accounts',
      label: 'Requests',
      order: 5,
      icon: IconMailQuestion,
      permission: 'requests.make',
      count: ({ counts }) => ({ count: counts['requests'] ?? 0, of: 'requests wait for you' }),
    },
  },
  {
    path: '/requests/new',
    page: () => import('./requests/new-request-page.tsx').then((module) => module.NewRequestPage),
    search: ({ kind, account }) => ({ kind, account }),
  },
  {
    path: '/requests/$requestId',
    page: () => import('./requests/request-page.tsx').then((module) => module.RequestPage),
  },
  {
    path: '/accounts/import',
    page: () => import('./import/imports-page.tsx').then((module) => module.ImportsPage),
  },
  {
    path: '/accounts/import/$importId',
    page: () => import('./import/import-page.tsx').then((module) => module.ImportPage),
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
  {
    path: '/accounts/$accountId/hand-over',
    page: () => import('./hand-over/hand-over-page.tsx').then((module) => module.HandOverPage),
  },
  {
    path: '/accounts/$accountId/secrets',
    page: () => import('./hand-over/secrets-page.tsx').then((module) => module.SecretsPage),
  },
  {
    path: '/accounts/$accountId/review',
    page: () => import('./reviews/review-page.tsx').then((module) => module.ReviewPage),
  },
  {
    path: '/accounts/$accountId/leave',
    page: () => import('./reviews/leaving-page.tsx').then((module) => module.LeavingPage),
  },
  {
    path: '/networks-watch',
    page: () => import('./reviews/watch-page.tsx').then((module) => module.WatchPage),
    nav: {
      section: 'accounts',
      label: 'Network watch',
      order: 40,
      icon: IconEye,
      permission: 'accounts.read',
    },
  },
  {
    path: '/networks-watch/$network',
    page: () => import('./reviews/network-page.tsx').then((module) => module.NetworkPage),
  },
  {
    path: '/networks-watch/$network/leaving',
    page: () => import('./reviews/network-leaving-page.tsx').then((module) => module.NetworkLeavingPage),
  },
  {
    path: '/networks',
    page: () => import('./apps/networks-page.tsx').then((module) => module.NetworksPage),
    nav: {
      section: 'settings',
      label: 'Networks',
      order: 60,
      icon: IconPlug,
      permission: 'networks.apps',
    },
  },
  {
    path: '/networks/$network',
    page: () => import('./apps/network-app-page.tsx').then((module) => module.NetworkAppPage),
  },
  {
    path: '/leaving',
    page: () => import('./hand-over/leaving-page.tsx').then((module) => module.LeavingPage),
  },
  {
    path: '/public-register',
    page: () => import('./public/public-register-page.tsx').then((module) => module.PublicRegisterPage),
    nav: {
      section: 'accounts',
      label: 'Public register',
      order: 50,
      icon: IconWorld,
      permission: 'accounts.edit',
    },
  },
  {
    path: '/impersonations',
    page: () => import('./public/impersonations-page.tsx').then((module) => module.ImpersonationsPage),
    nav: {
      section: 'accounts',
      label: 'Impersonations',
      order: 60,
      icon: IconMasksTheater,
      permission: 'impersonations.read',
    },
  },
]
