import type { parse } from '@bufbuild/cel'

type Expr = NonNullable<ReturnType<typeof parse>['expr']>

export interface UsedName {
  root: string
  /** The first field taken of it, `facts.telephones` → telephones. */
  field: string | null
}

/** The names that an expression reads, without those that its own macros bring (`t` in `exists(t, …)`). */
export function namesIn(expr: Expr | undefined): UsedName[] {
  return expr ? walk(expr, new Set()) : []
}

function walk(expr: Expr, bound: Set<string>): UsedName[] {
  const inner = (...children: (Expr | undefined)[]): UsedName[] =>
    children.flatMap((child) => (child ? walk(child, bound) : []))
  const { exprKind } = expr
  switch (exprKind.case) {
    case 'identExpr':
      return bound.has(exprKind.value.name) ? [] : [{ root: exprKind.value.name, field: null }]
    case 'selectExpr': {
      const { operand, field } = exprKind.value
      if (operand?.exprKind.case !== 'identExpr') return inner(operand)
      const root = operand.exprKind.value.name
      return bound.has(root) ? [] : [{ root, field }]
    }
    case 'callExpr':
      return inner(exprKind.value.target, ...exprKind.value.args)
    case 'listExpr':
      return inner(...exprKind.value.elements)
    case 'structExpr':
      return inner(
        ...exprKind.value.entries.flatMap((entry) => [
          entry.keyKind.case === 'mapKey' ? entry.keyKind.value : undefined,
          entry.value,
        ]),
      )
    case 'comprehensionExpr': {
      const { iterVar, iterVar2, accuVar, iterRange, accuInit, loopCondition, loopStep, result } =
        exprKind.value
      const within = new Set([...bound, iterVar, iterVar2, accuVar])
      const looped = [loopCondition, loopStep, result].flatMap((child) => (child ? walk(child, within) : []))
      return [...inner(iterRange, accuInit), ...looped]
    }
    default:
      return []
  }
}
