import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { Dialog } from './dialog.tsx'
import { ProblemAlert } from './problem-alert.tsx'

export interface ConfirmDialogProps {
  open: boolean
  /** A question: "Delete this draft?" */
  title: string
  /** What will happen, and whether it can be undone. */
  children: ReactNode
  /** The deed itself: "Delete the draft", never "OK". */
  confirmLabel: string
  cancelLabel?: string
  danger?: boolean
  onConfirm: () => Promise<unknown> | void
  onClose: () => void
}

/** Asks before something that is hard to undo. Closes by itself when the deed is done; shows why when it is not. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  async function confirm() {
    setBusy(true)
    setFault(undefined)
    try {
      await props.onConfirm()
      props.onClose()
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  const close = () => {
    setFault(undefined)
    props.onClose()
  }
  const actions = (
    <>
      <Button variant="outline" onClick={close}>
        {props.cancelLabel ?? 'Cancel'}
      </Button>
      <Button color={props.danger ? 'danger' : undefined} loading={busy} onClick={() => void confirm()}>
        {props.confirmLabel}
      </Button>
    </>
  )
  return (
    <Dialog open={props.open} title={props.title} onClose={close} actions={actions}>
      {props.children}
      <ProblemAlert error={fault} />
    </Dialog>
  )
}
