import { Document, isCollection, stringify } from 'yaml'

/** Longer than this, a map is written as lines. */
const widest = 110
const plain = { lineWidth: 0, flowCollectionPadding: false } as const

/**
 * A name with its value as YAML, in the style of the packs: short lists and maps on one line, in braces. `indent` is the
 * column of the name; the first line is not indented, since its place is already there.
 */
export const renderPair = (key: string, value: unknown, indent = 0): string =>
  linesOf(key, value, indent).join(`\n${' '.repeat(indent)}`)

/** A map as lines; the first is not indented. */
export const renderLines = (value: Record<string, unknown>, indent: number): string =>
  Object.entries(value)
    .map(([key, one]) => renderPair(key, one, indent))
    .join(`\n${' '.repeat(indent)}`)

/** A map on one line where it fits there. */
export function renderEntry(value: Record<string, unknown>, indent: number): string {
  const short = renderFlow(value)
  return short.length <= widest ? short : renderLines(value, indent)
}

/** On one line whatever its length, as the examples of a pack are written. */
export function renderFlow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(renderFlow).join(', ')}]`
  if (isNested(value)) {
    const inner = Object.entries(value).map(([key, one]) => `${renderFlow(key)}: ${renderFlow(one)}`)
    return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`
  }
  if (isAwkward(value)) return JSON.stringify(value)
  const document = new Document([value])
  if (isCollection(document.contents)) document.contents.flow = true
  return document.toString(plain).trim().slice(1, -1).trim()
}

function linesOf(key: string, value: unknown, indent: number): string[] {
  const name = renderFlow(key)
  if (typeof value === 'string' && !(isAwkward(value) && value !== value.trim())) {
    const lines = stringify({ [key]: value }, plain).split('\n')
    return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1)
  }
  const short = `${name}: ${renderFlow(value)}`
  if (!isNested(value) || indent + short.length <= widest) return [short]
  if (Array.isArray(value)) return [`${name}:`, ...value.flatMap((one) => itemOf(one, indent + 4))]
  const inner = Object.entries(value).flatMap(([key, one]) => linesOf(key, one, indent + 2))
  return [`${name}:`, ...inner.map((line) => `  ${line}`)]
}

function itemOf(one: unknown, indent: number): string[] {
  if (!isNested(one) || Array.isArray(one)) return [`  - ${renderFlow(one)}`]
  const lines = Object.entries(one).flatMap(([key, value]) => linesOf(key, value, indent))
  return lines.map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`))
}

/** Words whose line breaks or outer spaces an indented or plain form would not keep for certain. */
const isAwkward = (value: unknown): value is string =>
  typeof value === 'string' && (/[\n\r\t]/.test(value) || value !== value.trim())
const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null
