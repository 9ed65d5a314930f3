import { audienceLabel } from '../contract.ts'
import type { Answers, RequestKind, RequestView } from './contract.ts'
import { isEmpty } from './fields.ts'
import type { QuestionRule } from './question-rules.ts'
import { questionsOf } from './questions.ts'

/** How ids in answers are said: people, units, accounts, supported services. */
export type Words = (shape: QuestionRule['shape'], id: string) => string

interface Given {
  answers: Answers
  reasons: Readonly<Record<string, string>>
}

/** Ids of what differs: of questions, and `reasons.<control>`. Empty and absent are the same. */
export function changedBetween(from: Given, to: Given): string[] {
  const questions = [...new Set([...Object.keys(from.answers), ...Object.keys(to.answers)])]
  const answers = questions.filter((id) => differs(answer(from, id), answer(to, id)))
  const reasons = [...new Set([...Object.keys(from.reasons), ...Object.keys(to.reasons)])]
    .filter((id) => differs(from.reasons[id], to.reasons[id]))
    .map((id) => `reasons.${id}`)
  return [...answers, ...reasons]
}

const answer = ({ answers }: Given, id: string): unknown => (answers as Record<string, unknown>)[id]

const differs = (one: unknown, other: unknown): boolean =>
  !(isEmpty(one) && isEmpty(other)) && JSON.stringify(one) !== JSON.stringify(other)

/** What an answer says, for reading: a line for each of several. */
export function inWords(question: QuestionRule, value: unknown, words: Words): string[] {
  if (isEmpty(value)) return []
  if (typeof value === 'boolean') return [value ? 'Yes' : 'No']
  if (Array.isArray(value)) return value.map((one) => oneInWords(question, String(one), words))
  return [oneInWords(question, String(value), words)]
}

function oneInWords({ id, shape, options }: QuestionRule, value: string, words: Words): string {
  if (shape === 'people' || shape === 'unit' || shape === 'account') return words(shape, value)
  if (id === 'supportedEquivalent') return words(shape, value)
  if (id === 'audiences') return audienceLabel(value)
  return options?.find((option) => option.id === value)?.label ?? value
}

/** The answers in the order of the questions, in words. */
export function readingOf(kind: RequestKind, answers: Answers, words: Words): RequestView['reading'] {
  return questionsOf(kind)
    .map((question) => ({
      id: question.id,
      section: question.section,
      label: question.label,
      words: inWords(question, answers[question.id], words),
    }))
    .filter((line) => line.words.length > 0)
}

/** What changed from one version to the next, in words. */
export function changesBetween(
  kind: RequestKind,
  from: Given,
  to: Given,
  words: Words,
): RequestView['changes'][number]['fields'] {
  const rules = new Map<string, QuestionRule>(questionsOf(kind).map((question) => [question.id, question]))
  return changedBetween(from, to).map((id) => {
    const rule = rules.get(id)
    if (rule) {
      const say = (given: Given): string => inWords(rule, answer(given, id), words).join(', ')
      return { id, label: rule.label, from: say(from), to: say(to) }
    }
    const control = id.replace(/^reasons\./, '')
    return { id, label: 'A reason', from: from.reasons[control] ?? '', to: to.reasons[control] ?? '' }
  })
}
