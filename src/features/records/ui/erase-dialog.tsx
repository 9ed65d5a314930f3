import { useRef, useState } from 'react'
import { api } from '#ui/api.ts'
import { newId } from '#ui/ids.ts'
import { ConfirmDialog } from '#ui/parts/confirm-dialog.tsx'
import { Fields, TextArea } from '#ui/parts/fields.tsx'
import { toast } from '#ui/parts/toast.ts'
import { Created } from '../contract.ts'

interface EraseDialogProps {
  recordId: string
  open: boolean
  onClose: () => void
  onErased: () => void
}

/** Asks why before words are erased for good. */
export function EraseDialog({ recordId, open, onClose, onErased }: EraseDialogProps) {
  const [reason, setReason] = useState('')
  const [instead, setInstead] = useState('')
  const key = useRef(newId())
  async function erase() {
    const body = { reason, ...(instead.trim() ? { instead } : {}) }
    await api.post(`/records/${recordId}/erasures`, body, Created, { idempotencyKey: key.current })
    toast.done('Erased. The proof was kept.')
    onErased()
  }
  // The key belongs to one wish; other words are another wish.
  const changed = (set: (value: string) => void) => (value: string) => {
    key.current = newId()
    set(value)
  }
  return (
    <ConfirmDialog
      open={open}
      title="Erase what was written at this record?"
      confirmLabel="Erase it for good"
      danger
      onConfirm={erase}
      onClose={onClose}
    >
      <p>
        The words go, here and in every later export; nobody can bring them back. The record stays, with its
        proof, and a new record says that you erased it and why. Files exported before are not changed.
      </p>
      <Fields>
        <TextArea
          label="Why"
          required
          minLength={10}
          autosize
          minRows={2}
          value={reason}
          onChange={changed(setReason)}
        />
        <TextArea
          label="What may stay"
          hint="For a redaction: the words without what must go. Leave it empty to erase everything."
          autosize
          minRows={2}
          value={instead}
          onChange={changed(setInstead)}
        />
      </Fields>
    </ConfirmDialog>
  )
}
