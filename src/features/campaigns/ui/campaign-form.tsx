import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { PersonSelect } from '#features/people/ui/index.ts'
import { accountsQuery } from '#features/posts/ui/index.ts'
import { asProblem } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, SelectField, TextArea, TextField } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { NewCampaign } from '../contract.ts'

export interface CampaignFormProps {
  title: string
  action: string
  first: NewCampaign
  onSave: (fields: NewCampaign) => Promise<unknown>
  onClose: () => void
}

export const blank: NewCampaign = {
  name: '',
  purpose: '',
  objective: '',
  objectiveId: null,
  firstDay: null,
  lastDay: null,
  ownerId: null,
}

/** What a campaign is, in a dialog. */
export function CampaignForm({ title, action, first, onSave, onClose }: CampaignFormProps) {
  const [fields, setFields] = useState(first)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const set = (part: Partial<NewCampaign>) => setFields({ ...fields, ...part })
  const fault = (path: string) => (error ? asProblem(error).field(path) : undefined)
  async function save() {
    setBusy(true)
    setError(undefined)
    try {
      await onSave(fields)
      onClose()
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} onClick={() => void save()}>
            {action}
          </Button>
        </>
      }
    >
      <Fields>
        <TextField
          label="Name"
          required
          value={fields.name}
          error={fault('name')}
          onChange={(name) => set({ name })}
        />
        <TextArea
          label="What it is for"
          autosize
          minRows={2}
          value={fields.purpose}
          error={fault('purpose')}
          onChange={(purpose) => set({ purpose })}
        />
        <ObjectiveFields fields={fields} set={set} />
        <TextField
          label="First day"
          type="date"
          value={fields.firstDay ?? ''}
          error={fault('firstDay')}
          onChange={(day) => set({ firstDay: day || null })}
        />
        <TextField
          label="Last day"
          type="date"
          value={fields.lastDay ?? ''}
          error={fault('lastDay')}
          onChange={(day) => set({ lastDay: day || null })}
        />
        <PersonSelect
          label="Owner"
          hint="You, unless you choose somebody else"
          value={fields.ownerId}
          onChange={(ownerId) => set({ ownerId })}
        />
      </Fields>
      <ProblemAlert error={error} />
    </Dialog>
  )
}

/** In words, or by the objective of an account that has one. */
function ObjectiveFields({
  fields,
  set,
}: {
  fields: NewCampaign
  set: (part: Partial<NewCampaign>) => void
}) {
  const accounts = useQuery(accountsQuery(false)).data?.accounts ?? []
  const having = accounts.flatMap(({ objective, displayName }) =>
    objective ? [{ value: objective.id, label: `${displayName}: ${objective.objective}` }] : [],
  )
  return (
    <>
      <TextField
        label="What it is to reach"
        value={fields.objective}
        onChange={(objective) => set({ objective })}
      />
      {(having.length > 0 || fields.objectiveId) && (
        <SelectField
          label="An account’s objective that it serves"
          value={fields.objectiveId ?? ''}
          data={[
            { value: '', label: 'None' },
            ...having,
            ...(fields.objectiveId && !having.some(({ value }) => value === fields.objectiveId)
              ? [{ value: fields.objectiveId, label: 'As it is' }]
              : []),
          ]}
          onChange={(id) => set({ objectiveId: id || null })}
        />
      )}
    </>
  )
}
