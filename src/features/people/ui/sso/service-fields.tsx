import { CheckboxField, PasswordField, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { usualValues, type ServiceForm } from './service-form.ts'

interface Parts {
  form: ServiceForm
  set: (change: Partial<ServiceForm>) => void
  fault: (path: string) => string | undefined
  /** It is set up already: what is a secret stays when nothing is given. */
  known: boolean
}

export function OidcFields({ form, set, fault, known }: Parts) {
  return (
    <>
      <TextField
        label="Address of the provider (issuer)"
        hint="Such as https://login.example.ac.uk. Below it stands /.well-known/openid-configuration."
        value={form.issuer}
        onChange={(issuer) => set({ issuer })}
        error={fault('issuer')}
      />
      <TextField
        label="Client ID"
        value={form.clientId}
        onChange={(clientId) => set({ clientId })}
        error={fault('clientId')}
      />
      <PasswordField
        label="Client secret"
        hint={
          known
            ? 'Leave it empty to keep the one that is there.'
            : 'Kept under seal, and shown to nobody again.'
        }
        autoComplete="off"
        value={form.clientSecret}
        onChange={(clientSecret) => set({ clientSecret })}
        error={fault('clientSecret')}
      />
      <TextField
        label="Scopes"
        hint="Some providers give groups only for one more, such as “groups”."
        value={form.scopes}
        onChange={(scopes) => set({ scopes })}
        error={fault('scopes')}
      />
      <SelectField
        label="What the provider asks each time"
        data={[
          { value: '', label: 'What it thinks right' },
          { value: 'select_account', label: 'Which account' },
          { value: 'login', label: 'The password again' },
          { value: 'consent', label: 'Whether Rostrum may know' },
        ]}
        value={form.prompt}
        onChange={(prompt) => set({ prompt })}
      />
      <CheckboxField
        label="End the session when the provider’s id token ends"
        checked={form.endsWithToken}
        onChange={(endsWithToken) => set({ endsWithToken })}
      />
    </>
  )
}

export function SamlFields({ form, set, fault, known }: Parts) {
  return (
    <>
      <TextField
        label="Address of the provider’s metadata"
        hint={
          known
            ? 'Save to read it again, for example when the provider has new keys.'
            : 'Or paste the metadata below.'
        }
        value={form.metadataUrl}
        onChange={(metadataUrl) => set({ metadataUrl })}
        error={fault('metadataUrl')}
      />
      <TextArea
        label="The provider’s metadata (XML)"
        rows={4}
        value={form.metadataXml}
        onChange={(metadataXml) => set({ metadataXml })}
        error={fault('metadataXml')}
      />
      <SelectField
        label="What has to carry the provider’s signature"
        data={[
          { value: 'both', label: 'The answer and the assertion in it' },
          { value: 'assertion', label: 'The assertion' },
          { value: 'response', label: 'The answer' },
        ]}
        value={form.signed}
        onChange={(signed) => set({ signed })}
      />
      <CheckboxField
        label="Sign our requests"
        checked={form.signRequests}
        onChange={(signRequests) => set({ signRequests })}
      />
      <CheckboxField
        label="Let the provider’s portal begin a sign-in"
        hint="Then a link that somebody else prepared can sign a person in as somebody else. The address that begins the sign-in is safer."
        checked={form.unsolicited}
        onChange={(unsolicited) => set({ unsolicited })}
      />
    </>
  )
}

export function CommonFields({ form, set, fault }: Parts) {
  const proof = (kind: string) => {
    const chosen = kind as ServiceForm['proof']
    set({ proof: chosen, values: usualValues(chosen) })
  }
  return (
    <>
      <SelectField
        label="Does the provider prove a second factor?"
        hint="Where it does not, Rostrum asks for a passkey or an authenticator app of its own."
        data={[
          { value: 'never', label: 'No, Rostrum asks' },
          { value: 'always', label: 'Always: it lets nobody in without one' },
          { value: 'amr', label: 'When it says so, in “amr”' },
          { value: 'acr', label: 'When it says so, in “acr” or the authentication context' },
        ]}
        value={form.proof}
        onChange={proof}
      />
      {(form.proof === 'amr' || form.proof === 'acr') && (
        <TextArea
          label="Values that prove it, one a line"
          rows={3}
          value={form.values}
          onChange={(values) => set({ values })}
          error={fault('secondFactor.values')}
        />
      )}
      <TextField
        label="Longest session, in hours"
        hint="From when the person showed their password to the provider. Twelve at most."
        inputMode="numeric"
        value={form.longestHours}
        onChange={(longestHours) => set({ longestHours })}
        error={fault('longestHours')}
      />
      <TextField
        label="E-mail domains that the provider answers for"
        hint="An account here with such an address is opened by this service. Leave it empty to let people link it themselves."
        value={form.domains}
        onChange={(domains) => set({ domains })}
        error={fault('domains.0')}
      />
      <CheckboxField
        label="Sign people out at the provider too"
        checked={form.signOutThere}
        onChange={(signOutThere) => set({ signOutThere })}
      />
      <details>
        <summary>Where the provider puts what Rostrum needs</summary>
        <PlaceFields form={form} set={set} />
      </details>
    </>
  )
}

function PlaceFields({ form, set }: Pick<Parts, 'form' | 'set'>) {
  const places = [
    ['subject', 'Identifier of the person'],
    ['email', 'E-mail address'],
    ['personName', 'Name'],
    ['groups', 'Groups'],
  ] as const
  return (
    <>
      <p>Leave these empty while the usual names do.</p>
      {places.map(([place, label]) => (
        <TextField
          key={place}
          label={label}
          value={form[place]}
          onChange={(value) => set({ [place]: value })}
        />
      ))}
    </>
  )
}
