import { useEffect, useState, type ReactNode } from 'react'
import { ApiProblem } from '#ui/api.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { TextArea } from '#ui/parts/fields.tsx'

const shortest = 10

interface ReasonDialogProps {
  open: boolean
  title: string
  confirmLabel: string
  danger?: boolean
  children: ReactNode
  onReason: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks before something that is recorded, with the reason. */
export function ReasonDialog({ onReason, children, ...dialog }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  useEffect(() => setReason(''), [dialog.open])
  return (
    <ConfirmDialog
      {...dialog}
      onConfirm={async () => {
        const said = reason.trim()
        if (said.length < shortest)
          throw new ApiProblem({
            status: 0,
            code: 'page.unfilled',
            title: 'Give the reason in a few words, at least ten characters.',
          })
        await onReason(said)
      }}
    >
      {children}
      <TextArea
        label="Reason"
        hint="It is kept in the record."
        value={reason}
        onChange={setReason}
        rows={2}
        required
      />
    </ConfirmDialog>
  )
}
