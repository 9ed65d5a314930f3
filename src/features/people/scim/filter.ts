import { parse, type Filter } from 'scim2-parse-filter'
import { ScimProblem } from './messages.ts'

/** What Rostrum can look for: comparisons that all have to hold. */
export interface Comparison {
  /** In small letters, without the name of the schema: `username`, `emails.value`. */
  attribute: string
  op: 'eq' | 'co' | 'sw' | 'gt' | 'ge' | 'lt' | 'le'
  value: string | boolean
}

const ops = new Set<string>(['eq', 'co', 'sw', 'gt', 'ge', 'lt', 'le'])
const longest = 1000

const invalid = (why: string): ScimProblem => new ScimProblem(400, why, 'invalidFilter')

const plain = (path: string): string => path.replace(/^urn:.*:/, '').toLowerCase()

/** Reads a filter; what can't be looked for is refused, never left out. */
export function readFilter(text: string | undefined): Comparison[] {
  if (text === undefined || text.trim() === '') return []
  if (text.length > longest) throw invalid(`A filter has at most ${longest} characters.`)
  let parsed: Filter
  try {
    parsed = parse(text)
  } catch {
    throw invalid('This filter could not be read.')
  }
  return comparisons(parsed)
}

function comparisons(filter: Filter): Comparison[] {
  switch (filter.op) {
    case 'and':
      return 'filters' in filter ? filter.filters.flatMap(comparisons) : []
    case '[]':
      return 'valFilter' in filter ? ofValues(filter.attrPath, filter.valFilter) : []
    case 'or':
    case 'not':
    case 'pr':
      throw invalid(`Filters with “${filter.op}” are not supported: only eq, co, sw and “and”.`)
    default:
      return [comparison(filter)]
  }
}

/** `emails[type eq "work" and value eq "…"]`: of whatever kind an address is, it leads to one person only. */
function ofValues(path: string, filter: Filter): Comparison[] {
  return comparisons(filter)
    .filter((each) => each.attribute !== 'type' && each.attribute !== 'primary')
    .map((each) => ({ ...each, attribute: `${plain(path)}.${each.attribute}` }))
}

function comparison(filter: Filter): Comparison {
  if (!('compValue' in filter) || !ops.has(filter.op)) throw invalid(`“${filter.op}” is not supported.`)
  const { compValue } = filter
  if (typeof compValue !== 'string' && typeof compValue !== 'boolean')
    throw invalid('A filter compares with a text, true or false.')
  return { attribute: plain(filter.attrPath), op: filter.op as Comparison['op'], value: compValue }
}
