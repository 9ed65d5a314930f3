import { useState, type FormEvent } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api, asProblem } from '#ui/api.ts'
import { Card } from '#ui/parts/card.tsx'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Fields, PasswordField, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { NetworkAppView, type AppField } from '../../apps/contract.ts'
import { accountsKey } from '../queries.ts'
import { AppCheckRow } from './app-check.tsx'
import { Named } from './dependents-card.tsx'
import { appsKey, networkAppQuery, pathOf } from './queries.ts'
import { RemoveApp } from './remove-app.tsx'
import css from './apps.module.css'

/** The form of an app: registers it, or puts another in its place. */
export function AppCard({ network }: { network: NetworkAppView }) {
  const { values, set, save, busy, error, asking, ask, mayAsk } = useAppForm(network)
  const known = network.version > 0
  return (
    <Card title={`The app at ${network.name}`}>
      {network.registered && (
        <p className={css.quiet}>
          Registered on <DateTime value={network.registered.at} />,{' '}
          {network.registered.by ? `by ${network.registered.by}.` : 'from the command line.'}
        </p>
      )}
      <form noValidate onSubmit={(event) => mayAsk(event)}>
        <Fields>
          {network.fields.map((field) => (
            <FieldOfApp
              key={field.name}
              field={field}
              value={values[field.name] ?? ''}
              error={error ? asProblem(error).field(`values.${field.name}`) : undefined}
              onChange={(value) => set(field.name, value)}
            />
          ))}
          <ProblemAlert error={error} />
          <Row>
            <Button type="submit" loading={busy}>
              {known ? 'Save the changes' : 'Register the app'}
            </Button>
            {known && <RemoveApp network={network} />}
          </Row>
        </Fields>
      </form>
      {known && <AppCheckRow network={network} />}
      <ConfirmDialog
        open={asking}
        title="Put another app in its place?"
        confirmLabel="Save another app"
        onConfirm={save}
        onClose={() => ask(false)}
      >
        <p>
          If this is another app at {network.name}, and not the same with a new secret, the permissions that
          were given to the old one end with it. Each of these accounts has then to be connected again:
        </p>
        <Named accounts={connectedOf(network)} />
      </ConfirmDialog>
    </Card>
  )
}

const connectedOf = ({ dependents }: NetworkAppView) => dependents.filter(({ state }) => state !== 'none')

function useAppForm(network: NetworkAppView) {
  const client = useQueryClient()
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(network.fields.map(({ name, value }) => [name, value])),
  )
  const [busy, setBusy] = useState(false)
  const [asking, ask] = useState(false)
  const [error, setError] = useState<unknown>()

  async function save() {
    setBusy(true)
    setError(undefined)
    try {
      const body = { version: network.version, values }
      const kept = await api.put(pathOf(network.network), body, NetworkAppView)
      toast.done(`The app for ${network.name} is registered.`)
      client.setQueryData(networkAppQuery(network.network).queryKey, kept)
      await client.invalidateQueries({ queryKey: appsKey })
      await client.invalidateQueries({ queryKey: accountsKey })
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  const another = network.fields.some(
    ({ name, secret, value, filled }) => !secret && filled && (values[name] ?? '').trim() !== value,
  )
  function mayAsk(event: FormEvent) {
    event.preventDefault()
    if (another && connectedOf(network).length > 0) ask(true)
    else void save()
  }
  const set = (name: string, value: string) => setValues((now) => ({ ...now, [name]: value }))
  return { values, set, save, busy, error, asking, ask, mayAsk }
}

interface FieldProps {
  field: AppField
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

function FieldOfApp({ field, value, error, onChange }: FieldProps) {
  const { label, hint, secret, filled } = field
  const keeps = 'One is registered, and is not shown again. Leave this empty to keep it.'
  const shared = {
    label,
    hint: secret && filled ? [hint, keeps].filter(Boolean).join(' ') : hint,
    required: field.required && !(secret && filled),
    value,
    error,
    onChange,
    autoComplete: 'off',
  }
  return secret ? (
    <PasswordField {...shared} />
  ) : (
    <TextField {...shared} autoCapitalize="none" spellCheck={false} />
  )
}
