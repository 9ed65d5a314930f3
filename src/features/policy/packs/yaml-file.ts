import { LineCounter, isNode, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { PackFault } from './faults.ts'

/** Far more than a policy needs, and little enough to be read at once. */
const greatestLength = 1_000_000

export interface YamlFile<T> {
  value: T | null
  faults: PackFault[]
  /** The line on which the value at a path stands. */
  lineOf(path: readonly PropertyKey[]): number
}

/** Reads YAML against a schema; every fault carries its line. `firstLine` is where the text begins in its file. */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>, firstLine = 1): YamlFile<T> {
  const none = { value: null, lineOf: () => firstLine }
  if (text.length > greatestLength) {
    return { ...none, faults: [{ file, line: firstLine, fault: 'The file is larger than a megabyte.' }] }
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => ({ file, line: lineAt(pos[0]), fault: message }))
    return { ...none, faults }
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lineAt(node.range[0])
    }
    return firstLine
  }
  let content: unknown
  try {
    content = document.toJS({ maxAliasCount: 50 })
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error)
    return { ...none, faults: [{ file, line: firstLine, fault: `The file cannot be unfolded: ${fault}.` }] }
  }
  const read = schema.safeParse(content)
  if (read.success) return { value: read.data, faults: [], lineOf }
  const faults = read.error.issues.map(({ path, message }) => {
    const where = path.length > 0 ? `${path.join('.')}: ` : ''
    return { file, line: lineOf(path), fault: `${where}${message}` }
  })
  return { value: null, faults, lineOf }
}
