import { IconStack2 } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/plans',
    page: () => import('./plans-page.tsx').then((module) => module.PlansPage),
    nav: { section: 'work', label: 'Queues', order: 25, icon: IconStack2, permission: 'posts.read' },
  },
  {
    path: '/plans/queues/new',
    page: () => import('./new-queue-page.tsx').then((module) => module.NewQueuePage),
  },
  {
    path: '/plans/queues/$queueId',
    page: () => import('./queue-page.tsx').then((module) => module.QueuePage),
  },
  {
    path: '/plans/series/new',
    page: () => import('./new-series-page.tsx').then((module) => module.NewSeriesPage),
    search: (raw) => ({ post: typeof raw['post'] === 'string' ? raw['post'] : undefined }),
  },
  {
    path: '/plans/series/$seriesId',
    page: () => import('./series-page.tsx').then((module) => module.SeriesPage),
  },
]
