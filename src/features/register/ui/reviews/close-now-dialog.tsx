import { api } from '#ui/api.ts'
import { Account } from '../../contract.ts'
import type { LeavingStep } from '../../leaving/contract.ts'
import { ReasonDialog } from '../life/reason-dialog.tsx'
import { stepNames } from './leaving-words.ts'
import css from './reviews.module.css'

interface CloseNowProps {
  account: { id: string; displayName: string; version: number }
  /** Every step is done, as far as the page knows; the server looks again. */
  whenDone?: boolean
  /** What was not seen to. */
  left?: LeavingStep[]
  onClose: () => void
}

/** Closes an account for good, however far its steps have come. */
export function CloseNowDialog({ account, whenDone = false, left, onClose }: CloseNowProps) {
  const { id, displayName, version } = account
  return (
    <ReasonDialog
      title={`Close ${displayName} now?`}
      label="Why is it closed now?"
      confirmLabel="Close the account"
      done="The account is closed."
      danger
      deed={(reason) => api.post(`/accounts/${id}/closing`, { version, reason, whenDone }, Account)}
      onClose={onClose}
    >
      {left && left.length > 0 && (
        <>
          <p>Not done yet, and the log will say so:</p>
          <ul className={css.left}>
            {left.map((step) => (
              <li key={step}>{stepNames[step]}</li>
            ))}
          </ul>
        </>
      )}
      <p>This can’t be undone here. On the network itself the account stays as it is.</p>
    </ReasonDialog>
  )
}
