import { useState, useSyncExternalStore } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { Fields, TextField } from '#ui/parts/fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useSession } from '#ui/session.ts'
import { InvitationAnswer, StageAnswer } from '../contract.ts'
import { EnrolmentSteps } from './enrolment.tsx'
import { useArrive } from './sign-in-page.tsx'
import { useDeed } from './use-deed.ts'

function tokenInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? ''
}

function onNewAddress(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/**
 * What stands after `#token=` in the address; it never reaches a server's log. A link that is pasted into a tab which
 * shows the page already changes no more than this.
 */
export function useTokenInAddress(): string {
  return useSyncExternalStore(onNewAddress, tokenInAddress)
}

export function JoinPage() {
  const token = useTokenInAddress()
  return token ? (
    <WithLink key={token} token={token} />
  ) : (
    <Page title="This link is not complete" width="narrow">
      <p>Open the whole link from the letter that you were sent, or ask for a new one.</p>
    </Page>
  )
}

export function RecoverPage() {
  const token = useTokenInAddress()
  return token ? <WithLink key={token} token={token} /> : <WithCode />
}

/** Opened from a link: says whom it is for, then the choice of a way to sign in. */
function WithLink({ token }: { token: string }) {
  const arrive = useArrive()
  const session = useSession()
  const deed = useDeed()
  const [open, setOpen] = useState(false)
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.post('/invitations/read', { token }, InvitationAnswer),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (invitation.isPending) return <Skeleton lines={4} label="Reading the link" />
  if (invitation.isError)
    return (
      <Page title="This link does not work" width="narrow">
        <ProblemAlert error={invitation.error} />
      </Page>
    )
  const { purpose, name, email } = invitation.data
  const begin = () =>
    deed.run(async () => {
      await api.post('/invitations/accept', { token }, StageAnswer)
      setOpen(true)
    })
  const joins = purpose === 'join'
  const title = joins ? `Welcome, ${name}` : 'Choose a new way to sign in'
  return (
    <Page title={title} lede={session.institution?.name} width="narrow">
      <Card>
        {open ? (
          <EnrolmentSteps email={email} onDone={() => void arrive('/')} />
        ) : (
          <Stack>
            <p>
              {joins
                ? 'You are invited to work with the institution’s official social media in Rostrum. First choose how you sign in; it takes two minutes.'
                : 'Your old ways to sign in keep working until you remove them under “Your profile”. Whoever is signed in as you now will be signed out.'}
            </p>
            <p>
              You sign in as <strong>{email}</strong>.
            </p>
            <ProblemAlert error={deed.fault} />
            <Row>
              <Button loading={deed.busy} onClick={() => void begin()}>
                Choose how to sign in
              </Button>
            </Row>
          </Stack>
        )}
      </Card>
    </Page>
  )
}

/** Without a link: e-mail address and one of the recovery codes. */
function WithCode() {
  const arrive = useArrive()
  const deed = useDeed()
  const [email, setEmail] = useState('')
  const [recoveryCode, setCode] = useState('')
  const [open, setOpen] = useState(false)
  const begin = () =>
    deed.run(async () => {
      await api.post('/session/recovery', { email, recoveryCode }, StageAnswer)
      setOpen(true)
    })
  return (
    <Page title="Use a recovery code" width="narrow">
      <Stack>
        <Card>
          {open ? (
            <EnrolmentSteps email={email} onDone={() => void arrive('/')} />
          ) : (
            <form
              noValidate
              onSubmit={(event) => {
                event.preventDefault()
                void begin()
              }}
            >
              <Fields>
                <TextField
                  label="E-mail address"
                  type="email"
                  autoComplete="username"
                  value={email}
                  onChange={setEmail}
                  error={deed.field('email')}
                />
                <TextField
                  label="Recovery code"
                  hint="Four groups of four, such as 7K3D-…. Each code works once."
                  autoComplete="off"
                  value={recoveryCode}
                  onChange={setCode}
                  error={deed.field('recoveryCode')}
                />
                <ProblemAlert error={deed.general} />
                <Row>
                  <Button type="submit" loading={deed.busy}>
                    Go on
                  </Button>
                </Row>
              </Fields>
            </form>
          )}
        </Card>
        <p>
          No code left? Ask whoever runs Rostrum here for a recovery link.{' '}
          <Link to="/sign-in">Back to sign-in</Link>
        </p>
      </Stack>
    </Page>
  )
}
