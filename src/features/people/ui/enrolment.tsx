import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { CodeField, Fields, PasswordField, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { AuthenticatorStart, Done, Enrolled } from '../contract.ts'
import { AuthenticatorSecret } from './authenticator-secret.tsx'
import { nameOfThisDevice, newPasskey, passkeysWork } from './passkey.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useDeed } from './use-deed.ts'

export interface EnrolmentStepsProps {
  /** The address that signs in, for password managers. */
  email: string
  /** After a sign-in service: a second factor is chosen, and no password is needed. */
  second?: boolean
  /** Signed in, and the recovery codes kept. */
  onDone: () => void
}

/** Choosing how to sign in: a passkey, or a password with an authenticator; then the recovery codes. */
export function EnrolmentSteps({ email, second = false, onDone }: EnrolmentStepsProps) {
  const [way, setWay] = useState(passkeysWork() ? 'passkey' : 'password')
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />
  return (
    <Stack>
      <RadioChoices
        label={second ? 'How do you want to show that it is you?' : 'How do you want to sign in?'}
        value={way}
        onChange={setWay}
        options={[
          {
            value: 'passkey',
            label: 'With a passkey',
            hint: passkeysWork()
              ? 'Your device asks for its PIN, your finger or your face. Nothing to remember, nothing to be tricked out of.'
              : 'Your browser does not allow passkeys at this address.',
            disabled: !passkeysWork(),
          },
          {
            value: 'password',
            label: second ? 'With an authenticator app' : 'With a password and an authenticator app',
            hint: second
              ? 'You type the six digits that an app on your telephone shows.'
              : 'You type a password, then the six digits that an app on your telephone shows.',
          },
        ]}
      />
      {way === 'passkey' ? <PasskeyStep onEnrolled={setCodes} /> : null}
      {way === 'password' ? <PasswordSteps email={email} second={second} onEnrolled={setCodes} /> : null}
    </Stack>
  )
}

interface StepProps {
  onEnrolled: (codes: string[]) => void
}

function PasskeyStep({ onEnrolled }: StepProps) {
  const deed = useDeed()
  const [name, setName] = useState(nameOfThisDevice)
  const make = () =>
    deed.run(async () => {
      const response = await newPasskey('/enrolment')
      onEnrolled((await api.post('/enrolment/passkeys', { name, response }, Enrolled)).recoveryCodes)
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Fields>
        <TextField
          label="Name of this passkey"
          hint="So that you know it again, for example by its device."
          value={name}
          onChange={setName}
          error={deed.field('name')}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" loading={deed.busy}>
            Make a passkey
          </Button>
        </Row>
      </Fields>
    </form>
  )
}

function PasswordSteps({ email, second, onEnrolled }: StepProps & { email: string; second: boolean }) {
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null)
  if (secret) return <AuthenticatorStep start={secret} onEnrolled={onEnrolled} />
  return second ? <AppStep onChosen={setSecret} /> : <PasswordStep email={email} onChosen={setSecret} />
}

/** The authenticator alone, because a service asked for the password. */
function AppStep({ onChosen }: { onChosen: (start: { secret: string; uri: string }) => void }) {
  const deed = useDeed()
  const begin = () =>
    deed.run(async () => onChosen(await api.post('/enrolment/authenticator', {}, AuthenticatorStart)))
  return (
    <Stack>
      <ProblemAlert error={deed.fault} />
      <Row>
        <Button loading={deed.busy} onClick={() => void begin()}>
          Set up the app
        </Button>
      </Row>
    </Stack>
  )
}

function PasswordStep(props: { email: string; onChosen: (start: { secret: string; uri: string }) => void }) {
  const deed = useDeed()
  const [password, setPassword] = useState('')
  const choose = () =>
    deed.run(async () => {
      await api.put('/enrolment/password', { password }, Done)
      props.onChosen(await api.post('/enrolment/authenticator', {}, AuthenticatorStart))
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void choose()
      }}
    >
      <Fields>
        <input type="hidden" name="username" autoComplete="username" value={props.email} />
        <PasswordField
          label="New password"
          hint="At least 12 characters. Three or four unrelated words do well."
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={deed.field('password')}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" loading={deed.busy}>
            Go on to the authenticator
          </Button>
        </Row>
      </Fields>
    </form>
  )
}

function AuthenticatorStep({ start, onEnrolled }: StepProps & { start: { secret: string; uri: string } }) {
  const deed = useDeed()
  const [code, setCode] = useState('')
  const confirm = () =>
    deed.run(async () => {
      const done = await api.post('/enrolment/authenticator/confirm', { code }, Enrolled)
      onEnrolled(done.recoveryCodes)
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
      }}
    >
      <Fields>
        <AuthenticatorSecret start={start} />
        <CodeField
          label="The six digits that the app shows"
          value={code}
          onChange={setCode}
          error={deed.field('code')}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" loading={deed.busy}>
            Confirm the authenticator
          </Button>
        </Row>
      </Fields>
    </form>
  )
}
