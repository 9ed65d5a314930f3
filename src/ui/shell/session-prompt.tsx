import { useEffect, useState, type ComponentType } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { ApiProblem, sessionEnded } from '../api.ts'
import { Dialog } from '../parts/dialog.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { sessionQuery, useSession } from '../session.ts'
import { useSignal } from '../use-signal.ts'

export interface SignInFormProps {
  /** The address of whoever was here, filled in beforehand. */
  email?: string | undefined
  /** Call it when the server has accepted the sign-in. */
  onSignedIn: () => void
}

const notYet = new ApiProblem({
  status: 401,
  code: 'page.not-signed-in-yet',
  title: 'You are not signed in yet.',
})

/** When the session ends while a page is open: sign in here, and go on with what stands on the page. */
export function SessionPrompt({ form: Form }: { form: ComponentType<SignInFormProps> | null }) {
  const ended = useSignal(sessionEnded)
  const queries = useQueryClient()
  const session = useSession()
  // Whoever was here last: the session may already answer that nobody is.
  const [before, setBefore] = useState(session.person)
  if (!ended && session.person && session.person.id !== before?.id) setBefore(session.person)
  useEffect(() => {
    if (!session.signedIn) sessionEnded.set(true)
  }, [session.signedIn])
  const [fault, setFault] = useState<unknown>()
  async function goOn() {
    setFault(undefined)
    try {
      const now = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
      if (!now.signedIn) return setFault(notYet)
      // Somebody else's half-written page must not stay open under a new name.
      if (before && now.person?.id !== before.id) return location.assign('/')
      sessionEnded.set(false)
      await queries.invalidateQueries()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Dialog open={ended} title="Sign in again to go on">
      <p>Your session has ended. What you wrote is still on the page behind this.</p>
      <p>
        If you can no longer sign in, your access has ended: ask whoever runs Rostrum at your institution.
      </p>
      {Form ? (
        <Form email={before?.email} onSignedIn={() => void goOn()} />
      ) : (
        <>
          <p>
            <a href="/sign-in" target="_blank" rel="noreferrer">
              Sign in in a new window
            </a>
            , then come back here.
          </p>
          <Button onClick={() => void goOn()}>I have signed in</Button>
        </>
      )}
      <ProblemAlert error={fault} />
    </Dialog>
  )
}
