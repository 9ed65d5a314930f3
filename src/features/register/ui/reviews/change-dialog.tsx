import { useState } from 'react'
import { api } from '#ui/api.ts'
import { RadioChoices, TextArea, TextField } from '#ui/parts/fields.tsx'
import { changeKinds, WatchedNetwork, type ChangeKind } from '../../watch/contract.ts'
import { FormDialog } from './form-dialog.tsx'

/** Something about a network is other than it was. */
export function ChangeDialog({ network, onClose }: { network: WatchedNetwork; onClose: () => void }) {
  const [typed, setTyped] = useState({ kind: 'terms' as ChangeKind, what: '', from: '', source: '' })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const send = () =>
    api.post(
      `/networks-watch/${network.network}/changes`,
      { ...typed, from: typed.from || null },
      WatchedNetwork,
    )
  return (
    <FormDialog
      title={`What has changed at ${network.name}?`}
      submit="Record the change"
      done="Recorded. Our accounts there come up for review."
      values={typed}
      send={send}
      onClose={onClose}
    >
      {(field) => (
        <>
          <RadioChoices
            label="What it is about"
            options={(Object.keys(changeKinds) as ChangeKind[]).map((value) => ({
              value,
              label: changeKinds[value].label,
            }))}
            value={typed.kind}
            error={field('kind')}
            onChange={(kind) => set({ kind: kind as ChangeKind })}
          />
          <TextArea
            label="What changes"
            required
            hint="In a sentence or two that an administrator can act upon."
            autosize
            minRows={3}
            maxLength={1000}
            value={typed.what}
            error={field('what')}
            onChange={(what) => set({ what })}
          />
          <TextField
            label="From when"
            type="date"
            value={typed.from}
            error={field('from')}
            onChange={(from) => set({ from })}
          />
          <TextField
            label="Where it says so"
            type="url"
            hint="The address of its announcement."
            value={typed.source}
            error={field('source')}
            onChange={(source) => set({ source })}
          />
          <p>
            {network.accounts === 1
              ? 'Our account there comes up for review.'
              : `Our ${network.accounts} accounts there come up for review.`}
          </p>
        </>
      )}
    </FormDialog>
  )
}
