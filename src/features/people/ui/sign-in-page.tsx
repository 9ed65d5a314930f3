import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Card } from '#ui/parts/card.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { sessionQuery, useSession } from '#ui/session.ts'
import { SignInForm } from './sign-in-form.tsx'

/** A path of ours, or the start: what stands in an address can't send anybody elsewhere. */
export function safeBack(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/'
}

/** After signing in: forget what was read as somebody else, and go on. */
export function useArrive(): (to: string) => Promise<void> {
  const queries = useQueryClient()
  const router = useRouter()
  return async (to) => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
    router.history.push(to)
  }
}

export function SignInPage() {
  const { back } = useSearch({ strict: false }) as { back?: string }
  const arrive = useArrive()
  const session = useSession()
  return (
    <Page title="Sign in" lede={session.institution?.name} width="narrow">
      <Stack>
        <Card>
          <SignInForm onSignedIn={() => void arrive(safeBack(back))} />
        </Card>
        <p>
          Lost your passkey or your telephone? <Link to="/recover">Use a recovery code</Link>, or ask whoever
          runs Rostrum here for a link.
        </p>
      </Stack>
    </Page>
  )
}
