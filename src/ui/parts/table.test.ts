import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import { arrange } from './table-rules.ts'

interface Row {
  name: string
  followers: number | null
}
const columns = [
  { key: 'name', header: 'Name', value: (row: Row) => row.name },
  { key: 'followers', header: 'Followers', value: (row: Row) => row.followers },
]
const rows: Row[] = [
  { name: 'Library 10', followers: 9 },
  { name: 'library 2', followers: null },
  { name: 'Élan', followers: 120 },
]
const names = (shown: Row[]): string[] => shown.map((row) => row.name)

test('names sort as people sort them, and numbers as numbers', () => {
  expect(names(arrange(rows, columns, '', { key: 'name', direction: 'ascending' }))).toEqual([
    'Élan',
    'library 2',
    'Library 10',
  ])
  expect(names(arrange(rows, columns, '', { key: 'followers', direction: 'descending' }))[0]).toBe('Élan')
})

test('a blank comes last both ways', () => {
  for (const direction of ['ascending', 'descending'] as const)
    expect(names(arrange(rows, columns, '', { key: 'followers', direction }))[2]).toBe('library 2')
})

test('every word of the filter must occur, in any column', () => {
  expect(names(arrange(rows, columns, '9 LIBRARY', undefined))).toEqual(['Library 10'])
  expect(arrange(rows, columns, 'nowhere', undefined)).toEqual([])
})

test('the rows that were given are not reordered', () => {
  arrange(rows, columns, '', { key: 'name', direction: 'ascending' })
  expect(rows[0]?.name).toBe('Library 10')
})

test('CSV quotes what needs it and disarms formulas, but leaves numbers alone', () => {
  const csv = toCsv(columns, [
    { name: 'Arts, "Music" and\nDrama', followers: -3 },
    { name: '=HYPERLINK("https://example.org")', followers: null },
  ])
  expect(csv).toBe(
    'Name,Followers\r\n"Arts, ""Music"" and\nDrama",-3\r\n"\'=HYPERLINK(""https://example.org"")",\r\n',
  )
})
