import { lazy, type ComponentType } from 'react'
import { IconSun } from '@tabler/icons-react'
import type { FeatureRoute } from '#ui/route.ts'
import type { SignInFormProps } from '#ui/shell/session-prompt.tsx'
import { careRoutes } from './care/routes.tsx'

const today: FeatureRoute = {
  path: '/',
  page: () => import('./today.tsx').then((module) => module.TodayPage),
  nav: {
    section: 'work',
    label: 'Today',
    order: 0,
    icon: IconSun,
    count: (session) => ({ count: session.waiting, of: 'things wait for you' }),
  },
}

// Found by their place, so that a feature adds a page without touching the app; a wrong shape fails its own types.
const features = import.meta.glob<{ routes: FeatureRoute[] }>('../../features/*/ui/routes.tsx', {
  eager: true,
})

/** Every page of the product. */
export const routes: FeatureRoute[] = [
  today,
  ...careRoutes,
  ...Object.values(features).flatMap((feature) => feature.routes),
]

const signInForms = import.meta.glob<{ SignInForm: ComponentType<SignInFormProps> }>(
  '../../features/people/ui/sign-in-form.tsx',
)
const [loadSignInForm] = Object.values(signInForms)

/** For the dialog that asks to sign in again; loaded when it is first needed. */
export const signInForm = loadSignInForm
  ? lazy(() => loadSignInForm().then((module) => ({ default: module.SignInForm })))
  : null

const bells = import.meta.glob<{ Bell: ComponentType }>('../../features/notices/ui/bell.tsx')
const [loadBell] = Object.values(bells)

/** Beside the name on every page; loaded after it. */
export const bell = loadBell ? lazy(() => loadBell().then((module) => ({ default: module.Bell }))) : null
