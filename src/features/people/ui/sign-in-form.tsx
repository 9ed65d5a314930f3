import { lazy, Suspense, useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { CodeField, Fields, PasswordField, TextField } from '#ui/parts/text-fields.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { SignInFormProps } from '#ui/shell/session-prompt.tsx'
import type { StageAnswer } from '../contract.ts'
import { passkeysWork, showPasskey } from './passkey.ts'
import css from './people.module.css'
import { ServicesFirst } from './sso/service-buttons.tsx'
import { stageAnswer } from './stage.ts'
import { useDeed } from './use-deed.ts'

/** Few who sign in have not finished choosing how. */
const EnrolmentSteps = lazy(() =>
  import('./enrolment.tsx').then((module) => ({ default: module.EnrolmentSteps })),
)

/** For the dialog that asks again when a session has ended: a service opens in a window beside it. */
export function SignInForm(props: SignInFormProps) {
  return (
    <ServicesFirst back={null} onSaidSo={props.onSignedIn}>
      <LocalSignIn {...props} />
    </ServicesFirst>
  )
}

interface LocalSignInProps extends SignInFormProps {
  /** A service has said who it is; this is the step that is left. */
  afterService?: 'second-factor' | 'enrol'
}

/** Signing in with what Rostrum itself keeps of a person, or the second factor after a service. */
export function LocalSignIn({ email: known, afterService, onSignedIn }: LocalSignInProps) {
  const [email, setEmail] = useState(known ?? '')
  const [stage, setStage] = useState<StageAnswer['stage']>(afterService ?? 'none')
  function go(next: StageAnswer['stage']) {
    if (next === 'full') onSignedIn()
    else setStage(next)
  }
  if (stage === 'enrol')
    return (
      <Stack>
        <p>
          {afterService
            ? 'Your sign-in service asked for one proof only. Choose a second one, which Rostrum asks for from now on.'
            : 'Choosing how you sign in was not finished. Please do that now.'}
        </p>
        <Suspense fallback={<Skeleton lines={4} label="Loading" />}>
          <EnrolmentSteps email={email} second={afterService !== undefined} onDone={onSignedIn} />
        </Suspense>
      </Stack>
    )
  if (stage === 'second-factor')
    return (
      <SecondFactorStep
        onStage={go}
        onBack={() => (afterService ? location.assign('/sign-in') : setStage('none'))}
      />
    )
  return (
    <Stack>
      {passkeysWork() && (
        <>
          <PasskeyButton onStage={go} />
          <p className={css.or}>or</p>
        </>
      )}
      <PasswordForm email={email} onEmail={setEmail} onStage={go} />
    </Stack>
  )
}

interface StageProps {
  onStage: (stage: StageAnswer['stage']) => void
}

export function PasskeyButton({ onStage }: StageProps) {
  const deed = useDeed()
  const sign = () =>
    deed.run(async () => {
      const response = await showPasskey()
      onStage((await api.post('/session/passkey', response, stageAnswer)).stage)
    })
  return (
    <Stack gap="tight">
      <Button fullWidth loading={deed.busy} onClick={() => void sign()}>
        Sign in with a passkey
      </Button>
      <ProblemAlert error={deed.general} />
    </Stack>
  )
}

function PasswordForm(props: StageProps & { email: string; onEmail: (email: string) => void }) {
  const deed = useDeed()
  const [password, setPassword] = useState('')
  const sign = () =>
    deed.run(async () => {
      const answer = await api.post('/session', { email: props.email, password }, stageAnswer)
      props.onStage(answer.stage)
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void sign()
      }}
    >
      <Fields>
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="username"
          value={props.email}
          onChange={props.onEmail}
          error={deed.field('email')}
        />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={deed.field('password')}
        />
        <ProblemAlert error={deed.general} />
        <Row>
          <Button type="submit" variant={passkeysWork() ? 'outline' : 'filled'} loading={deed.busy}>
            Sign in with password
          </Button>
        </Row>
      </Fields>
    </form>
  )
}

function SecondFactorStep({ onStage, onBack }: StageProps & { onBack: () => void }) {
  const deed = useDeed()
  const [code, setCode] = useState('')
  const [lost, setLost] = useState(false)
  const body = lost ? { recoveryCode: code } : { code }
  const finish = () =>
    deed.run(async () => onStage((await api.post('/session/second-factor', body, stageAnswer)).stage))
  const swap = () => {
    setLost(!lost)
    setCode('')
    deed.clear()
  }
  return (
    <Stack>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void finish()
        }}
      >
        <Fields>
          {lost ? (
            <TextField
              label="Recovery code"
              hint="One of the ten that you kept. It works once."
              autoComplete="off"
              value={code}
              onChange={setCode}
              data-autofocus
              autoFocus
            />
          ) : (
            <CodeField
              label="The six digits of your authenticator app"
              value={code}
              onChange={setCode}
              autoFocus
            />
          )}
          <ProblemAlert error={deed.fault} />
          <Row>
            <Button type="submit" loading={deed.busy}>
              Sign in
            </Button>
            <Button variant="subtle" onClick={swap}>
              {lost ? 'Use the authenticator app' : 'I don’t have my telephone'}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              Start again
            </Button>
          </Row>
        </Fields>
      </form>
      {passkeysWork() && (
        <>
          <p className={css.or}>or</p>
          <PasskeyButton onStage={onStage} />
        </>
      )}
    </Stack>
  )
}
