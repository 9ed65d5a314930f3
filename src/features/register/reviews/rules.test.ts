import { expect, test } from 'vitest'
import { agreementNeeded, dayProblem, endOfDay, usualNextDue } from './rules.ts'

const found = [{ clause: 'BASE-12.5', say: 'It has not posted for two months.' }]
const keep = { clause: 'ESSEX-43', outcome: 'keep', own: true, overdue: false, found: [] } as const

test('who answers for an account keeps it alone only where nothing stands against it', () => {
  expect(agreementNeeded(keep)).toBeNull()
  expect(agreementNeeded({ ...keep, overdue: true })).toMatchObject({ clause: 'ESSEX-43' })
  expect(agreementNeeded({ ...keep, found })).toMatchObject({
    clause: 'BASE-12.5',
    why: expect.stringContaining('has not posted'),
  })
})

test('somebody of the centre needs nobody, and no other outcome does', () => {
  expect(agreementNeeded({ ...keep, own: false, overdue: true, found })).toBeNull()
  for (const outcome of ['resource', 'merge', 'close'] as const)
    expect(agreementNeeded({ ...keep, outcome, overdue: true, found })).toBeNull()
})

test('days are those of the institution’s clocks, to come, and within a year', () => {
  const late = '2026-11-20T23:30:00.000Z'
  expect(usualNextDue('keep', late, 'Europe/London')).toBe('2027-05-20')
  expect(usualNextDue('close', late, 'Europe/Paris')).toBe('2027-02-21')
  expect(endOfDay('2027-07-01', 'Europe/London')).toBe('2027-07-01T22:59:59.999Z')
  expect(dayProblem('2026-11-20', late, 'Europe/London', 12)).toMatch(/still to come/)
  expect(dayProblem('2026-11-21', late, 'Europe/London', 12)).toBeNull()
  expect(dayProblem('2027-11-20', late, 'Europe/London', 12)).toBeNull()
  expect(dayProblem('2027-11-21', late, 'Europe/London', 12)).toMatch(/twelve months/)
})
