import type { Control, Messages, Ruleset } from './types.ts'

const strength = { must: 2, needs: 1, advice: 0 }

/**
 * The baseline with an institution's own policy on top of it, judged as one. A control of the institution's with the id
 * of one of the baseline's takes its place when it is at least as strict and cannot be kept with a reason more easily;
 * one that relaxes it has to say so, `in-place-of`. A sentence of the same key is the institution's own wording.
 */
export function mergeRulesets(baseline: Ruleset, own: Ruleset | null): Ruleset {
  if (own === null) return baseline
  const named = new Set(own.controls.flatMap(({ inPlaceOf }) => (inPlaceOf === undefined ? [] : [inPlaceOf])))
  const ownById = new Map(own.controls.map((control) => [control.id, control]))
  const weaker = new Set<string>()
  const kept = baseline.controls.filter((control) => {
    if (named.has(control.id)) return false
    const same = ownById.get(control.id)
    if (same && relaxes(same, control)) weaker.add(same.id)
    return !same || weaker.has(same.id)
  })
  return {
    controls: [...kept, ...own.controls.filter(({ id }) => !weaker.has(id))],
    clauses: [...baseline.clauses, ...own.clauses],
    messages: mergeMessages(baseline.messages, own.messages),
  }
}

/** Would this control ask less than the one of the baseline? */
export function relaxes(own: Control, baseline: Control): boolean {
  const [mine, theirs] = [strength[own.level], strength[baseline.level]]
  return mine < theirs || (mine === theirs && own.overridable && !baseline.overridable)
}

function mergeMessages(baseline: Messages, own: Messages): Messages {
  const languages = new Set([...Object.keys(baseline), ...Object.keys(own)])
  return Object.fromEntries(
    [...languages].map((language) => [language, { ...baseline[language], ...own[language] }]),
  )
}
