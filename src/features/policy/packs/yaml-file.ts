import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import { z } from 'zod'
import type { PackFault } from './faults.ts'
import { sayIssue } from './issue-words.ts'
import { greatestFile, mostFaults, tooLarge } from './reading-limits.ts'

export interface YamlFile<T> {
  value: T | null
  faults: PackFault[]
  /** The line on which the name or entry at a path stands; with `row`, that row (from 1) of a text over several lines. */
  lineOf(path: readonly PropertyKey[], row?: number): number
}

/** Enough for a list of moments that is written once; a file that grows by its aliases has more. */
const greatestAliases = 50
const grows =
  'The file cannot be unfolded: its aliases (“*name”) grow too large. Write the values out, without aliases.'

/** Reads YAML against a schema; every fault carries its line. `firstLine` is where the text begins in its file. */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>, firstLine = 1): YamlFile<T> {
  const none = { value: null, lineOf: () => firstLine }
  const refused = (line: number, fault: string): YamlFile<T> => ({ ...none, faults: [{ file, line, fault }] })
  if (text.length > greatestFile) return refused(firstLine, tooLarge)
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Its own check compares each name with each other; `nameTwice` does the same in one pass.
    uniqueKeys: false,
  })
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1
  if (document.errors.length > 0)
    return { ...none, faults: syntaxFaults(file, text, firstLine, document, lineAt) }
  const wrong = nameTwice(document) ?? aliasFault(document)
  if (wrong) return refused(lineAt(wrong.offset), wrong.fault)
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: greatestAliases })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return refused(lineAt(firstAlias(document)), grows)
  }
  const lineOf = lineFinder(document, lineAt, firstLine)
  const read = schema.safeParse(content, { reportInput: true })
  if (read.success) return { value: read.data, faults: [], lineOf }
  const known = keysOf(schema)
  const said = read.error.issues.slice(0, mostFaults).flatMap((issue) => sayIssue(issue, known))
  const faults = said.map(({ at, says }) => {
    const where = at.length > 0 ? `${at.join('.')}: ` : ''
    return { file, line: lineOf(at), fault: `${where}${says}` }
  })
  return { value: null, faults, lineOf }
}

/** Files of comments alone are as good as empty ones. */
export function withoutEntries(text: string): boolean {
  return text.length <= greatestFile && text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))
}

function lineFinder(document: Document, lineAt: (offset: number) => number, firstLine: number) {
  return (path: readonly PropertyKey[], row?: number): number => {
    const whole = document.getIn(path, true)
    if (row !== undefined && isScalar(whole) && whole.range) {
      const begins = lineAt(whole.range[0])
      // Only "|" keeps its line breaks, and its words begin below it; ">" does too, but its rows are one.
      const block = whole.type === 'BLOCK_LITERAL' || whole.type === 'BLOCK_FOLDED'
      return begins + row - (block ? 0 : 1)
    }
    for (let length = path.length; length > 0; length--) {
      const parent = document.getIn(path.slice(0, length - 1), true)
      const name = path[length - 1]
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(name))
        : null
      const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return firstLine
  }
}

function syntaxFaults(
  file: string,
  text: string,
  firstLine: number,
  { errors }: Document,
  lineAt: (offset: number) => number,
): PackFault[] {
  // One tab brings forth a row of errors that do not name it.
  const tabs = text.split('\n').flatMap((line, at) => (/^ *\t\s*\S/.test(line) ? [at + firstLine] : []))
  if (tabs.length > 0)
    return tabs
      .slice(0, mostFaults)
      .map((line) => ({ file, line, fault: 'This line is indented by a tab. Indent it by spaces.' }))
  return errors.slice(0, mostFaults).map(({ code, message, pos }) => ({
    file,
    line: lineAt(pos[0]),
    fault: yamlWords[code] ?? `This cannot be read as YAML: ${message}.`,
  }))
}

const yamlWords: Partial<Record<string, string>> = {
  MULTIPLE_DOCS: 'A second document begins here (“---”). A file of a pack holds one; take the line out.',
  BLOCK_AS_IMPLICIT_KEY: 'There is a second “: ” on this line. Put the words in quotes.',
}

/** Which of two of the same name was meant, nobody could tell. */
function nameTwice(document: Document): { offset: number; fault: string } | null {
  let found: { offset: number; fault: string } | null = null
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) {
          const fault = `“${String(key.value)}” stands already above it, in the same entry. Leave one of the two.`
          found = { offset: key.range?.[0] ?? 0, fault }
          return visit.BREAK
        }
        seen.add(key.value)
      }
      return undefined
    },
  })
  return found
}

/** Too many aliases, one of something that is not there, or one that stands inside what it repeats: a loop. */
function aliasFault(document: Document): { offset: number; fault: string } | null {
  let found: { offset: number; fault: string } | null = null
  let count = 0
  visit(document, {
    Alias(_, alias, ancestors) {
      const offset = alias.range?.[0] ?? 0
      count += 1
      if (count > greatestAliases) {
        found = { offset: firstAlias(document), fault: grows }
        return visit.BREAK
      }
      const source = alias.resolve(document)
      if (!source)
        found = {
          offset,
          fault: `There is no “&${alias.source}” above for “*${alias.source}”. Write the value out.`,
        }
      else if (ancestors.includes(source))
        found = {
          offset,
          fault: `“*${alias.source}” is a loop: it stands inside what it repeats. Write the value out.`,
        }
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

function firstAlias(document: Document): number {
  let offset: number | null = null
  visit(document, (_, node) => {
    if (offset === null && isAlias(node)) offset = node.range?.[0] ?? 0
  })
  return offset ?? 0
}

interface Shape {
  properties?: Record<string, Shape>
  items?: Shape
  additionalProperties?: Shape | boolean
  anyOf?: Shape[]
}

/** Which names a place of a schema knows. */
function keysOf(schema: z.ZodType): (path: PropertyKey[]) => string[] {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape
  return (path) => {
    let shapes = [whole]
    for (const step of path) shapes = shapes.flatMap(unfolded).flatMap((shape) => inside(shape, step))
    return [...new Set(shapes.flatMap(unfolded).flatMap(({ properties }) => Object.keys(properties ?? {})))]
  }
}

const unfolded = (shape: Shape): Shape[] => [shape, ...(shape.anyOf ?? []).flatMap(unfolded)]

function inside({ properties, items, additionalProperties }: Shape, step: PropertyKey): Shape[] {
  if (typeof step === 'number') return items ? [items] : []
  const own = properties?.[String(step)]
  if (own) return [own]
  return typeof additionalProperties === 'object' ? [additionalProperties] : []
}
