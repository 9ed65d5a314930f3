import type { Db, Tx } from '#platform/db/index.ts'
import type { Mapping } from './contract.ts'
import { readEntry, type EntryRead } from './entry.ts'
import { mailsOf } from './names.ts'
import { existingAccounts, knownNames } from './register-facts.ts'
import { judge, keyOf, type Judged } from './rules.ts'
import type { LooksLike } from './look-alikes.ts'

export interface LineToJudge {
  line: number
  cells: string[]
  /** Known from the check when only some of the lines are judged again. */
  firstLine?: number | null
}

export interface JudgedLine extends Judged {
  line: number
  read: EntryRead
  firstLine: number | null
}

export interface JudgeOptions {
  now: string
  looksLike: LooksLike
  /** Keep the accounts that are found from changing until the transaction ends. */
  forChange?: boolean
}

/** Judges lines by what the register holds now: the same for the check and for the run. */
export async function judgeLines(
  db: Db | Tx,
  mapping: Mapping,
  lines: readonly LineToJudge[],
  options: JudgeOptions,
): Promise<JudgedLine[]> {
  const column = mapping.columns.administrators
  const mails =
    column === undefined || column === null
      ? []
      : lines.flatMap(({ cells }) => mailsOf(cells[column] ?? '').mails)
  const known = await knownNames(db, [...new Set(mails)])
  const read = lines.map((each) => ({ ...each, read: readEntry(each.cells, mapping, known) }))
  const named = read.flatMap(({ read: { entry } }) =>
    entry.network && entry.handle ? [{ network: entry.network, handle: entry.handle }] : [],
  )
  const existing = await existingAccounts(db, named, options.now, options.forChange)
  const first = new Map<string, number>()
  return read.map(({ line, read: each, firstLine: given }) => {
    const { network, handle } = each.entry
    const key = network && handle ? keyOf(network, handle) : null
    const firstLine = given === undefined ? (key === null ? null : (first.get(key) ?? null)) : given
    if (key !== null && !first.has(key)) first.set(key, line)
    const found = key === null ? undefined : existing.get(key)
    const judged = judge(each, {
      mapping,
      firstLine,
      existing: found,
      looksLike: found || !network || !handle ? null : options.looksLike(network, handle),
      today: options.now.slice(0, 10),
    })
    return { ...judged, line, read: each, firstLine }
  })
}
