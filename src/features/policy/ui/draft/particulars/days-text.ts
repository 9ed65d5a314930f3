/** The days at the head of policy.md as fields of a form; an entry is changed alone, and every other byte stays. */
import { changeEntry, changeMapAt, withEntry, withoutEntry, type PairChange } from '../yaml/yaml-edit.ts'
import { renderLines } from '../yaml/yaml-render.ts'
import { NotForForms, readList, readMap, type MapPlace } from '../yaml/yaml-text.ts'
import { particularsIn } from '../controls/pack-reading.ts'
import { order } from './particulars-text.ts'

/** Days that are kept free, and days on which political balance is watched. */
export type DayList = 'blackouts' | 'election-periods'

export interface DaysForm {
  name: string
  from: string
  until: string
  clause: string
  goes: string
}
export const noDays: DaysForm = { name: '', from: '', until: '', clause: '', goes: '' }

const fieldOrder = ['name', 'from', 'until', 'clause', 'goes'] as const

const words = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** Null where the head, or the list, is written in a way that no form can show. */
export function readDays(policy: string, list: DayList): DaysForm[] | null {
  const value = readMap(particularsIn(policy)?.text ?? '', []).map?.value[list]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return null
  const entries: unknown[] = value
  if (entries.some((entry) => typeof entry !== 'object' || entry === null || Array.isArray(entry)))
    return null
  return (entries as Record<string, unknown>[]).map((entry) => ({
    name: words(entry['name']),
    from: words(entry['from']),
    until: words(entry['until']),
    clause: words(entry['clause']),
    goes: words(entry['goes']),
  }))
}

/** What is empty and need not be there, is not there. */
function pairsOf(days: Partial<DaysForm>, list: DayList): PairChange[] {
  return fieldOrder.flatMap((key) => {
    const value = days[key]
    if (value === undefined) return []
    const optional = key === 'clause' || key === 'goes' || (key === 'until' && list === 'blackouts')
    return [{ key, value: optional && value === '' ? undefined : value }]
  })
}

const written = (days: DaysForm, list: DayList): Record<string, unknown> =>
  Object.fromEntries(
    pairsOf(days, list).flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]])),
  )

const yearly = /^\d{2}-\d{2}$/
export const isYearly = ({ from }: Pick<DaysForm, 'from'>): boolean => yearly.test(from)

/** The same days, every year or in one: the year that is given, and the next where they go over its end. */
export function turned({ from, until }: Pick<DaysForm, 'from' | 'until'>, year: number | null) {
  const each = (day: string) => (year === null ? day.slice(-'mm-dd'.length) : day)
  const [first, last] = [each(from), each(until)]
  if (year === null) return { from: first, until: last }
  const dated = (day: string, of: number) => (yearly.test(day) ? `${of}-${day}` : day)
  return { from: dated(first, year), until: dated(last, last < first ? year + 1 : year) }
}

/** What is wrong with days that are to be added, by field. */
export function faultsOfNew(days: DaysForm, list: DayList): Partial<Record<keyof DaysForm, string>> {
  const { name, from, until } = days
  const early = until !== '' && !isYearly(days) && until < from
  return {
    ...(name.trim() === '' ? { name: 'Give the days a name.' } : {}),
    ...(from === '' ? { from: 'Give the first day.' } : {}),
    ...(until === '' && list === 'election-periods' ? { until: 'Give the last day.' } : {}),
    ...(early ? { until: 'The last day comes before the first.' } : {}),
  }
}

/** What the check said of a field of an entry. */
export function daysFault(
  faults: readonly { file: string; fault: string }[],
  list: DayList,
  at: number,
  field: keyof DaysForm,
): string | undefined {
  const path = `${list}.${at}.${field}: `
  const found = faults.find(({ file, fault }) => file === 'policy.md' && fault.startsWith(path))?.fault
  return found?.slice(path.length).replace(/^./, (first) => first.toUpperCase())
}

/** Changes fields of one entry. */
export const changeDays = (policy: string, list: DayList, at: number, days: Partial<DaysForm>): string =>
  inHead(policy, (head) =>
    inList(head, list, (text) => changeEntry(text, at, pairsOf(days, list), fieldOrder)),
  )

/** Puts an entry behind the others. */
export const addDays = (policy: string, list: DayList, days: DaysForm): string =>
  inHead(policy, (head) => {
    const lines = renderLines(written(days, list), 2)
    const first = (readDays(policy, list) ?? []).length === 0
    return first ? withFirst(head, list, lines) : inList(head, list, (text) => withEntry(text, null, lines))
  })

/** Into a list that is not there yet, or is empty; what is written behind its name stays there. */
function withFirst(head: string, list: DayList, lines: string): string {
  const empty = changeMapAt(head, [], { key: list, value: [] }, order)
  const pair = placeOf(empty, list).map.pairs.find(({ key }) => key === list)
  if (!pair) throw new NotForForms('These days are no longer there.')
  const behind = lineEnd(empty, pair.end)
  const name = `${empty.slice(0, pair.start)}${list}:${empty.slice(pair.end, behind)}`
  const entry = `- ${lines}`.split('\n').map((line) => `  ${line}`)
  return [name, ...entry].join('\n') + empty.slice(behind)
}

/** Takes an entry out. The last one takes the list with it, unless somebody wrote a comment there. */
export const removeDays = (policy: string, list: DayList, at: number): string =>
  inHead(policy, (head) => {
    if ((readDays(policy, list) ?? []).length > 1) return inList(head, list, (text) => withoutEntry(text, at))
    const { map, start } = placeOf(head, list)
    const pair = map.pairs.find(({ key }) => key === list)
    const between = head.slice(start, pair?.end ?? start)
    if (!between.split('\n').some((line) => /^\s*#/.test(line)))
      return changeMapAt(head, [], { key: list, value: undefined }, order)
    const emptied = inList(head, list, (text) => withoutEntry(text, at))
    const colon = emptied.indexOf(':', pair?.start ?? 0) + 1
    return `${emptied.slice(0, colon)} []${emptied.slice(colon)}`
  })

function inHead(policy: string, change: (head: string) => string): string {
  const head = particularsIn(policy)
  if (!head) throw new NotForForms('The policy begins with its particulars between two lines of “---”.')
  const changed = change(head.text)
  const behind = head.start + head.text.length - 1
  return policy.slice(0, head.start) + changed.replace(/\n$/, '') + policy.slice(behind)
}

function placeOf(head: string, list: DayList): { map: MapPlace; start: number; end: number } {
  const { map, fault } = readMap(head, [])
  if (fault) throw new NotForForms(`Line ${fault.line + 1} cannot be read: ${fault.says}`)
  const pair = map?.pairs.find(({ key }) => key === list)
  if (!map || map.flow || !pair) throw new NotForForms('These days are no longer there.')
  const end = Math.min(head.length, lineEnd(head, pair.end) + 1)
  return { map, start: lineEnd(head, pair.start) + 1, end }
}

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}

/** Changes the lines of a list within the head as if they were a file of their own. */
function inList(head: string, list: DayList, change: (text: string) => string): string {
  const { start, end } = placeOf(head, list)
  const text = head.slice(start, end)
  if (text === '' || readList(text).fault !== null)
    throw new NotForForms(`“${list}” is not written as lines that begin with “- ”, so it is changed as YAML.`)
  return head.slice(0, start) + change(text) + head.slice(end)
}
