import { expect, test } from 'vitest'
import { factsOf, sentenceOf, whoOf, wordsOf } from './sentences.ts'

const told = {
  kind: 'post.approved',
  summary: 'The post was approved.',
  facts: {},
  account: 'Library on Practice',
}

test('a known kind is told with its names filled in', () => {
  expect(sentenceOf(told)).toBe('Approved the post for Library on Practice, exactly as it stood.')
  expect(sentenceOf({ ...told, kind: 'finding.overridden', facts: { clause: 'BASE-7.1' } })).toBe(
    'Kept words that a check under clause BASE-7.1 questions, with a reason.',
  )
})

test('a kind that is not known, or a name that is missing, is told by the record’s own summary', () => {
  expect(sentenceOf({ ...told, account: null })).toBe('The post was approved.')
  expect(sentenceOf({ ...told, kind: 'post.invented' })).toBe('The post was approved.')
  const late = {
    ...told,
    kind: 'publication.scheduled',
    summary: 'It was too late.',
    facts: { state: 'missed' },
  }
  expect(sentenceOf(late)).toBe('It was too late.')
  expect(sentenceOf({ ...late, facts: { state: 'due' } })).toBe(
    'Put the post on the schedule for Library on Practice.',
  )
})

test('facts and words are taken where they are text, and nothing else is shown', () => {
  expect(factsOf({ dueAt: 'soon', url: '', digest: 7, clause: 'BASE-1' })).toEqual([
    { label: 'Clause', value: 'BASE-1', as: 'clause' },
  ])
  expect(wordsOf({ reason: 'Because.', manifest: { parts: [] }, note: '' })).toEqual([
    { label: 'Reason', text: 'Because.' },
  ])
  expect(wordsOf(null)).toEqual([])
  expect(whoOf({ system: 'dispatcher' })).toBe('Rostrum')
})
