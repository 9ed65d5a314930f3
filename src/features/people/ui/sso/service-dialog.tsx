import { useState } from 'react'
import { Button } from '@mantine/core'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, RadioChoices, TextField } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done } from '../../contract.ts'
import { MadeService, type SignInService } from '../../sso/contract.ts'
import { useDeed } from '../use-deed.ts'
import type { Confirmed } from '../ways-in-card.tsx'
import { CommonFields, OidcFields, SamlFields } from './service-fields.tsx'
import { bodyOf, formOf, type ServiceForm } from './service-form.ts'

interface ServiceDialogProps {
  /** Null: a new one. */
  service: SignInService | null
  confirmed: Confirmed
  onClose: () => void
  onDone: () => Promise<void>
}

export function ServiceDialog({ service, confirmed, onClose, onDone }: ServiceDialogProps) {
  const deed = useDeed()
  const [form, setForm] = useState(() => formOf(service))
  const set = (change: Partial<ServiceForm>) => setForm((now) => ({ ...now, ...change }))
  const save = () =>
    deed.run(async () => {
      const body = bodyOf(form)
      await confirmed(async () => {
        if (service) await api.patch(`/sign-in-services/${service.id}`, body, Done)
        else await api.post('/sign-in-services', body, MadeService)
      })
      toast.done(service ? 'The changes are kept.' : 'The service is set up. Try it, then switch it on.')
      await onDone()
      onClose()
    })
  const parts = { form, set, fault: deed.field, known: service !== null }
  return (
    <Dialog open title={service ? service.name : 'Add a sign-in service'} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          {!service && <KindChoice kind={form.kind} onChange={(kind) => set({ kind })} />}
          <TextField
            label="Words on the button"
            value={form.name}
            onChange={(name) => set({ name })}
            error={deed.field('name')}
          />
          {form.kind === 'oidc' ? <OidcFields {...parts} /> : <SamlFields {...parts} />}
          <CommonFields {...parts} />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {service ? 'Save' : 'Set it up'}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}

function KindChoice(props: { kind: ServiceForm['kind']; onChange: (kind: ServiceForm['kind']) => void }) {
  return (
    <RadioChoices
      label="What does your identity provider speak?"
      value={props.kind}
      onChange={(kind) => props.onChange(kind === 'saml' ? 'saml' : 'oidc')}
      options={[
        { value: 'oidc', label: 'OpenID Connect', hint: 'Entra ID, Keycloak, Google, newer Shibboleth.' },
        { value: 'saml', label: 'SAML 2.0', hint: 'Shibboleth, AD FS, the UK Access Management Federation.' },
      ]}
    />
  )
}
