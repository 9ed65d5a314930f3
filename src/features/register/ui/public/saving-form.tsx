import type { ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useDeed } from '#features/people/ui/index.ts'
import { Fields } from '#ui/parts/fields.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { toast } from '#ui/parts/toast.ts'

interface SavingFormProps {
  /** Throws where it could not be kept. */
  save: () => Promise<void>
  /** What is said once it is kept. */
  said: string
  submit: string
  onDone: () => void
  children: (fault: (field: string) => string | undefined) => ReactNode
}

/** A form in a dialog that is over once it is kept; faults stand beside their fields. */
export function SavingForm({ save, said, submit, onDone, children }: SavingFormProps) {
  const saving = useDeed()
  const keep = () =>
    saving.run(async () => {
      await save()
      toast.done(said)
      onDone()
    })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      <Fields>
        <ProblemAlert error={saving.general} />
        {children(saving.field)}
        <Button type="submit" loading={saving.busy}>
          {submit}
        </Button>
      </Fields>
    </form>
  )
}
