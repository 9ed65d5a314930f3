import type { HandOverReason, LeaverKeeps } from '../../hand-over/contract.ts'

/** What has been chosen in the wizard so far. */
export interface Typed {
  why: HandOverReason
  leaver: string | null
  keeps: LeaverKeeps
  /** A day of the institution's calendar, or empty: today, at once. */
  lastDay: string
  designated: string
  deputies: string[]
  notes: string
}
