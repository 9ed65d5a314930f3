import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Card } from '#ui/parts/card.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { sessionQuery, useSession } from '#ui/session.ts'
import { LocalSignIn } from './sign-in-form.tsx'
import { refusalQuery } from './sso/offered.ts'
import { ServicesFirst } from './sso/service-buttons.tsx'

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
  const { back, step, refused } = useSearch({ strict: false }) as {
    back?: string
    step?: 'second-factor' | 'enrol'
    refused?: string
  }
  const arrive = useArrive()
  const session = useSession()
  return (
    <Page title="Sign in" lede={session.institution?.name} width="narrow">
      <Stack>
        {refused && <Refused of={refused} />}
        <Card>
          {step ? (
            <LocalSignIn afterService={step} onSignedIn={() => void arrive(safeBack(back))} />
          ) : (
            <ServicesFirst back={safeBack(back)}>
              <LocalSignIn onSignedIn={() => void arrive(safeBack(back))} />
            </ServicesFirst>
          )}
        </Card>
        <p>
          Lost your passkey or your telephone? <Link to="/recover">Use a recovery code</Link>, or ask whoever
          runs Rostrum here for a link.
        </p>
      </Stack>
    </Page>
  )
}

/** The service sent somebody back: why, and what to do. */
function Refused({ of }: { of: string }) {
  const refusal = useQuery(refusalQuery(of))
  return <ProblemAlert error={refusal.data ?? refusal.error} />
}
