import { microsoftSettings, type MicrosoftOptions } from '../families/microsoft.ts'

export interface OutlookOptions extends MicrosoftOptions {
  /** How often it is looked, at once after sending, whether the mail has left. */
  looks?: number
  /** Milliseconds between two looks. */
  lookEvery?: number
}
export type OutlookSettings = Required<OutlookOptions>

/** Exchange sends what it took within seconds; minutes are given it before a draft is taken for one that stays. */
export const usualSettings: OutlookSettings = {
  ...microsoftSettings,
  settle: 180_000,
  looks: 3,
  lookEvery: 700,
}
