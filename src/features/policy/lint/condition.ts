import { parse } from '@bufbuild/cel'

export type Expr = NonNullable<ReturnType<typeof parse>['expr']>
export type Literal = string | number | boolean

/** Reads a condition that the pack has already been checked with. */
export const readCondition = (source: string): Expr | undefined => parse(source).expr

/** The function and arguments of a call; an operator is the function `_==_`, `_&&_`, `!_` and so on. */
export function callOf({ exprKind }: Expr): { name: string; args: Expr[] } | null {
  if (exprKind.case !== 'callExpr') return null
  const { function: name, target, args } = exprKind.value
  return { name, args: target ? [target, ...args] : args }
}

export function literalOf({ exprKind }: Expr): Literal | undefined {
  if (exprKind.case !== 'constExpr') return undefined
  const { constantKind } = exprKind.value
  switch (constantKind.case) {
    case 'boolValue':
    case 'stringValue':
    case 'doubleValue':
      return constantKind.value
    case 'int64Value':
    case 'uint64Value':
      return Number(constantKind.value)
    default:
      return undefined
  }
}

/** `post.audiences`, `it.kind`, `size(post.text)`: what stands for the same value wherever it is written. */
export function pathOf(expr: Expr): string | null {
  const { exprKind } = expr
  if (exprKind.case === 'identExpr') return exprKind.value.name
  if (exprKind.case === 'selectExpr') {
    const operand = exprKind.value.operand && pathOf(exprKind.value.operand)
    return operand ? `${operand}.${exprKind.value.field}` : null
  }
  const call = callOf(expr)
  const [only, ...others] = call?.args ?? []
  if (call?.name !== 'size' || !only || others.length > 0) return null
  const inner = pathOf(only)
  return inner && `size(${inner})`
}

/** The parts of `a && b && c`. */
export function conjuncts(expr: Expr): Expr[] {
  const call = callOf(expr)
  return call?.name === '_&&_' ? call.args.flatMap(conjuncts) : [expr]
}

/** `path operator literal`, with the path first however it was written. */
export interface Comparison {
  path: string
  operator: string
  value: Literal
}

const mirrored: Readonly<Record<string, string>> = {
  '_==_': '_==_',
  '_!=_': '_!=_',
  '_<_': '_>_',
  '_<=_': '_>=_',
  '_>_': '_<_',
  '_>=_': '_<=_',
}

export function comparisonOf(expr: Expr): Comparison | null {
  const call = callOf(expr)
  const [left, right] = call?.args ?? []
  if (!call || !left || !right || !(call.name in mirrored)) return null
  const [leftValue, rightValue] = [literalOf(left), literalOf(right)]
  const [leftPath, rightPath] = [pathOf(left), pathOf(right)]
  if (leftPath !== null && rightValue !== undefined)
    return { path: leftPath, operator: call.name, value: rightValue }
  const turned = mirrored[call.name]
  if (rightPath === null || leftValue === undefined || turned === undefined) return null
  return { path: rightPath, operator: turned, value: leftValue }
}
