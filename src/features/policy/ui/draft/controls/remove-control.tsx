import { useState } from 'react'
import { Button } from '@mantine/core'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { CheckboxField } from '#ui/parts/fields.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { Desk } from '../desk.ts'
import { ownSentences, removeControl } from './pack-edits.ts'
import { examplesIn, type ControlAt } from './pack-reading.ts'

interface RemoveControlProps {
  desk: Desk
  control: ControlAt
  onRemoved: () => void
}

/** Asks first, and says what of the control remains elsewhere. */
export function RemoveControl({ desk, control, onRemoved }: RemoveControlProps) {
  const [asking, setAsking] = useState(false)
  const [examples, setExamples] = useState(true)
  const [sentences, setSentences] = useState(true)
  const { id, clause } = control.form
  const count = examplesIn(desk.files['examples.yaml']).filter((one) => one.control === id).length
  const said = ownSentences(desk.files, control).length
  return (
    <>
      <Button variant="subtle" color="danger" onClick={() => setAsking(true)}>
        Remove this control
      </Button>
      <ConfirmDialog
        open={asking}
        title={`Remove “${id}”?`}
        confirmLabel="Remove the control"
        danger
        onConfirm={() => {
          desk.edit(() => removeControl(desk.files, control, { examples, sentences }))
          onRemoved()
        }}
        onClose={() => setAsking(false)}
      >
        <Stack>
          <p>Rostrum then no longer does this about {clause}. The edition in force is not touched.</p>
          {count > 0 && (
            <CheckboxField
              label={count === 1 ? 'Remove its example, too' : `Remove its ${count} examples, too`}
              hint="Examples of a control that is not there are faults."
              checked={examples}
              onChange={setExamples}
            />
          )}
          {said > 0 && (
            <CheckboxField
              label={said === 1 ? 'Remove its sentence, too' : `Remove its ${said} sentences, too`}
              hint="Nothing else says it."
              checked={sentences}
              onChange={setSentences}
            />
          )}
        </Stack>
      </ConfirmDialog>
    </>
  )
}
