import type { z } from 'zod'
import { didYouMeanOrAll } from '../engine/nearest.ts'

type Issue = z.core.$ZodIssue

/** What is wrong, as a sentence for the author of a file, and where. `at` leads to the faulty key or value. */
export interface SaidIssue {
  at: PropertyKey[]
  says: string
}

/** Zod’s words are for programmers; these say what to write instead. `keysAt` lists the keys that a place knows. */
export function sayIssue(issue: Issue, keysAt: (path: PropertyKey[]) => string[]): SaidIssue[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = keysAt(issue.path)
        const says = `nothing here is called “${key}”.${didYouMeanOrAll(key, known)}`
        return { at: [...issue.path, key], says }
      })
    case 'invalid_value': {
      const values = issue.values.map(String)
      const given = typeof issue.input === 'string' ? issue.input : null
      const meant = given === null ? ` Write ${values.join(', ')}.` : didYouMeanOrAll(given, values)
      const subject = given === null ? 'this' : `“${given}”`
      return [
        {
          at: issue.path,
          says: `${subject} is not one of the words for it.${meant}`,
        },
      ]
    }
    case 'invalid_type':
      return [{ at: issue.path, says: typeWords(issue) }]
    case 'invalid_key':
      return [
        {
          at: issue.path,
          says: `“${String(issue.path.at(-1))}” cannot be a name here. ${issue.issues[0]?.message ?? ''}`,
        },
      ]
    case 'invalid_union':
      return branchOf(issue, keysAt)
    case 'too_small':
      if (issue.origin === 'string')
        return [{ at: issue.path, says: 'this is empty. Write something, or leave the line out.' }]
      if (issue.origin === 'array')
        return [{ at: issue.path, says: 'this list is empty. Give it at least one entry.' }]
      return [{ at: issue.path, says: issue.message }]
    default:
      return [{ at: issue.path, says: issue.message }]
  }
}

const kinds: Record<string, string> = {
  string: 'words',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, each entry beginning with “- ”',
  object: 'several lines of “name: value”',
  record: 'several lines of “name: value”',
}

function typeWords(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  const wanted = kinds[issue.expected] ?? issue.expected
  return issue.input === undefined
    ? `this is missing. Write ${wanted}.`
    : `here stands ${shown(issue.input)}, but it takes ${wanted}.`
}

function shown(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'several lines of “name: value”'
  if (typeof value === 'string') return 'words'
  return `${typeof value === 'boolean' ? String(value) : `the number ${String(value)}`} (put it in quotes if words are meant)`
}

/** Of several shapes that would do, the one that its author was nearest to: the one with the least to mend. */
function branchOf(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  keysAt: (path: PropertyKey[]) => string[],
): SaidIssue[] {
  const branches = issue.errors.filter((branch) => !branch.some(isOtherShape))
  const [best] = (branches.length > 0 ? branches : [...issue.errors]).sort((a, b) => farness(a) - farness(b))
  if (!best) return [{ at: issue.path, says: issue.message }]
  // All shapes name the same unknown key: the names that are known here are those of every shape.
  const alternatives = branches.length > 1 ? missingKeys(branches) : []
  return best
    .filter((one) => !(alternatives.length > 0 && isMissing(one)))
    .flatMap((one) => {
      const placed = { ...one, path: [...issue.path, ...one.path] }
      return sayIssue(placed, (path) => [...new Set([...keysAt(path), ...alternatives])])
    })
}

const isMissing = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.input === undefined
const isOtherShape = (issue: Issue): boolean =>
  issue.path.length === 0 &&
  ((issue.code === 'invalid_type' && issue.input !== undefined) ||
    (issue.code === 'invalid_value' && typeof issue.input !== 'string'))

function missingKeys(branches: Issue[][]): string[] {
  const names = branches.flatMap((branch) => branch.filter(isMissing).map(({ path }) => String(path.at(-1))))
  return [...new Set(names)]
}

const farness = (branch: Issue[]): number =>
  branch.reduce((sum, { path }) => sum + 10 - Math.min(9, path.length), 0)
