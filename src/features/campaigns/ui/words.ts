import type { Level } from '#ui/parts/chip.tsx'
import type { ImportState, LineNote, Verdict } from '../import/contract.ts'

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const withWeekday = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

export const dayWords = (date: string): string => withWeekday.format(new Date(`${date}T12:00:00Z`))

/** "1 Dec 2026 to 20 Dec 2026". */
export function dayRange({ firstDay, lastDay }: { firstDay: string | null; lastDay: string | null }): string {
  const [from, to] = [firstDay, lastDay].map((each) =>
    each ? day.format(new Date(`${each}T12:00:00Z`)) : null,
  )
  if (from && to) return `${from} to ${to}`
  if (from) return `from ${from}`
  return to ? `until ${to}` : '–'
}

/** "Mon 14 Dec 2026, 09:00" of a time on the institution's clocks. */
export function localWords(local: string): string {
  const [date = '', time = ''] = local.split('T')
  return `${dayWords(date)}, ${time}`
}

export const verdictWords: Record<Verdict, { label: string; level: Level }> = {
  ready: { label: 'Ready', level: 'ok' },
  settle: { label: 'Things to settle', level: 'advise' },
  mend: { label: 'To be mended', level: 'refuse' },
}

export const noteWords: Record<LineNote['level'], { label: string; level: Level }> = {
  fault: { label: 'Wrong', level: 'refuse' },
  warning: { label: 'Look', level: 'advise' },
  note: { label: 'Note', level: 'neutral' },
}

export const findingWords = {
  must: { label: 'Must change', level: 'refuse' },
  needs: { label: 'Needs settling', level: 'require' },
  advice: { label: 'Suggestion', level: 'advise' },
} as const satisfies Record<string, { label: string; level: Level }>

export const stateWords: Record<ImportState, { label: string; level: Level }> = {
  checking: { label: 'Being checked', level: 'require' },
  checked: { label: 'Checked', level: 'neutral' },
  running: { label: 'Making drafts', level: 'require' },
  stopped: { label: 'Stopped', level: 'hold' },
  done: { label: 'Done', level: 'ok' },
}
