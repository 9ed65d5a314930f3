import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, PasswordField, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { ReadingView, SecretKind, secretKinds, type SecretView } from '../../hand-over/contract.ts'
import { refreshAccounts } from '../queries.ts'
import type { Confirmed } from './readings.tsx'

const Done = z.object({ done: z.literal(true) })
const Made = z.object({ id: z.string() })

interface OfSecret {
  secret: SecretView
  accountId: string
  onClose: () => void
}

export function KeepDialog(props: { open: boolean; accountId: string; onClose: () => void }) {
  return (
    <Dialog open={props.open} title="Put something under seal" onClose={props.onClose}>
      <KeepForm accountId={props.accountId} onClose={props.onClose} />
    </Dialog>
  )
}

function KeepForm({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const client = useQueryClient()
  const deed = useDeed()
  const [kind, setKind] = useState<SecretKind>('password')
  const [label, setLabel] = useState('')
  const [value, setValue] = useState('')
  const keep = () =>
    deed.run(async () => {
      await api.post(`/accounts/${accountId}/secrets`, { kind, label, value }, Made)
      await refreshAccounts(client)
      toast.done('It is under seal.')
      onClose()
    })
  return (
    <SecretForm
      submit="Put it under seal"
      busy={deed.busy}
      fault={deed.general}
      onSubmit={keep}
      onClose={onClose}
    >
      <SelectField
        label="What it is"
        value={kind}
        data={Object.entries(secretKinds).map(([id, name]) => ({ value: id, label: name }))}
        onChange={(id) => setKind(SecretKind.catch('password').parse(id))}
      />
      <TextField
        label="Name"
        hint="So that others know which one it is: “Password of the network”"
        required
        value={label}
        error={deed.field('label')}
        onChange={setLabel}
      />
      <ValueField kind={kind} value={value} error={deed.field('value')} onChange={setValue} />
    </SecretForm>
  )
}

/** Renewed after it was changed on the network itself; the old one is gone then. */
export function RenewDialog({ secret, accountId, onClose }: OfSecret) {
  const client = useQueryClient()
  const deed = useDeed()
  const [value, setValue] = useState('')
  const renew = () =>
    deed.run(async () => {
      await api.put(`/accounts/${accountId}/secrets/${secret.id}`, { value }, Done)
      await refreshAccounts(client)
      toast.done('The new one is under seal.')
      onClose()
    })
  return (
    <Dialog open title={`Renew “${secret.label}”`} onClose={onClose}>
      <p>Change it on the network first. The one that is under seal now can’t be had back afterwards.</p>
      <SecretForm
        submit="Put the new one under seal"
        busy={deed.busy}
        fault={deed.general}
        onSubmit={renew}
        onClose={onClose}
      >
        <ValueField kind={secret.kind} value={value} error={deed.field('value')} onChange={setValue} />
      </SecretForm>
    </Dialog>
  )
}

export function RemoveDialog({ secret, accountId, onClose }: OfSecret) {
  const client = useQueryClient()
  async function remove() {
    await api.delete(`/accounts/${accountId}/secrets/${secret.id}`, Done)
    await refreshAccounts(client)
    toast.done('It is gone.')
  }
  return (
    <ConfirmDialog
      open
      title={`Take “${secret.label}” away for good?`}
      confirmLabel="Take it away"
      danger
      onConfirm={remove}
      onClose={onClose}
    >
      It can’t be brought back by anybody. Do this when it opens nothing any more.
    </ConfirmDialog>
  )
}

export function AskDialog({ secret, accountId, confirmed, onClose }: OfSecret & { confirmed: Confirmed }) {
  const client = useQueryClient()
  const deed = useDeed()
  const [reason, setReason] = useState('')
  const ask = () =>
    deed.run(async () => {
      const path = `/accounts/${accountId}/secrets/${secret.id}/readings`
      await confirmed(() => api.post(path, { reason }, ReadingView))
      await refreshAccounts(client)
      toast.done('Asked. A second person has an hour to agree.')
      onClose()
    })
  return (
    <Dialog open title={`Ask to open “${secret.label}”`} onClose={onClose}>
      <p>
        A second person who may open seals has to agree within an hour. You then read it once, within ten
        minutes. Those who answer for the account, and governance, are told of each step, and the secret is to
        be renewed afterwards.
      </p>
      <SecretForm submit="Ask" busy={deed.busy} fault={deed.general} onSubmit={ask} onClose={onClose}>
        <TextArea
          label="Why it has to be opened"
          required
          autosize
          minRows={3}
          maxLength={500}
          value={reason}
          error={deed.field('reason')}
          onChange={setReason}
        />
      </SecretForm>
    </Dialog>
  )
}

interface SecretFormProps {
  submit: string
  busy: boolean
  fault: unknown
  onSubmit: () => Promise<void>
  onClose: () => void
  children: ReactNode
}

function SecretForm({ submit, busy, fault, onSubmit, onClose, children }: SecretFormProps) {
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit()
      }}
    >
      <Fields>
        {children}
        <ProblemAlert error={fault} />
        <Row>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
        </Row>
      </Fields>
    </form>
  )
}

interface ValueFieldProps {
  kind: SecretKind
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

function ValueField({ kind, value, error, onChange }: ValueFieldProps) {
  const common = { label: secretKinds[kind], required: true, value, error, onChange }
  if (kind === 'recovery-codes')
    return <TextArea {...common} hint="One on each line" autosize minRows={4} spellCheck={false} />
  return (
    <PasswordField
      {...common}
      autoComplete="new-password"
      hint={kind === 'authenticator' ? 'The key that the network shows beside its picture code' : undefined}
    />
  )
}
