import { expect, test } from 'vitest'
import { killsTable } from './kills.ts'

test('killed at sixteen places of a publication, nothing is lost, doubled or untrue', async () => {
  const rows = await killsTable({ stride: 37, most: 2, lanes: 2 }, () => {})
  expect(rows.reduce((kills, row) => kills + row.times, 0)).toBe(16)
  for (const row of rows) expect(row).toMatchObject({ lost: 0, doubled: 0, untrue: 0 })
}, 300_000)
