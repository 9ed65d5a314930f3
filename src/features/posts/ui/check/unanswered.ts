import type { z } from 'zod'
import type { mentionAnswers } from '../../mentions/contract.ts'

/** Somebody whom a network could not be asked about; `until` when a wait is why. */
export interface UnansweredName {
  network: string
  name: string
  until: string | null
}

export interface UnansweredLine {
  network: string
  names: string[]
  /** From when they can be looked up, on the full minute after it; null when that is not known. */
  from: Date | null
}

const minute = 60_000

/** One line for those of a network that wait for the same minute, each name once. Pure. */
export function unansweredLines(all: readonly UnansweredName[]): UnansweredLine[] {
  const lines = new Map<string, UnansweredLine>()
  for (const { network, name, until } of all) {
    // The seconds are not shown, and nobody is to come too early.
    const at = until === null ? null : Math.ceil(Date.parse(until) / minute) * minute
    const key = `${network} ${at}`
    const line = lines.get(key) ?? { network, names: [], from: at === null ? null : new Date(at) }
    if (!line.names.includes(name)) line.names.push(name)
    lines.set(key, line)
  }
  return [...lines.values()]
}

/** Milliseconds after which what had to wait is asked again; false when nothing waits. A minute at least. Pure. */
export function askAgainIn(answers: z.infer<typeof mentionAnswers> | undefined, now: number): number | false {
  const ends = (answers?.mentions ?? []).flatMap(({ until }) =>
    until === undefined ? [] : [Date.parse(until)],
  )
  return ends.length > 0 && Math.max(minute, Math.min(...ends) - now)
}
