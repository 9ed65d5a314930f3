import type { Control } from '../../engine/index.ts'
import type { Found, LintRule } from '../finding.ts'
import type { PolicyView } from '../view.ts'

export const contradictions: LintRule = {
  id: 'contradictions',
  about:
    'Two controls about exactly the same thing, of which one refuses and the other only advises, or both do the same.',
  find: (view) =>
    view.pack.controls.flatMap((control, at) =>
      view.pack.controls.slice(0, at).flatMap((earlier) => compare(view, earlier, control)),
    ),
}

function compare(view: PolicyView, earlier: Control, later: Control): Found[] {
  if (!samePlace(earlier, later) || conditions(earlier) !== conditions(later)) return []
  const where = view.atControl(later.id)
  // Guidance beside a refusal is help when it is about another clause.
  const mild = ({ outcome }: Control): boolean =>
    outcome === 'advise' || (outcome === 'guide' && earlier.clause === later.clause)
  const refusing = [earlier, later].find(({ outcome }) => outcome === 'refuse')
  const advising = [earlier, later].find(mild)
  // Two controls without any condition may each say something of their own about every post.
  if (refusing && advising && conditions(later) !== '') {
    const says = `The control “${refusing.id}” refuses what “${advising.id}” only ${advising.outcome === 'advise' ? 'advises' : 'gives guidance'} on.`
    return [{ ...where, weight: 'warning', says, mend: 'Decide which it is, and take the other out.' }]
  }
  if (earlier.outcome !== later.outcome || deed(earlier) !== deed(later)) return []
  const says = `The control “${later.id}” does the same as “${earlier.id}”.`
  return [{ ...where, weight: 'warning', says, mend: 'Take one of the two out, or say how they differ.' }]
}

const samePlace = (a: Control, b: Control): boolean =>
  a.subject === b.subject && a.moments.some((moment) => b.moments.includes(moment))

/** Spaces and the kind of quotation marks make no difference. */
const conditions = ({ when = '', mark }: Control): string =>
  [when, mark?.fact ?? '', mark?.where ?? '']
    .map((part) => part.replaceAll("'", '"').replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' | ')

const deed = ({ say, requirements, office, hours }: Control): string =>
  JSON.stringify([say, requirements, office ?? null, hours ?? null])
