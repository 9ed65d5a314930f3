import { expect, test } from 'vitest'
import { heldUntil } from './office-term.ts'

const now = '2026-11-21T09:00:00.000Z'
const [past, soon, later, last] = ['2026-11-01', '2026-12-01', '2027-01-01', '2027-02-01'].map(
  (day) => `${day}T00:00:00.000Z`,
) as [string, string, string, string]

test.each([
  ['nobody', [], undefined],
  ['somebody who was', [{ since: past, until: past }], undefined],
  ['somebody who will be', [{ since: soon, until: null }], undefined],
  ['somebody for good', [{ since: past, until: null }], null],
  ['somebody for a time', [{ since: past, until: soon }], soon],
  [
    'one after the other',
    [
      { since: soon, until: later },
      { since: past, until: soon },
    ],
    later,
  ],
  [
    'one after the other, with a gap',
    [
      { since: past, until: soon },
      { since: later, until: last },
    ],
    soon,
  ],
  [
    'a holder, and a deputy for longer',
    [
      { since: past, until: soon },
      { since: past, until: later },
    ],
    later,
  ],
  [
    'a successor for good',
    [
      { since: past, until: soon },
      { since: soon, until: null },
    ],
    null,
  ],
])('%s', (_who, terms, end) => {
  expect(heldUntil(terms, now)).toBe(end)
})
