import { useState } from 'react'
import { api } from '#ui/api.ts'
import { CheckboxField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { WatchedNetwork } from '../../watch/contract.ts'
import { FormDialog } from './form-dialog.tsx'

/** Somebody has looked at a network, and says when it is looked at again. */
export function NetworkReviewDialog({ network, onClose }: { network: WatchedNetwork; onClose: () => void }) {
  const [typed, setTyped] = useState({ note: '', termsRead: false, nextDue: '' })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const send = () =>
    api.post(
      `/networks-watch/${network.network}/reviews`,
      { ...typed, version: network.version },
      WatchedNetwork,
    )
  return (
    <FormDialog
      title={`You have looked at ${network.name}`}
      submit="Put it on record"
      done="On record."
      values={typed}
      send={send}
      onClose={onClose}
    >
      {(field) => (
        <>
          <TextArea
            label="What you found"
            required
            hint="If something is other than it was, record a change instead: that reaches the accounts."
            autosize
            minRows={2}
            maxLength={1000}
            value={typed.note}
            error={field('note')}
            onChange={(note) => set({ note })}
          />
          <CheckboxField
            label="I have read its terms today"
            checked={typed.termsRead}
            onChange={(termsRead) => set({ termsRead })}
          />
          <TextField
            label="To be looked at again by"
            type="date"
            required
            value={typed.nextDue}
            error={field('nextDue')}
            onChange={(nextDue) => set({ nextDue })}
          />
        </>
      )}
    </FormDialog>
  )
}
