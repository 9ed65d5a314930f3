import { useState, type FormEvent } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api, asProblem } from '#ui/api.ts'
import { Fields, PasswordField, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { ConnectAnswer, type AccountDetail, type ConnectMethodView, type NetworkView } from '../contract.ts'
import { refreshAccounts } from './queries.ts'

interface ConnectFormProps {
  account: AccountDetail
  network: NetworkView
  onDone: () => void
}

/** Connects an account in one of the ways of its network: by a form, or by going to the network's own page. */
export function ConnectForm({ account, network, onDone }: ConnectFormProps) {
  const client = useQueryClient()
  const [first] = network.connectMethods
  const [methodId, setMethodId] = useState(first?.id ?? '')
  const [values, setValues] = useState<Record<string, string>>({})
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const method = network.connectMethods.find((each) => each.id === methodId) ?? first
  if (!method) return null
  const byHand = network.capabilities.publish === 'manual'

  async function connect(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const body = { method: method?.id, values }
      const answer = await api.post(`/accounts/${account.id}/connection`, body, ConnectAnswer)
      if (answer.kind === 'redirect') {
        location.assign(answer.url)
        return
      }
      await refreshAccounts(client)
      toast.done(byHand ? `@${account.handle} is run by hand.` : `@${account.handle} is connected.`)
      onDone()
    } catch (refused) {
      setError(refused)
    }
    setBusy(false)
  }
  return (
    <form noValidate onSubmit={(event) => void connect(event)}>
      <Fields>
        {network.connectMethods.length > 1 && (
          <RadioChoices
            label="How to connect"
            value={method.id}
            onChange={setMethodId}
            options={network.connectMethods.map(({ id, label, hint }) => ({ value: id, label, hint }))}
          />
        )}
        {network.connectMethods.length === 1 && <p>{method.hint}</p>}
        {byHand && <WhoPosts account={account} />}
        <MethodFields method={method} values={values} error={error} onChange={setValues} />
        <ProblemAlert error={error} />
        <div>
          <Button type="submit" loading={busy}>
            {method.kind === 'redirect'
              ? `Go to ${network.name} to sign in`
              : byHand
                ? method.label
                : 'Connect'}
          </Button>
        </div>
      </Fields>
    </form>
  )
}

/** Where no program may publish, people do: say who, before anybody relies on it. */
export function WhoPosts({ account }: { account: Pick<AccountDetail, 'members'> }) {
  const names = [...new Set(account.members.filter(({ active }) => active).map(({ name }) => name))]
  if (names.length === 0)
    return <p>Nobody runs it yet. Name somebody under “People”, who hears when there is something to post.</p>
  return (
    <p>
      It is run by hand. When there is something to post, these people hear of it at once, and one of them
      posts it: {new Intl.ListFormat('en-GB').format(names)}.
    </p>
  )
}

interface MethodFieldsProps {
  method: ConnectMethodView
  values: Record<string, string>
  error: unknown
  onChange: (values: Record<string, string>) => void
}

function MethodFields({ method, values, error, onChange }: MethodFieldsProps) {
  const problem = error ? asProblem(error) : null
  return method.fields.map((field) => {
    const shared = {
      label: field.label,
      hint: field.hint,
      required: field.required,
      value: values[field.name] ?? '',
      error: problem?.field(`values.${field.name}`),
      onChange: (value: string) => onChange({ ...values, [field.name]: value }),
    }
    return field.secret ? (
      <PasswordField key={field.name} {...shared} autoComplete="off" />
    ) : (
      <TextField key={field.name} {...shared} autoComplete="off" autoCapitalize="none" spellCheck={false} />
    )
  })
}
