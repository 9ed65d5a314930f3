import type { Control } from '../../engine/index.ts'
import type { Found, LintRule } from '../finding.ts'
import { wholeClause } from '../view.ts'
import type { PolicyView } from '../view.ts'
import { listed } from '../words.ts'

const strong =
  /\b(?:must|never|may not|cannot|can not|shall|has to|have to|required|requires|mandatory|forbidden|prohibited|(?:is|are) not (?:allowed|permitted)|without exception|only (?:if|when|with|after|by))\b/i
const soft =
  /\b(?:should|consider|encouraged?|recommended?|advised?|ideally|where possible|if possible|try to|aim to|think twice|caution|careful|with care|may wish|might|can help|welcome to|preferably|seek advice|avoid)\b/i
const quiet = new Set<Control['outcome']>(['advise', 'guide'])
/** Where speech is judged, a machine only points and a person decides: advice is right however strong the clause. */
const leftToPeople = new Set([
  'profanities',
  'insensitivities',
  'hostileRemarks',
  'accusations',
  'politicalStatements',
  'contentiousTopics',
])

export const strength: LintRule = {
  id: 'strength',
  about: 'A refusal for a clause that only recommends, or advice for one that says must.',
  find: (view) =>
    view.pack.clauses.flatMap(({ id, section }): Found[] => {
      const words = wholeClause(view, { clause: id, section })
      const controls = view.pack.controls.filter(({ clause }) => clause === id)
      if (strong.test(words)) return tooQuiet(view, id, strong.exec(words)?.[0] ?? 'must', controls)
      const softly = soft.exec(words)?.[0]
      return softly === undefined ? [] : tooStrong(view, id, softly, controls)
    }),
}

function tooStrong(view: PolicyView, clause: string, softly: string, controls: Control[]): Found[] {
  return controls
    .filter(({ outcome }) => outcome === 'refuse')
    .map(({ id }) => ({
      ...view.atControl(id, 'refuse'),
      weight: 'warning' as const,
      says: `The control “${id}” refuses, but clause ${clause} only says “${softly.toLowerCase()}”.`,
      mend: 'Advise instead of refusing, or let the clause say “must”.',
    }))
}

function tooQuiet(view: PolicyView, clause: string, strongly: string, controls: Control[]): Found[] {
  const advising = controls.filter(({ outcome }) => quiet.has(outcome))
  const told = advising.filter(({ mark }) => mark === undefined || !leftToPeople.has(mark.fact))
  const otherwise = view.pack.coverage.some(
    (entry) => entry.clause === clause && (entry.status === 'enforced' || entry.status === 'checked'),
  )
  const [first] = told
  if (!first || advising.length < controls.length || told.length < advising.length || otherwise) return []
  const says = `Clause ${clause} says “${strongly.toLowerCase()}”, but ${listed(told.map(({ id }) => `“${id}”`))} only ${told.length === 1 ? 'advises' : 'advise'}.`
  const mend = 'Require or refuse where a check can be sure; otherwise leave it to people, as it is.'
  return [{ ...view.atControl(first.id, first.outcome), weight: 'advice', says, mend }]
}
