import { NotForForms, readList, readMap, type EntryPlace, type MapPlace } from './yaml-text.ts'
import { renderEntry, renderFlow, renderLines, renderPair } from './yaml-render.ts'

export interface PairChange {
  key: string
  /** Undefined takes the name away. */
  value: unknown
  /** The name that it stands for from now on. */
  rename?: string
}

/**
 * Changes names of one entry of a list and leaves everything else as it is, to the byte. A new name comes behind those
 * that stand before it in `order`.
 */
export function changeEntry(
  text: string,
  at: number,
  changes: readonly PairChange[],
  order: readonly string[],
): string {
  return changes.reduce((now, change) => {
    const entry = entryAt(now, at)
    if (entry.shared)
      throw new NotForForms('This entry shares a part with another (“&” or “*”), so it is changed as YAML.')
    return changeMap(now, entry, change, order)
  }, text)
}

/** The same for the map at a path; the path of the whole file is []. */
export function changeMapAt(
  text: string,
  path: readonly string[],
  change: PairChange,
  order: readonly string[] = [],
): string {
  const { map, fault } = readMap(text, path)
  if (fault) throw new NotForForms(`Line ${fault.line} cannot be read: ${fault.says}`)
  if (!map) throw new NotForForms('This place of the file is no list of names, so it is changed as YAML.')
  return changeMap(text, map, change, order)
}

function changeMap(text: string, map: MapPlace, change: PairChange, order: readonly string[]): string {
  if (map.flow) return changeFlow(text, map, change, order)
  const { key, value, rename = key } = change
  const at = map.pairs.findIndex((pair) => pair.key === key)
  const pair = map.pairs[at]
  if (value === undefined) return pair ? withoutPair(text, map, at) : text
  if (pair)
    return spliced(text, pair.start, pair.end, writtenBefore(text, pair.end, { [rename]: value }, map.indent))
  const before = map.pairs.findLast((one) => rank(order, one.key) < rank(order, rename)) ?? map.pairs.at(-1)
  if (!before) throw new NotForForms('This entry is empty, so it is changed as YAML.')
  const end = lineEnd(text, before.end)
  return spliced(text, end, end, `\n${' '.repeat(map.indent)}${renderPair(rename, value, map.indent)}`)
}

/** A comment that follows on the same line would become part of words over several lines: those stay on one then. */
function writtenBefore(text: string, end: number, value: Record<string, unknown>, indent: number): string {
  const followed = text.slice(end, lineEnd(text, end)).trim() !== ''
  return followed ? renderFlow(value).slice(2, -2) : renderLines(value, indent)
}

function withoutPair(text: string, { pairs }: MapPlace, at: number): string {
  const pair = pairs[at]
  const next = pairs[at + 1]
  if (!pair) return text
  // The first shares its line with “- ”, so the next one takes its place.
  if (at === 0) {
    if (!next) throw new NotForForms('An entry needs at least one line, so it is changed as YAML.')
    return spliced(text, pair.start, next.start, '')
  }
  const from = text.lastIndexOf('\n', pair.start)
  return spliced(text, from, lineEnd(text, pair.end), '')
}

/** In `{ a: b }` one value is changed in its place; with a name more or less it is written anew as a whole. */
function changeFlow(text: string, map: MapPlace, change: PairChange, order: readonly string[]): string {
  const { key, value, rename = key } = change
  const pair = map.pairs.find((one) => one.key === key)
  if (pair && value !== undefined)
    return spliced(text, pair.start, pair.end, renderFlow({ [rename]: value }).slice(2, -2))
  const kept = Object.entries(map.value).filter(([name]) => name !== key)
  if (value !== undefined) {
    const before = kept.findLastIndex(([name]) => rank(order, name) < rank(order, rename))
    kept.splice(before === -1 ? kept.length : before + 1, 0, [rename, value])
  }
  const whole = Object.fromEntries(kept)
  const followed = text.slice(map.end, lineEnd(text, map.end)).trim() !== ''
  return spliced(text, map.start, map.end, followed ? renderFlow(whole) : renderEntry(whole, map.indent))
}

const rank = (order: readonly string[], key: string): number => {
  const at = order.indexOf(key)
  return at === -1 ? order.length : at
}

/** Takes an entry out. The comments above it stay: they may head what follows. */
export function withoutEntry(text: string, at: number): string {
  const entry = entryAt(text, at)
  const from = lineStart(text, entry.start)
  let to = Math.min(text.length, lineEnd(text, entry.end) + 1)
  const blankBefore = from === 0 || /\n[ \t]*\n$/.test(text.slice(0, from))
  const blankAfter = /^[ \t]*\n/.exec(text.slice(to))
  if (blankBefore && blankAfter) to += blankAfter[0].length
  return spliced(text, from, to, '')
}

/** Puts an entry behind another, or at the end; `written` is its text without “- ”, indented by two. */
export function withEntry(text: string, after: number | null, written: string): string {
  const { entries, fault, blank } = readList(text)
  if (fault) throw new NotForForms(`Line ${fault.line} cannot be read: ${fault.says}`)
  const anchor = after === null ? entries.at(-1) : entryAt(text, after)
  if (!anchor) {
    const head = blank && text.trim() !== '' ? `${text.trimEnd()}\n` : ''
    return `${head}- ${written}\n`
  }
  const dash = lineStart(text, anchor.start)
  const indent = /^[ \t]*/.exec(text.slice(dash))?.[0] ?? ''
  const end = lineEnd(text, anchor.end)
  const airy = entries.length > 1 && isAiry(text, entries, anchor)
  const lines = `- ${written}`.split('\n').map((line) => (line === '' ? '' : indent + line))
  return spliced(text, end, end, `${airy ? '\n' : ''}\n${lines.join('\n')}${end === text.length ? '\n' : ''}`)
}

/** Do empty lines stand between the entries around it? */
function isAiry(text: string, entries: readonly EntryPlace[], anchor: EntryPlace): boolean {
  const other = entries[anchor.at + 1]
  const [first, second] = other ? [anchor, other] : [entries[anchor.at - 1] ?? anchor, anchor]
  return /\n[ \t]*\n/.test(text.slice(first.end, second.start))
}

function entryAt(text: string, at: number): EntryPlace {
  const { entries, fault } = readList(text)
  if (fault) throw new NotForForms(`Line ${fault.line} cannot be read: ${fault.says}`)
  const entry = entries[at]
  if (!entry) throw new NotForForms('This entry is no longer there.')
  return entry
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}
const spliced = (text: string, from: number, to: number, put: string): string =>
  text.slice(0, from) + put + text.slice(to)
