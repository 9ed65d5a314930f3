/**
 * Where things stand in the text of a YAML file, so that a form can write one of them anew and leave every other byte
 * alone. Offsets are in UTF-16 code units; lines count from 1.
 */
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml'
import type { Document, Node, Pair, YAMLMap } from 'yaml'

export interface Place {
  start: number
  /** Behind the last sign that belongs to it; comments and the end of the line come after. */
  end: number
  line: number
  lastLine: number
}
export interface PairPlace extends Place {
  key: string
  valueStart: number
}
export interface MapPlace extends Place {
  value: Record<string, unknown>
  pairs: PairPlace[]
  /** Written as `{ a: b }`, or as lines. */
  flow: boolean
  /** The column at which its names begin. */
  indent: number
}
export interface EntryPlace extends MapPlace {
  at: number
  /** It repeats a part of the file, or a part of it is repeated elsewhere: a form would tear them apart. */
  shared: boolean
}
export interface YamlFault {
  line: number
  says: string
}

/** Thrown when a text cannot be changed by a form; its message says why. */
export class NotForForms extends Error {}

export type ReadList =
  | { entries: EntryPlace[]; fault: null; blank: boolean }
  | { entries: []; fault: YamlFault; blank: boolean }
export type ReadMap = { map: MapPlace | null; fault: null } | { map: null; fault: YamlFault }

interface Read {
  document: Document
  value: unknown
  lineAt: (offset: number) => number
  fault: YamlFault | null
}

function read(text: string): Read {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): number => lines.linePos(offset).line
  const [error] = document.errors
  if (error)
    return { document, value: null, lineAt, fault: { line: lineAt(error.pos[0]), says: error.message } }
  try {
    return { document, value: document.toJS({ maxAliasCount: 50 }), lineAt, fault: null }
  } catch (fault) {
    if (!(fault instanceof ReferenceError)) throw fault
    return { document, value: null, lineAt, fault: { line: 1, says: fault.message } }
  }
}

/** The entries of a file that is a list, such as controls.yaml. */
export const readList = remembered((text: string): ReadList => {
  const blank = isBlank(text)
  if (blank) return { entries: [], fault: null, blank }
  const { document, value, lineAt, fault } = read(text)
  if (fault) return { entries: [], fault, blank }
  const list = document.contents
  if (!isSeq(list) || list.flow || !Array.isArray(value)) {
    const says = 'The form needs a list, each entry of which begins with “- ”.'
    return { entries: [], fault: { line: 1, says }, blank }
  }
  const other = list.items.find((item) => !isMap(item))
  if (other) {
    const line = isNode(other) && other.range ? lineAt(other.range[0]) : 1
    return { entries: [], fault: { line, says: 'An entry has lines of “name: value”; here is none.' }, blank }
  }
  const values: unknown[] = value
  const entries = list.items.filter(isMap).map((item, at) => ({
    ...mapPlace(item, text, lineAt, values[at]),
    at,
    shared: isShared(item),
  }))
  return { entries, fault: null, blank }
})

/** The map at a path of names, such as the English sentences of messages.yaml; null when it is not there. */
export function readMap(text: string, path: readonly string[]): ReadMap {
  const { document, value, lineAt, fault } = readWhole(text)
  if (fault) return { map: null, fault }
  const node = path.length === 0 ? document.contents : document.getIn(path, true)
  if (!isMap(node)) return { map: null, fault: null }
  return { map: mapPlace(node, text, lineAt, inside(value, path)), fault: null }
}
const readWhole = remembered(read)

const isBlank = (text: string): boolean => text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))

function inside(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => fieldsOf(at)[name], value)
}

/** An object’s fields; of anything else, none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

function mapPlace(map: YAMLMap, text: string, lineAt: Read['lineAt'], value: unknown): MapPlace {
  const start = map.range?.[0] ?? 0
  const end = endOf(map, text)
  const pairs = map.items.flatMap((pair) => pairPlace(pair, text, lineAt))
  const indent = start - (text.lastIndexOf('\n', start - 1) + 1)
  const place = { start, end, line: lineAt(start), lastLine: lineAt(Math.max(start, end - 1)) }
  return { ...place, value: fieldsOf(value), pairs, flow: map.flow === true, indent }
}

function pairPlace({ key, value }: Pair, text: string, lineAt: Read['lineAt']): PairPlace[] {
  if (!isScalar(key) || !key.range) return []
  const start = key.range[0]
  const colon = text.indexOf(':', key.range[1])
  const least = colon === -1 ? key.range[1] : colon + 1
  const end = Math.max(least, isNode(value) ? endOf(value, text) : least)
  const valueStart = isNode(value) && value.range ? Math.max(least, value.range[0]) : least
  const place = { start, end, line: lineAt(start), lastLine: lineAt(Math.max(start, end - 1)) }
  return [{ key: String(key.value), valueStart, ...place }]
}

/** Behind its last sign: the parser’s own end of a block takes in the comments and empty lines that follow. */
function endOf(node: Node, text: string): number {
  const [start, end] = node.range ?? [0, 0]
  if (isCollection(node) && !node.flow) {
    const last: unknown = node.items.at(-1)
    if (isNode(last)) return endOf(last, text)
    const { key, value } = (last ?? {}) as Partial<Pair>
    if (isNode(value) && value.range && value.range[1] > value.range[0]) return endOf(value, text)
    if (isNode(key) && key.range) return text.indexOf(':', key.range[1]) + 1
  }
  return start + text.slice(start, end).trimEnd().length
}

function isShared(item: YAMLMap): boolean {
  let found = false
  visit(item, (_, node) => {
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined)) found = true
    return found ? visit.BREAK : undefined
  })
  return found
}

/** A form reads the same text many times while somebody types into it. */
function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    known.set(text, made)
    const [oldest] = known.keys()
    if (known.size > 8 && oldest !== undefined) known.delete(oldest)
    return made
  }
}
