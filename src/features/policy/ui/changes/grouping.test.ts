import { expect, test } from 'vitest'
import type { PolicyChanges } from '../../contract.ts'
import { byClause, countsInWords, readable } from './grouping.ts'

const nothing: PolicyChanges = {
  before: { id: 'ex', title: 'Policy' },
  after: { id: 'ex', title: 'Policy' },
  same: true,
  clauses: [],
  controls: [],
  messages: [],
  particulars: [],
  coverage: [],
  since: null,
  titles: ['EX-1', 'EX-2', 'EX-3', 'EX-4'].map((id) => ({ id, title: `Title of ${id}` })),
}
const clause = { title: '', text: null, retitled: null, reworded: null, moved: null }

test('what became of a clause and of its controls stands together, in the order of the policy', () => {
  const groups = byClause({
    ...nothing,
    titles: [...nothing.titles, { id: 'EX-2a', title: 'Gone' }],
    clauses: [
      {
        ...clause,
        clause: 'EX-2',
        kind: 'changed',
        title: 'Images',
        retitled: { before: 'Pictures', after: 'Images' },
      },
      { ...clause, clause: 'EX-2a', kind: 'removed', title: 'Gone', text: 'It was here.' },
      { ...clause, clause: 'EX-4', kind: 'added', title: 'Fresh', text: 'It is here.' },
    ],
    controls: [{ control: 'c', clause: 'EX-3', kind: 'removed', does: 'It advised.', changes: [] }],
    coverage: [{ clause: 'EX-3', before: 'checked', after: 'not-covered' }],
  })
  expect(groups.map((group) => [group.clause, group.title])).toEqual([
    ['EX-2', 'Images'],
    ['EX-2a', 'Gone'],
    ['EX-3', 'Title of EX-3'],
    ['EX-4', 'Fresh'],
  ])
  expect(groups[2]).toMatchObject({
    words: null,
    controls: [{ control: 'c' }],
    coverage: { after: 'not-covered' },
  })
})

test('a clause that is gone from the very beginning stands first', () => {
  const groups = byClause({
    ...nothing,
    clauses: [
      { ...clause, clause: 'EX-0', kind: 'removed', title: 'Gone', text: 'It was here.' },
      { ...clause, clause: 'EX-1', kind: 'added', title: 'Fresh', text: 'It is here.' },
    ],
  })
  expect(groups.map((group) => group.clause)).toEqual(['EX-0', 'EX-1'])
})

test('words that are changed side by side are taken out and put in as one', () => {
  const runs = [
    { kind: 'same', text: 'A post ' },
    { kind: 'removed', text: 'must' },
    { kind: 'added', text: 'should' },
    { kind: 'same', text: ' ' },
    { kind: 'removed', text: 'not' },
    { kind: 'added', text: 'never' },
    { kind: 'same', text: ' give ' },
    { kind: 'removed', text: 'private ' },
    { kind: 'same', text: 'numbers.' },
  ] as const
  expect(readable(runs)).toEqual([
    { kind: 'same', text: 'A post ' },
    { kind: 'removed', text: 'must not' },
    { kind: 'added', text: 'should never' },
    { kind: 'same', text: ' give ' },
    { kind: 'removed', text: 'private ' },
    { kind: 'same', text: 'numbers.' },
  ])
  expect(
    readable([
      { kind: 'removed', text: 'One office ' },
      { kind: 'added', text: 'Two ' },
      { kind: 'same', text: 'approves.' },
    ]),
  ).toEqual([
    { kind: 'removed', text: 'One office' },
    { kind: 'added', text: 'Two' },
    { kind: 'same', text: ' ' },
    { kind: 'same', text: 'approves.' },
  ])
  // Taken as they stand, both texts are still whole.
  const text = (which: 'removed' | 'added') =>
    readable(runs)
      .flatMap(({ kind, text: words }) => (kind === 'same' || kind === which ? [words] : []))
      .join('')
  expect(text('removed')).toBe('A post must not give private numbers.')
  expect(text('added')).toBe('A post should never give numbers.')
})

test('how much is different is said in whole phrases, and nothing of what is the same', () => {
  expect(countsInWords(nothing)).toEqual([])
  expect(
    countsInWords({
      ...nothing,
      clauses: [
        { ...clause, clause: 'EX-1', kind: 'added' },
        { ...clause, clause: 'EX-2', kind: 'added' },
        { ...clause, clause: 'EX-3', kind: 'changed', reworded: [] },
      ],
      particulars: [{ what: 'Owner', before: 'a', after: 'b', words: [] }],
    }),
  ).toEqual(['2 clauses are new', '1 clause is reworded', '1 particular differs'])
})
