import { detectors, subjectFields } from '../engine/index.ts'
import type { SubjectKind } from '../engine/index.ts'
import { callOf, comparisonOf, literalOf, pathOf } from './condition.ts'
import type { Expr, Literal } from './condition.ts'

/** What a condition asks of a name that has a meaning: `it.kind == "mobile"`. */
export interface Asked {
  path: string
  value: Literal
  meaning: string
}

/**
 * The values that a documented meaning allows: “mobile, landline or international”, “empty, or why: a, b”, “true when …”.
 * Null where any value may come.
 */
export function valuesOf(meaning: string): ReadonlySet<Literal> | null {
  if (/^true\b/.test(meaning)) return new Set<Literal>([true, false])
  const spoken = meaning.replace(/\([^)]*\)/g, '')
  const list = (spoken.includes(':') ? spoken.slice(spoken.lastIndexOf(':') + 1) : spoken).trim()
  const items = list.split(/\s*,\s*(?:or\s+|and\s+)?|\s+or\s+/).map((item) => item.trim())
  if (items.length < 2 || !items.every((item) => /^[a-z]+(?:-[a-z]+)*$/i.test(item))) return null
  const empty = /^empty,? or\b/.test(spoken) || /\bor empty$/.test(spoken)
  return new Set<Literal>(empty ? [...items, ''] : items)
}

type Meanings = ReadonlyMap<string, string>

/** The meanings of all names that a condition about this subject, or about a detector’s item, may use. */
export function meaningsFor(subject: SubjectKind, fact?: string): Meanings {
  const meanings = new Map<string, string>()
  for (const [field, meaning] of Object.entries(subjectFields[subject]))
    meanings.set(`${subject}.${field}`, meaning)
  meanings.set('institution.nation', 'england, wales, scotland, northern-ireland, other')
  meanings.set('institution.welsh', 'true when it owes Welsh')
  meanings.set('institution.electionPeriod', 'true in an election period')
  meanings.set('institution.blackout', 'what the days kept free are called, or empty')
  if (fact !== undefined) itemMeanings(fact, 'it', meanings)
  return meanings
}

function itemMeanings(fact: string, name: string, into: Map<string, string>): void {
  const attributes = detectors.find((detector) => detector.fact === fact)?.attributes ?? {}
  for (const [attribute, meaning] of Object.entries(attributes)) into.set(`${name}.${attribute}`, meaning)
}

/** Attributes that a condition takes of a found item and that its detector does not give. */
export interface Missing {
  path: string
  fact: string
}

/** Walks a condition, into `facts.links.exists(l, …)` too. */
export function askedIn(expr: Expr, meanings: Meanings): { asked: Asked[]; missing: Missing[] } {
  const asked: Asked[] = []
  const missing: Missing[] = []
  walk(expr, new Map(meanings), new Map(), { asked, missing })
  return { asked, missing }
}

type Into = { asked: Asked[]; missing: Missing[] }

function walk(expr: Expr, meanings: Map<string, string>, items: Map<string, string>, into: Into): void {
  const ask = (path: string | null, value: Literal | undefined): void => {
    const meaning = path === null ? undefined : meanings.get(path)
    if (path !== null && meaning !== undefined && value !== undefined)
      into.asked.push({ path, value, meaning })
  }
  const path = pathOf(expr)
  const [item = '', attribute] = path?.split('.') ?? []
  const fact = items.get(item)
  if (
    path !== null &&
    fact !== undefined &&
    attribute !== undefined &&
    attribute !== 'text' &&
    !meanings.has(path)
  )
    into.missing.push({ path, fact })
  const comparison = comparisonOf(expr)
  if (comparison && /^_(?:==|!=)_$/.test(comparison.operator)) ask(comparison.path, comparison.value)
  const call = callOf(expr)
  const [first, second] = call?.args ?? []
  if (call?.name === '@in' && first && second) {
    ask(pathOf(second), literalOf(first))
    if (second.exprKind.case === 'listExpr')
      for (const element of second.exprKind.value.elements) ask(pathOf(first), literalOf(element))
  }
  for (const arg of call?.args ?? []) walk(arg, meanings, items, into)
  if (expr.exprKind.case !== 'comprehensionExpr') return
  const { iterVar, iterRange, loopStep } = expr.exprKind.value
  const taken = iterRange && /^facts\.([A-Za-z]+)$/.exec(pathOf(iterRange) ?? '')?.[1]
  if (!loopStep) return
  const within = new Map(meanings)
  if (taken === undefined || taken === '') return walk(loopStep, within, items, into)
  itemMeanings(taken, iterVar, within)
  walk(loopStep, within, new Map([...items, [iterVar, taken]]), into)
}
