import { useState } from 'react'
import { useQuery } from '@tanstack/react-query'
import { officesQuery } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { WatchedNetwork, watchStates } from '../../watch/contract.ts'
import { FormDialog } from './form-dialog.tsx'

type Field = (path: string) => string | undefined

function beginning(network: WatchedNetwork) {
  return {
    state: network.state === 'unwatched' ? 'fine' : network.state,
    ownerOffice: network.owner?.id ?? '',
    termsUrl: network.termsUrl,
    termsReadOn: network.termsReadOn ?? '',
    charges: network.charges,
    closesOn: network.closesOn ?? '',
    api: network.api,
    reviewDue: network.reviewDue?.slice(0, 10) ?? '',
  }
}
type Typed = ReturnType<typeof beginning>
interface PartProps {
  typed: Typed
  set: (change: Partial<Typed>) => void
  field: Field
}

/** The entry of a network. */
export function EntryDialog({ network, onClose }: { network: WatchedNetwork; onClose: () => void }) {
  const [typed, setTyped] = useState(() => beginning(network))
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change })
  const send = () =>
    api.put(
      `/networks-watch/${network.network}`,
      {
        ...typed,
        version: network.version,
        ownerOffice: typed.ownerOffice || null,
        termsReadOn: typed.termsReadOn || null,
        closesOn: typed.closesOn || null,
      },
      WatchedNetwork,
    )
  return (
    <FormDialog
      title={`What is known of ${network.name}`}
      submit="Save the entry"
      done="The entry is saved."
      values={typed}
      send={send}
      onClose={onClose}
    >
      {(field) => (
        <>
          <StandingFields typed={typed} set={set} field={field} />
          <TermsFields typed={typed} set={set} field={field} />
        </>
      )}
    </FormDialog>
  )
}

function StandingFields({ typed, set, field }: PartProps) {
  const offices = useQuery(officesQuery).data?.offices ?? []
  return (
    <>
      <SelectField
        label="How it stands"
        data={Object.entries(watchStates)
          .filter(([value]) => value !== 'unwatched')
          .map(([value, label]) => ({ value, label }))}
        value={typed.state}
        error={field('state')}
        onChange={(state) => set({ state: state as Typed['state'] })}
      />
      <SelectField
        label="Office that keeps watch"
        data={[
          { value: '', label: 'Central communications' },
          ...offices.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={typed.ownerOffice}
        error={field('ownerOffice')}
        onChange={(ownerOffice) => set({ ownerOffice })}
      />
      <TextField
        label="To be looked at again by"
        type="date"
        required
        value={typed.reviewDue}
        error={field('reviewDue')}
        onChange={(reviewDue) => set({ reviewDue })}
      />
      <TextField
        label="Closes on"
        type="date"
        hint="Where it has said that it will."
        value={typed.closesOn}
        error={field('closesOn')}
        onChange={(closesOn) => set({ closesOn })}
      />
    </>
  )
}

function TermsFields({ typed, set, field }: PartProps) {
  return (
    <>
      <TextField
        label="Address of its terms"
        type="url"
        value={typed.termsUrl}
        error={field('termsUrl')}
        onChange={(termsUrl) => set({ termsUrl })}
      />
      <TextField
        label="Terms last read on"
        type="date"
        value={typed.termsReadOn}
        error={field('termsReadOn')}
        onChange={(termsReadOn) => set({ termsReadOn })}
      />
      <TextArea
        label="What it charges"
        autosize
        maxLength={500}
        value={typed.charges}
        error={field('charges')}
        onChange={(charges) => set({ charges })}
      />
      <TextArea
        label="How programs reach it"
        autosize
        maxLength={500}
        value={typed.api}
        error={field('api')}
        onChange={(api_) => set({ api: api_ })}
      />
    </>
  )
}
