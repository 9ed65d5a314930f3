import { callOf, comparisonOf, conjuncts, literalOf, pathOf } from './condition.ts'
import type { Comparison, Expr } from './condition.ts'

/** Can never be true, whatever it is asked about: false for certain, or at odds with itself. */
export function isNever(expr: Expr): boolean {
  if (literalOf(expr) === false) return true
  const call = callOf(expr)
  const [first, second] = call?.args ?? []
  if (!call || !first) return false
  if (call.name === '!_') return isAlways(first)
  if (!second) return false
  if (call.name === '_&&_') {
    const parts = conjuncts(expr)
    return parts.some(isNever) || atOdds(parts)
  }
  if (call.name === '_||_') return isNever(first) && isNever(second)
  if (call.name === '@in')
    return second.exprKind.case === 'listExpr' && second.exprKind.value.elements.length === 0
  return decided(call.name, first, second) === false
}

/** Is true whatever it is asked about. */
export function isAlways(expr: Expr): boolean {
  if (literalOf(expr) === true) return true
  const call = callOf(expr)
  const [first, second] = call?.args ?? []
  if (!call || !first) return false
  if (call.name === '!_') return isNever(first)
  if (!second) return false
  if (call.name === '_&&_') return isAlways(first) && isAlways(second)
  if (call.name === '_||_') return isAlways(first) || isAlways(second)
  return decided(call.name, first, second) === true
}

/** A comparison of two constants. */
function decided(operator: string, left: Expr, right: Expr): boolean | undefined {
  const [a, b] = [literalOf(left), literalOf(right)]
  if (a === undefined || b === undefined || typeof a !== typeof b) return undefined
  switch (operator) {
    case '_==_':
      return a === b
    case '_!=_':
      return a !== b
    case '_<_':
      return a < b
    case '_<=_':
      return a <= b
    case '_>_':
      return a > b
    case '_>=_':
      return a >= b
    default:
      return undefined
  }
}

/** Do conditions that all have to hold exclude each other? */
export function atOdds(parts: Expr[]): boolean {
  const said = parts.flatMap((part) => {
    const one = sayingOf(part)
    return one ? [one] : []
  })
  return said.some((one, at) =>
    said.slice(at + 1).some((other) => one.path === other.path && excludes(one, other)),
  )
}

/** `x` says x == true, `!x` says x == false, `x in ["a", "b"]` says one of these. */
interface Saying {
  path: string
  values?: unknown[]
  comparison?: Comparison
}

function sayingOf(expr: Expr): Saying | null {
  const comparison = comparisonOf(expr)
  if (comparison?.operator === '_==_') return { path: comparison.path, values: [comparison.value] }
  if (comparison) return { path: comparison.path, comparison }
  const path = pathOf(expr)
  if (path !== null) return { path, values: [true] }
  const call = callOf(expr)
  const [first, second] = call?.args ?? []
  const denied = call?.name === '!_' && first ? pathOf(first) : null
  if (denied !== null) return { path: denied, values: [false] }
  const chosen = call?.name === '@in' && first ? pathOf(first) : null
  if (chosen === null || second?.exprKind.case !== 'listExpr') return null
  const values = second.exprKind.value.elements.map(literalOf)
  return values.includes(undefined) ? null : { path: chosen, values }
}

function excludes(one: Saying, other: Saying): boolean {
  if (one.values && other.values) return !one.values.some((value) => other.values?.includes(value))
  const values = one.values ?? other.values
  const comparison = one.comparison ?? other.comparison
  if (values && comparison) return values.every((value) => !holds(value, comparison))
  return (
    one.comparison !== undefined && other.comparison !== undefined && apart(one.comparison, other.comparison)
  )
}

function holds(value: unknown, { operator, value: bound }: Comparison): boolean {
  if (operator === '_!=_') return value !== bound
  if (typeof value !== 'number' || typeof bound !== 'number') return true
  if (operator === '_<_') return value < bound
  if (operator === '_<=_') return value <= bound
  return operator === '_>_' ? value > bound : value >= bound
}

/** “More than 7” and “less than 3” leave nothing between them. */
function apart(a: Comparison, b: Comparison): boolean {
  const [below, above] = a.operator.startsWith('_<') ? [a, b] : [b, a]
  if (!below.operator.startsWith('_<') || !above.operator.startsWith('_>')) return false
  if (typeof below.value !== 'number' || typeof above.value !== 'number') return false
  const both = below.operator === '_<=_' && above.operator === '_>=_'
  return both ? below.value < above.value : below.value <= above.value
}
