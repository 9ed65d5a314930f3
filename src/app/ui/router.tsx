import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { api } from '#ui/api.ts'
import { Skeleton } from '#ui/parts/loading.tsx'
import { toast } from '#ui/parts/toast.ts'
import { queryClient } from '#ui/query.ts'
import type { FeatureRoute } from '#ui/route.ts'
import { sessionQuery } from '#ui/session.ts'
import { AppShell, BareShell } from '#ui/shell/app-shell.tsx'
import { NoSuchPage, PageFault } from './fault-pages.tsx'
import { bell, routes, signInForm } from './routes.tsx'

const entries = routes.flatMap((route) => (route.nav ? [{ ...route.nav, path: route.path }] : []))

const signedOut = z.object({ goOn: z.string().nullable() })

/** Ends the session and forgets, with the page, everything that was read in it. */
async function signOut(): Promise<void> {
  try {
    const { goOn } = await api.delete('/session', signedOut)
    // A sign-in service may have a session of its own to end, which would let the next person in.
    location.assign(goOn ?? '/sign-in')
  } catch (error) {
    toast.problem(error)
  }
}

const root = createRootRoute({ errorComponent: BareFault, notFoundComponent: BareNoSuchPage })

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location: here }) => {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (session.setupNeeded) throw redirect({ to: '/set-up' })
    if (!session.signedIn)
      throw redirect({ to: '/sign-in', search: here.href === '/' ? {} : { back: here.href } })
  },
  component: () => (
    <AppShell entries={entries} onSignOut={signOut} signInForm={signInForm} bell={bell}>
      <Outlet />
    </AppShell>
  ),
})

const bare = createRoute({
  getParentRoute: () => root,
  id: 'bare',
  beforeLoad: () => queryClient.ensureQueryData(sessionQuery).then(() => undefined),
  component: () => (
    <BareShell>
      <Outlet />
    </BareShell>
  ),
})

function BareFault(props: { error: unknown }) {
  return (
    <BareShell>
      <PageFault {...props} />
    </BareShell>
  )
}

function BareNoSuchPage() {
  return (
    <BareShell>
      <NoSuchPage />
    </BareShell>
  )
}

function routesFor(parent: typeof shell | typeof bare, frame: 'shell' | 'bare') {
  return routes
    .filter((route) => (route.frame ?? 'shell') === frame)
    .map((route: FeatureRoute) =>
      createRoute({
        getParentRoute: () => parent,
        path: route.path,
        component: lazyRouteComponent(async () => ({ page: await route.page() }), 'page'),
        ...(route.search ? { validateSearch: route.search } : {}),
      }),
    )
}

/** Whoever is signed in keeps the navigation where an address leads nowhere. */
const elsewhere = createRoute({ getParentRoute: () => shell, path: '$', component: NoSuchPage })

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([...routesFor(shell, 'shell'), elsewhere]),
    bare.addChildren(routesFor(bare, 'bare')),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton lines={5} label="Loading the page" />,
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: NoSuchPage,
  scrollRestoration: true,
})
