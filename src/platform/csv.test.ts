import { expect, test } from 'vitest'
import { csvField, csvUndone } from './csv.ts'

test.each(['=1+1', '+44', '-2', '@here', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
  'no spreadsheet runs %j, and it comes back as it was',
  (cell) => {
    const kept = csvField(cell).replace(/^"(.*)"$/s, '$1')
    expect(kept).toBe(`'${cell}`)
    expect(csvUndone(kept)).toBe(cell)
  },
)

test.each(['plain', 'a=b', '’quoted', '#Open', '👍 =1'])('%j stays as it is', (cell) => {
  expect(csvField(cell)).toBe(cell)
})
