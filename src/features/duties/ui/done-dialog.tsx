import { useState } from 'react'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { api } from '#ui/api.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Done, type DutyForMe } from '../contract.ts'
import { useDutiesChanged } from './use-duties-changed.ts'

/** Says that a duty is done, where nothing else can tell; the note goes into the records. */
export function DoneDialog({ duty, onClose }: { duty: DutyForMe; onClose: () => void }) {
  const deed = useDeed()
  const changed = useDutiesChanged()
  const [note, setNote] = useState('')
  const finish = () =>
    deed.run(async () => {
      await api.post(`/duties/${duty.id}/done`, { note }, Done)
      toast.done('Done, and written into the records.')
      onClose()
      await changed()
    })
  return (
    <Dialog open title="Is this done?" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void finish()
        }}
      >
        <Fields>
          <p>{duty.title}</p>
          <TextArea
            label="What was done"
            hint="A sentence for whoever asks later. It goes into the records."
            value={note}
            onChange={setNote}
            error={deed.field('note')}
            autosize
            minRows={3}
          />
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              It is done
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
