import { subjectFields } from '#features/policy/index.ts'
import type { Control } from '#features/policy/index.ts'
import type { RequestKind } from './contract.ts'
import type { QuestionRule } from './question-rules.ts'
import { questionsOf } from './questions.ts'

/** Fields that nobody is asked for: they follow from the unit, or from what is asked for. */
const given = new Set(['kind', 'unitKind', 'affiliate', 'accountsOfUnit'])
const known = new Set(Object.keys(subjectFields.request))

/** The fields that a control reads or wants. */
export function readsOf(control: Control): string[] {
  const read = [...(control.when ?? '').matchAll(/\brequest\.(\w+)/g)].map((match) => match[1] ?? '')
  const wanted = control.requirements.flatMap((one) => ('field' in one ? [one.field] : []))
  return [...new Set([...wanted, ...read])].filter((field) => known.has(field))
}

/** The fields among them that somebody answers. */
export const answeredBy = (control: Control): string[] =>
  readsOf(control).filter((field) => !given.has(field))

/** May this control speak of a request of this kind? One that names other kinds only does not. */
export function speaksOf(control: Control, kind: RequestKind): boolean {
  if (control.subject !== 'request') return false
  const when = control.when ?? ''
  if (!/\brequest\.kind\b/.test(when)) return true
  return new RegExp(String.raw`["']${kind}["']`).test(when)
}

/** The questions of a request that the policy's controls ask, in their order, each with the controls that ask it. */
export function askedQuestions(
  kind: RequestKind,
  controls: readonly Control[],
): { question: QuestionRule; asking: Control[] }[] {
  const speaking = controls.filter((control) => speaksOf(control, kind))
  const asking = (field: string): Control[] =>
    speaking.filter((control) => answeredBy(control).includes(field))
  const all = questionsOf(kind).map((question) => ({
    question,
    asking: asking(question.id),
  }))
  const asked = new Set(
    all
      .filter(({ question, asking }) => question.always !== undefined || asking.length > 0)
      .map(({ question }) => question.id),
  )
  return all.filter(({ question }) => asked.has(question.id) || (question.with && asked.has(question.with)))
}
