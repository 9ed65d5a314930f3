import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import '#ui/styles/index.css'
import { queryClient, watchConnection } from '#ui/query.ts'
import { focusHeadingOnArrival } from '#ui/shell/route-focus.ts'
import { theme } from '#ui/theme.ts'
import { router } from './router.tsx'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no element #root')

focusHeadingOnArrival(router)
watchConnection()
// Nothing can be lost before something has had it, so the page comes first.
document.addEventListener(
  'focusin',
  ({ target }) => void import('#ui/shell/keep-focus.ts').then(({ keepFocus }) => keepFocus(target)),
  {
    once: true,
  },
)

// The key is the one that public/color-scheme.js reads before the first paint.
const colorScheme = localStorageColorSchemeManager({ key: 'rostrum-color-scheme' })

const Toasts = lazy(() => import('#ui/parts/toasts.tsx').then((module) => ({ default: module.Toasts })))

createRoot(root).render(
  <StrictMode>
    {/* No style elements: the policy allows style files only, and styles/mantine.css has what Mantine would write. */}
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
      colorSchemeManager={colorScheme}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Suspense fallback={null}>
          <Toasts />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
