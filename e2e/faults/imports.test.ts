import { expect, test } from 'vitest'
import { killedImports } from './imports.ts'

test('an import killed twice in its middle is brought to its end, no line twice and none lost', async () => {
  const row = await killedImports({ lines: 1_000, inCheck: [], inRun: [9, 40] }, () => {})
  expect(row).toMatchObject({ times: 2, lost: 0, doubled: 0, untrue: 0 })
}, 300_000)
