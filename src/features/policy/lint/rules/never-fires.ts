import type { Control } from '../../engine/index.ts'
import { readCondition, conjuncts } from '../condition.ts'
import type { Expr } from '../condition.ts'
import { atOdds, isAlways, isNever } from '../condition-truth.ts'
import { askedIn, meaningsFor, valuesOf } from '../documented-values.ts'
import type { Found, LintRule } from '../finding.ts'
import type { PolicyView } from '../view.ts'
import { listed } from '../words.ts'

export const neverFires: LintRule = {
  id: 'never-fires',
  about: 'A control whose condition is never true, always true, or asks for a value that never comes.',
  find: (view) => view.pack.controls.flatMap((control) => inControl(view, control)),
}

function inControl(view: PolicyView, control: Control): Found[] {
  const when = control.when === undefined ? undefined : readCondition(control.when)
  const where = control.mark?.where === undefined ? undefined : readCondition(control.mark.where)
  const conditions: [field: 'when' | 'mark', expr: Expr][] = [
    ...(when ? [['when', when] as ['when', Expr]] : []),
    ...(where ? [['mark', where] as ['mark', Expr]] : []),
  ]
  const found = conditions.flatMap(([field, expr]) => [
    ...constant(view, control, field, expr),
    ...strangeValues(view, control, field, expr),
  ])
  const alone = conditions.some(([, expr]) => isNever(expr))
  if (when && where && !alone && atOdds([...conjuncts(when), ...conjuncts(where)])) {
    const says = `The control “${control.id}” never speaks: its “when” and its “where” exclude each other.`
    found.push({
      ...view.atControl(control.id, 'when'),
      weight: 'fault',
      says,
      mend: 'Put one of the two right.',
    })
  }
  return [...found, ...factsElsewhere(view, control)]
}

function constant(view: PolicyView, { id }: Control, field: 'when' | 'mark', expr: Expr): Found[] {
  const where = view.atControl(id, field)
  const name = field === 'when' ? '“when”' : '“where”'
  if (isNever(expr)) {
    const says = `The control “${id}” never speaks: its ${name} cannot be true.`
    return [{ ...where, weight: 'fault', says, mend: 'Put the condition right, or take the control out.' }]
  }
  if (!isAlways(expr)) return []
  const says = `The ${name} of the control “${id}” is always true.`
  return [{ ...where, weight: 'advice', says, mend: 'Leave the condition out, or say what was meant.' }]
}

function strangeValues(view: PolicyView, control: Control, field: 'when' | 'mark', expr: Expr): Found[] {
  const { asked, missing } = askedIn(expr, meaningsFor(control.subject, control.mark?.fact))
  const where = view.atControl(control.id, field)
  const strange = asked.flatMap(({ path, value, meaning }): Found[] => {
    const values = valuesOf(meaning)
    if (values === null || values.has(value)) return []
    const known = listed([...values].map((one) => (one === '' ? 'empty' : String(one))))
    const says = `The control “${control.id}” asks whether ${path} is “${String(value)}”, which it never is.`
    return [{ ...where, weight: 'warning', says, mend: `Write one of these: ${known}.` }]
  })
  const lacking = missing.map(({ path, fact }): Found => {
    const says = `The control “${control.id}” reads ${path}, which the detector of ${fact} does not give.`
    return {
      ...where,
      weight: 'fault',
      says,
      mend: 'Read an attribute that docs/packs.md lists for this fact.',
    }
  })
  return [...strange, ...lacking]
}

/** Detectors read posts: elsewhere no fact is ever found. */
function factsElsewhere(view: PolicyView, { id, subject, when = '', mark }: Control): Found[] {
  if (subject === 'post' || (mark === undefined && !/\bfacts\./.test(when))) return []
  const says = `The control “${id}” waits for something found in a ${subject}, but facts are found in posts only.`
  const mend = `Use the fields of the ${subject} instead.`
  return [{ ...view.atControl(id, mark ? 'mark' : 'when'), weight: 'warning', says, mend }]
}
