import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import css from './dialog.module.css'

export interface DialogProps {
  open: boolean
  title: string
  /** Called on Escape and by the caller's own buttons. Absent: it stays until what it asks is done. */
  onClose?: () => void
  children: ReactNode
  /** The row of buttons at its foot. */
  actions?: ReactNode
}

/** A modal dialog, the browser's own: it keeps the focus, returns it, and makes the rest inert. */
export function Dialog({ open, title, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (open && element && !element.open) element.showModal()
    if (!open && element?.open) element.close()
  }, [open])
  useLayoutEffect(() => {
    const element = dialog.current
    // One that is taken off the page while it is open would take the focus with it.
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose?.()
      }}
      // The browser closes it unasked when Escape is pressed twice; one that must stay is opened again.
      onClose={() => {
        if (dialog.current?.open) return
        if (onClose) onClose()
        else if (open) dialog.current?.showModal()
      }}
    >
      {open && (
        <div className={css.content}>
          <h2 id={id}>{title}</h2>
          {children}
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      )}
    </dialog>
  )
}
