import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Fields, SelectField, TextField } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { People, peopleChoices, Rights, rightsChoices, type Asset, type AssetChange } from '../contract.ts'
import { changeAsset } from './queries.ts'

const choices = [
  { value: '', label: 'Not declared yet' },
  ...rightsChoices.map((choice) => ({ value: choice.id, label: choice.label })),
]

const people = [
  { value: '', label: 'Not said yet' },
  ...peopleChoices.map((choice) => ({ value: choice.id, label: choice.label })),
]

/** Why an image may be used, and who is in it: kept with the image at once, for every post that uses it. */
export function RightsFields({ asset }: { asset: Asset }) {
  const client = useQueryClient()
  const [note, setNote] = useState(asset.rightsNote)
  const [consent, setConsent] = useState(asset.peopleNote)
  const [fault, setFault] = useState<unknown>()
  const chosen = rightsChoices.find((choice) => choice.id === asset.rights)
  const shown = peopleChoices.find((choice) => choice.id === asset.people)
  async function keep(change: AssetChange) {
    setFault(undefined)
    try {
      await changeAsset(client, asset.id, change)
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Fields>
      <SelectField
        label="Why may we use it?"
        data={choices}
        value={asset.rights ?? ''}
        onChange={(value) => void keep({ rights: Rights.safeParse(value).data ?? null })}
      />
      {chosen && (
        <TextField
          label={chosen.note}
          value={note}
          maxLength={500}
          onChange={setNote}
          onBlur={() => note !== asset.rightsNote && void keep({ rightsNote: note })}
        />
      )}
      <SelectField
        label="Who can be made out in it?"
        data={people}
        value={asset.people ?? ''}
        onChange={(value) => void keep({ people: People.safeParse(value).data ?? null })}
      />
      {shown?.note && (
        <TextField
          label={shown.note}
          value={consent}
          maxLength={500}
          onChange={setConsent}
          onBlur={() => consent !== asset.peopleNote && void keep({ peopleNote: consent })}
        />
      )}
      <ProblemAlert error={fault} />
    </Fields>
  )
}
