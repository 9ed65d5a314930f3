import { IconSpeakerphone } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/campaigns',
    page: () => import('./campaigns-page.tsx').then((module) => module.CampaignsPage),
    nav: { section: 'work', label: 'Campaigns', order: 25, icon: IconSpeakerphone, permission: 'posts.read' },
  },
  {
    path: '/campaigns/import',
    page: () => import('./imports-page.tsx').then((module) => module.CampaignImportsPage),
    search: (raw) => ({ campaign: typeof raw['campaign'] === 'string' ? raw['campaign'] : undefined }),
  },
  {
    path: '/campaigns/import/$importId',
    page: () => import('./import-page.tsx').then((module) => module.CampaignImportPage),
  },
  {
    path: '/campaigns/hashtags',
    page: () => import('./hashtags-page.tsx').then((module) => module.HashtagsPage),
    search: (raw) => ({ campaign: typeof raw['campaign'] === 'string' ? raw['campaign'] : undefined }),
  },
  {
    path: '/campaigns/$campaignId',
    page: () => import('./campaign-page.tsx').then((module) => module.CampaignPage),
  },
  {
    path: '/campaigns/$campaignId/copy',
    page: () => import('./copy-page.tsx').then((module) => module.CopyCampaignPage),
  },
]
