import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useDeed } from '#features/people/ui/index.ts'
import { Dialog } from '#ui/parts/dialog.tsx'
import { Fields } from '#ui/parts/fields.tsx'
import { Row } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'
import { useFieldErrors } from './field-errors.ts'
import { refreshReviews } from './queries.ts'

interface FormDialogProps {
  title: string
  submit: string
  done: string
  /** What stands in the fields, by the paths that the server names. */
  values: Readonly<Record<string, unknown>>
  send: () => Promise<unknown>
  onClose: () => void
  children: (field: (path: string) => string | undefined) => ReactNode
}

/** A few fields in a dialog; what is wrong stands beside them. */
export function FormDialog({ title, submit, done, values, send, onClose, children }: FormDialogProps) {
  const client = useQueryClient()
  const deed = useDeed()
  const errors = useFieldErrors(deed, values)
  const save = () =>
    deed.run(async () => {
      errors.sending()
      await send()
      await refreshReviews(client)
      toast.done(done)
      onClose()
    })
  return (
    <Dialog open title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Fields>
          {children(errors.field)}
          <ProblemAlert error={deed.general} />
          <Row align="end">
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={deed.busy}>
              {submit}
            </Button>
          </Row>
        </Fields>
      </form>
    </Dialog>
  )
}
