// Not beside the forms: it holds them against the reader of packs, which the browser’s side does not know.
import { expect, test } from 'vitest'
import type { DraftCheck, PackFiles } from './contract.ts'
import { checkFiles } from './check.ts'
import { detectors } from '../engine/detectors/index.ts'
import { subjectFields } from '../engine/subjects.ts'
import { compileRuleset } from '../engine/index.ts'
import { loadPack, packsFolder } from '../packs.ts'
import { controlFaults, judgedExamples } from '../ui/draft/controls/control-faults.ts'
import { fieldsAsked, givenOfExample, emptyExample } from '../ui/draft/controls/example-fields.ts'
import {
  factsToRead,
  fieldsToRead,
  institutionToRead,
  withCondition,
} from '../ui/draft/controls/readable-names.ts'

const { source: files } = await loadPack(`${packsFolder}/uwl`)
const checked = (next: PackFiles): DraftCheck => checkFiles('uwl', next, { today: '2026-11-21', offices: {} })
const put = (from: string, to: string): PackFiles => {
  if (!files['controls.yaml'].includes(from)) throw new Error(`“${from}” is not there`)
  return { ...files, 'controls.yaml': files['controls.yaml'].replace(from, to) }
}
const faultsAfter = (from: string, to: string) => {
  const next = put(from, to)
  return controlFaults(checked(next), next)
}

test.each([
  ['policy-review', 'clause', 'clause: UWL-0', 'clause: UWL-99'],
  ['policy-review', 'when', 'when: policy.daysToReview >= 0 &&', 'when: policy.daysToGo >= 0 &&'],
  ['policy-review', 'withinDays', 'within-days: 60', 'within-days: soon'],
  ['policy-review', 'subject', 'subject: policy', 'subject: polity'],
  ['policy-review', 'say', 'say: policy-review', 'say: policy-revue'],
  ['personal-accounts', 'fact', 'fact: personalAccountRequests', 'fact: personalAcountRequests'],
  ['personal-accounts', 'where', 'where: it.whose == "staff" }', 'where: it.who == "staff" }'],
  ['personal-accounts-elsewhere', 'id', '- id: personal-accounts-elsewhere', '- id: Personal accounts'],
  [
    'review-overdue',
    null,
    '  task: { say: review-overdue, office: it-steering-group, within-days: 30 }\n',
    '',
  ],
])('a fault of %s stands at %s', (id, field, from, to) => {
  const faults = [...faultsAfter(from, to)].flatMap(([control, all]) =>
    all.map((one) => ({ control, ...one })),
  )
  const own = faults.find(({ control }) => control === id || control === 'Personal accounts')
  expect(own?.field, JSON.stringify(faults)).toBe(field)
  expect(own?.says).toMatch(/^[A-Z“]/)
})

test('examples are judged where they stood when they were checked, and not when they are changed since', () => {
  const check = checked(files)
  const all = judgedExamples(files, check, files)
  expect(all.every(({ passed }) => passed === true)).toBe(true)
  const next = {
    ...files,
    'examples.yaml': `# one line more\n${files['examples.yaml'].replace('{ daysToReview: 60 }', '{ daysToReview: 61 }')}`,
  }
  const later = judgedExamples(next, check, files)
  expect(later.map(({ passed }) => passed).filter((passed) => passed !== true)).toEqual([null])
})

test('every name that may be read is listed, and the condition offered for it can be read', () => {
  for (const [subject, fields] of Object.entries(subjectFields)) {
    const names = fieldsToRead(subject)
    expect(names.map(({ name }) => name)).toEqual(Object.keys(fields).map((name) => `${subject}.${name}`))
    for (const { sample } of [...names, ...institutionToRead]) compiles(subject, sample)
  }
  expect(factsToRead.map(({ fact }) => fact)).toEqual(detectors.map(({ fact }) => fact))
  for (const { fact, attributes } of factsToRead)
    for (const { sample } of attributes) {
      compiles('post', `facts.${fact}.exists(it, ${sample})`)
      compiles('post', 'true', { fact, where: sample })
    }
})

function compiles(subject: string, when: string, mark?: { fact: string; where: string }) {
  const control = {
    id: 'a',
    clause: 'X-1',
    subject: subject as 'post',
    moments: ['submit' as const],
    when,
    ...(mark ? { mark } : {}),
    outcome: 'guide' as const,
    level: 'advice' as const,
    say: 'a',
    offers: [],
    overridable: false,
    requirements: [],
  }
  compileRuleset({
    controls: [control],
    clauses: [{ id: 'X-1', title: 'X' }],
    messages: { 'en-GB': { a: 'A.' } },
  })
}

test('a condition is put beside another', () => {
  expect(withCondition('', 'a')).toBe('a')
  expect(withCondition('a', 'b')).toBe('a && b')
  expect(withCondition('a || b', 'c')).toBe('(a || b) && c')
})

test('an example asks first for what the condition reads, and gives values of their kind', () => {
  const { first } = fieldsAsked('request', 'request.kind == "open" && request.administrators < 1')
  expect(first.map(({ name }) => name)).toEqual(['kind', 'administrators'])
  const fields = {
    kind: 'open',
    administrators: '0',
    affiliate: 'false',
    audiences: 'students, staff',
    metric: '',
  }
  expect(givenOfExample('request', { ...emptyExample, fields })).toEqual({
    kind: 'open',
    administrators: 0,
    affiliate: false,
    audiences: ['students', 'staff'],
    metric: '',
  })
  expect(givenOfExample('post', { ...emptyExample, text: 'Hi', image: true })).toEqual({
    text: 'Hi',
    media: [{ alt: '', rights: 'own', people: 'none' }],
  })
})
