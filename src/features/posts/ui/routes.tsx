import { IconCalendar, IconEyeExclamation, IconPencil } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/posts',
    page: () => import('./posts-page.tsx').then((module) => module.PostsPage),
    nav: { section: 'work', label: 'Posts', order: 10, icon: IconPencil, permission: 'posts.read' },
  },
  {
    path: '/posts/new',
    page: () => import('./new-post-page.tsx').then((module) => module.NewPostPage),
    search: (raw) => ({
      at: typeof raw['at'] === 'string' ? raw['at'] : undefined,
      campaign: typeof raw['campaign'] === 'string' ? raw['campaign'] : undefined,
    }),
  },
  {
    path: '/posts/by-hand/$publicationId',
    page: () => import('./by-hand/by-hand-page.tsx').then((module) => module.ByHandPage),
  },
  {
    path: '/posts/$postId',
    page: () => import('./post/post-page.tsx').then((module) => module.PostPage),
  },
  {
    path: '/outside-posts',
    page: () => import('./afterwards/outside-page.tsx').then((module) => module.OutsidePostsPage),
    search: (raw) => ({
      account: typeof raw['account'] === 'string' ? raw['account'] : undefined,
      state: typeof raw['state'] === 'string' ? raw['state'] : undefined,
    }),
    nav: {
      section: 'accounts',
      label: 'Outside Rostrum',
      order: 45,
      icon: IconEyeExclamation,
      permission: 'posts.control',
    },
  },
  {
    path: '/calendar',
    page: () => import('./calendar/load.ts').then((module) => module.loadCalendarPage()),
    nav: { section: 'work', label: 'Calendar', order: 20, icon: IconCalendar, permission: 'posts.read' },
  },
  {
    path: '/paused',
    page: () => import('./pause/paused-page.tsx').then((module) => module.PausedPage),
  },
]
