import { IconCalendarOff, IconChecklist, IconEyeCheck, IconFlask, IconScale } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/policy',
    page: () => import('./policy-page.tsx').then((module) => module.PolicyPage),
    nav: {
      section: 'policy',
      label: 'Our policy',
      order: 0,
      exact: true,
      icon: IconScale,
      permission: 'policy.read',
    },
  },
  {
    path: '/policy/waivers',
    page: () => import('./waivers/waivers-page.tsx').then((module) => module.WaiversPage),
    nav: {
      section: 'policy',
      label: 'Waivers',
      order: 40,
      icon: IconCalendarOff,
      within: '/policy',
      permission: 'policy.waive',
    },
    search: ({ clause, subject }) => ({ clause, subject }),
  },
  {
    path: '/policy/acknowledge',
    page: () => import('./acknowledgements/acknowledge-page.tsx').then((module) => module.AcknowledgePage),
    nav: {
      section: 'policy',
      label: 'Read and confirm',
      order: 10,
      icon: IconEyeCheck,
      within: '/policy',
      permission: 'policy.read',
    },
  },
  {
    path: '/policy/acknowledgements',
    page: () => import('./acknowledgements/report-page.tsx').then((module) => module.AcknowledgementsPage),
    nav: {
      section: 'policy',
      label: 'Who has read it',
      order: 20,
      icon: IconChecklist,
      within: '/policy',
      permission: 'policy.acknowledgements',
    },
  },
  {
    path: '/policy/editions/$editionId',
    page: () => import('./edition-page.tsx').then((module) => module.EditionPage),
  },
  {
    path: '/policy/editions/$editionId/changes',
    page: () => import('./changes/changes-page.tsx').then((module) => module.ChangesPage),
    search: ({ since }) => ({ since }),
  },
  {
    path: '/policy/drafts/$draftId',
    page: () => import('./draft/draft-page.tsx').then((module) => module.DraftPage),
  },
  {
    path: '/policy/try',
    page: () => import('./draft/try-page.tsx').then((module) => module.TryPage),
    nav: {
      section: 'policy',
      label: 'Try it',
      order: 5,
      icon: IconFlask,
      within: '/policy',
      permission: 'policy.read',
    },
  },
]
