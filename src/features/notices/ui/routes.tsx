import { IconBell, IconBroadcast } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/notices',
    page: () => import('./notices-page.tsx').then((module) => module.NoticesPage),
    search: ({ kind, unread }) => ({
      kind: typeof kind === 'string' ? kind : undefined,
      unread: unread === true ? true : undefined,
    }),
  },
  {
    path: '/profile/notices',
    page: () => import('./settings-page.tsx').then((module) => module.NoticeSettingsPage),
    nav: { section: 'settings', label: 'Your notices', order: 90, icon: IconBell, within: '/profile' },
  },
  {
    path: '/notices/channels',
    page: () => import('./channels-page.tsx').then((module) => module.ChannelsPage),
    nav: {
      section: 'settings',
      label: 'Channels',
      order: 60,
      icon: IconBroadcast,
      permission: 'notices.channels',
    },
  },
]
