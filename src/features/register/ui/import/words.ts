import type { Level } from '#ui/parts/chip.tsx'
import type { ImportState, Verdict } from '../../import/contract.ts'

export const stateWords: Record<ImportState, { label: string; level: Level }> = {
  checked: { label: 'Checked', level: 'advise' },
  running: { label: 'Running', level: 'require' },
  stopped: { label: 'Stopped', level: 'hold' },
  done: { label: 'Done', level: 'ok' },
}

/** What becomes of a line, before the run and after it. */
export const verdictWords: Record<Verdict, { before: string; after: string; level: Level }> = {
  add: { before: 'Will be added', after: 'Added', level: 'ok' },
  change: { before: 'Will be changed', after: 'Changed', level: 'require' },
  same: { before: 'There already, the same', after: 'There already, the same', level: 'neutral' },
  'left-out': { before: 'Left out', after: 'Left out', level: 'refuse' },
}
