import { IconPhoto } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'

export const routes: FeatureRoute[] = [
  {
    path: '/images',
    page: () => import('./images-page.tsx').then((module) => module.ImagesPage),
    nav: { section: 'work', label: 'Images', order: 40, icon: IconPhoto, permission: 'assets.upload' },
  },
]
