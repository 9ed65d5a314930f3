/** One line of the table: what was tried, how often, and what came of it. */
export interface Row {
  kind: Kind
  scenario: string
  /** How many kills, faults or outages. */
  times: number
  posts: number
  lost: number
  doubled: number
  untrue: number
  /** What else there is to say; `not run: …` when this machine does not allow it. */
  note?: string
}

export const kinds = ['kills', 'withdrawn', 'database', 'disk', 'clock', 'processes', 'imports'] as const
export type Kind = (typeof kinds)[number]

export interface Total {
  times: number
  kills: number
  posts: number
  lost: number
  doubled: number
  untrue: number
}

export function totalOf(rows: readonly Row[]): Total {
  const total: Total = { times: 0, kills: 0, posts: 0, lost: 0, doubled: 0, untrue: 0 }
  for (const row of rows) {
    total.times += row.times
    if (row.kind === 'kills' || row.kind === 'imports') total.kills += row.times
    for (const key of ['posts', 'lost', 'doubled', 'untrue'] as const) total[key] += row[key]
  }
  return total
}

/** Says what goes on while it goes on. */
export type Tell = (line: string) => void

/** A row whose claims about Rostrum itself, beside the posts, held or did not: each that did not is one untruth. */
export function claims(row: Omit<Row, 'untrue'> & { untrue?: number }, held: Record<string, boolean>): Row {
  const broken = Object.entries(held).flatMap(([claim, holds]) => (holds ? [] : [claim]))
  const note = [row.note, ...broken.map((claim) => `NOT SO: ${claim}`)].filter(Boolean).join('; ')
  return { ...row, untrue: (row.untrue ?? 0) + broken.length, ...(note ? { note } : {}) }
}
