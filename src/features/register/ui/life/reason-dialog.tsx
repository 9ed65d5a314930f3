import { useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { TextField } from '#ui/parts/fields.tsx'
import { toast } from '#ui/parts/toast.ts'
import { refreshAccounts } from '../queries.ts'

export interface ReasonDialogProps {
  title: string
  /** What will happen. */
  children: ReactNode
  label: string
  confirmLabel: string
  /** What was done, as a sentence. */
  done: string
  danger?: boolean
  deed: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks for a reason before an account is moved in its life. Mount it to open it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  async function confirm() {
    await props.deed(reason)
    await refreshAccounts(client)
    toast.done(props.done)
  }
  return (
    <ConfirmDialog
      open
      title={props.title}
      confirmLabel={props.confirmLabel}
      danger={props.danger ?? false}
      onConfirm={confirm}
      onClose={props.onClose}
    >
      {props.children}
      <TextField label={props.label} required value={reason} maxLength={500} onChange={setReason} />
    </ConfirmDialog>
  )
}
