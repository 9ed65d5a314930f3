import { expect, test } from 'vitest'
import { columnFaults, firstMapping, guessColumns, headingLine, unusedColumns } from './columns.ts'

test.each([
  [
    ['Title', 'Accounts', 'Date', 'Time', 'Text', 'Link', 'Image', 'Alt text'],
    { title: 0, accounts: 1, date: 2, time: 3, text: 4, link: 5, images: 6, alt: 7 },
  ],
  [
    ['Go-live date', 'Channel', 'Post copy', 'Hashtags', 'Photo', 'Image description'],
    { date: 0, networks: 1, text: 2, hashtags: 3, images: 4, alt: 5 },
  ],
  [
    ['Date (dd/mm/yyyy)', 'Text', 'Text for X', 'LinkedIn copy', 'Instagram', 'Twitter handle'],
    { date: 0, text: 1, 'text:x': 2, 'text:linkedin': 3, 'text:instagram': 4 },
  ],
  [
    ['Caption for Facebook', 'Text for Blackboard Collaborate'],
    { 'text:facebook': 0, 'text:collaborate': 1 },
  ],
  [
    ['When', 'Where', 'What', 'Message', 'First comment', 'Tags', 'Language', 'Audience', 'Campaign'],
    {
      date: 0,
      accounts: 1,
      title: 2,
      text: 3,
      firstComment: 4,
      tags: 5,
      language: 6,
      audiences: 7,
      campaign: 8,
    },
  ],
  [['Colour', 'Weather'], {}],
])('%o', (headings, wanted) => {
  expect(guessColumns(headings)).toEqual(wanted)
})

test('in any order, each column once', () => {
  const headings = ['Text', 'Copy', 'Date', 'Day']
  const columns = guessColumns(headings)
  expect(columns).toEqual({ text: 0, date: 2 })
  expect(unusedColumns({ columns }, headings)).toEqual(['Copy', 'Day'])
})

test('titles above the headings, and a merged one over several, are passed over', () => {
  const lines = [
    ['Autumn campaign 2026', '', '', ''],
    ['', '', 'Text', ''],
    ['Date', 'Accounts', 'X', 'LinkedIn'],
    ['2026-12-14', '@library', 'Hello', 'Good day'],
  ].map((cells, at) => ({ line: at + 1, cells }))
  expect(headingLine(lines)).toBe(2)
  expect(headingLine(lines.slice(3))).toBe(0)
})

test('a column can’t hold two things, nor what there is not', () => {
  const mapping = firstMapping(['Date', 'Text'], null)
  const faults = (columns: Record<string, number>) =>
    columnFaults({ ...mapping, columns }, ['Date', 'Text']).map(({ path }) => path)
  expect(faults({ date: 0, text: 1 })).toEqual([])
  expect(faults({ date: 0, title: 0 })).toEqual(['columns.title'])
  expect(faults({ date: 7 })).toEqual(['columns.date'])
  expect(faults({ colour: 1, 'text:nowhere': 0 })).toEqual(['columns.colour', 'columns.text:nowhere'])
})
