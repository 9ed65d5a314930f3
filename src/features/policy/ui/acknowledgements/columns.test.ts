import { expect, test } from 'vitest'
import { toCsv } from '#ui/parts/csv.ts'
import { personColumns, unitColumns } from './columns.ts'

test('the file of people says who, where, and when; a name that looks like a formula is made harmless', () => {
  const person = {
    id: '00000000-0000-7000-8000-000000000001',
    units: ['School of Robotics', 'Library'],
    accounts: [{ network: 'practice', handle: 'robotics' }],
    example: false,
  }
  const rows = [
    {
      ...person,
      name: 'School Web Editor',
      state: 'confirmed' as const,
      acknowledgedAt: '2026-11-02T09:00:00.000Z',
      askedAt: '2026-11-01T07:25:00.000Z',
      remindedAt: null,
      reminders: 0,
    },
    {
      ...person,
      name: '=Web Editor',
      units: [],
      accounts: [],
      state: 'not-joined' as const,
      acknowledgedAt: null,
      askedAt: null,
      remindedAt: null,
      reminders: 0,
    },
  ]
  expect(toCsv(personColumns, rows).split('\r\n')).toEqual([
    'Person,Unit,Accounts,State,Confirmed,Last letter,Reminders',
    'School Web Editor,"School of Robotics, Library",Practice @robotics,Confirmed,2026-11-02T09:00:00.000Z,2026-11-01T07:25:00.000Z,0',
    "'=Web Editor,No unit,,Cannot sign in yet,,,0",
    '',
  ])
})

test('the file of units says the share of each', () => {
  const units = [
    { unit: 'School of Robotics', must: 3, confirmed: 2 },
    { unit: null, must: 1, confirmed: 0 },
  ]
  expect(toCsv(unitColumns, units).split('\r\n')).toEqual([
    'Unit,Have to confirm,Have confirmed,Share (%)',
    'School of Robotics,3,2,67',
    'No unit,1,0,0',
    '',
  ])
})
