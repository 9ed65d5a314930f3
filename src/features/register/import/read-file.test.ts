import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { guessColumns } from './columns.ts'
import { importLimits } from './contract.ts'
import { readFile as readTable } from '#platform/tables/index.ts'
import { workbook, zipOf } from '#platform/tables/testing.ts'
import { accountTable } from './table-kind.ts'

const readFile = async (file: Uint8Array) => readTable(file, accountTable)
const bytes = (text: string) => new TextEncoder().encode(text)
const latin = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))
const utf16 = (text: string) => new Uint8Array(Uint16Array.from(text, (sign) => sign.charCodeAt(0)).buffer)
const table = 'Name,Unit\nCafé,Musik\n'

test.each([
  ['UTF-8', bytes(table)],
  ['UTF-8', bytes(`\uFEFF${table}`)],
  ['UTF-16', utf16(`\uFEFF${table}`)],
  ['UTF-16', utf16(table)],
  ['Windows-1252', latin(table)],
])('%s is known by its bytes', async (encoding, file) => {
  expect(await readFile(file)).toEqual({
    format: `CSV in ${encoding}, parted by commas`,
    headings: ['Name', 'Unit'],
    lines: [{ line: 2, cells: ['Café', 'Musik'] }],
    above: [],
  })
})

test.each([
  ['semicolons', 'Name;Unit\n"Law; with criminology";1,5\n'],
  ['tabs', 'Name\tUnit\n"Law; with criminology"\t1,5\n'],
  ['commas', 'Name,Unit\n"Law; with criminology","1,5"\n'],
  ['semicolons', 'sep=;\r\nName;Unit\r\nLaw, with criminology;1,5\r\n'],
])('columns parted by %s', async (name, text) => {
  const read = await readFile(bytes(text))
  expect(read.format).toContain(`parted by ${name}`)
  expect(read.lines[0]?.cells[1]).toBe('1,5')
})

test('lines keep the numbers that a spreadsheet gives them, whatever stands in quotes', async () => {
  const { lines } = await readFile(
    bytes('Name,Purpose\n\nLaw,"News\nof the school"\n,\nArts,"Said ""so"""\n'),
  )
  expect(lines).toEqual([
    { line: 3, cells: ['Law', 'News\nof the school'] },
    { line: 5, cells: ['Arts', 'Said "so"'] },
  ])
})

test('our own apostrophe before a formula is taken off, and what can’t be seen goes', async () => {
  const { lines } = await readFile(bytes("Handle,Name\n'@library,Li\u200bbra\u0007ry\n"))
  expect(lines[0]?.cells).toEqual(['@library', 'Library'])
})

test('a workbook is read by its first sheet: dates as days, a formula by its saved value', async () => {
  const { format, headings, lines } = await readFile(
    workbook([
      ['Name', 'Hours', 'Sum'],
      ['Library', 2.5, { formula: 'HYPERLINK("https://example.org")', value: 'Click' }],
    ]),
  )
  expect(format).toBe('Excel workbook, its first sheet')
  expect(headings).toEqual(['Name', 'Hours', 'Sum'])
  expect(lines).toEqual([{ line: 2, cells: ['Library', '2.5', 'Click'] }])
})

test.each([
  ['nothing at all', new Uint8Array(), 'import.empty'],
  ['headings alone', bytes('Name,Unit\n'), 'import.headings-only'],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 9, 200, 0, 1]), 'import.not-a-list'],
  ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'import.old-workbook'],
  ['a quotation mark that never ends', bytes('Name,Unit\n"Law,Arts\nMusic,Arts\n'), 'import.csv'],
  ['any zipped file', zipOf({ 'letter.xml': '<a/>' }), 'import.not-a-workbook'],
  ['a broken workbook', workbook([['Name'], ['Law']]).subarray(0, 300), 'import.xlsx'],
  ['a workbook with no sheet', zipOf({ 'xl/workbook.xml': '<workbook/>' }), 'import.xlsx'],
  [
    'too many columns',
    bytes(`${'a,'.repeat(importLimits.columns)}z\n${'1,'.repeat(importLimits.columns)}1\n`),
    'import.too-many-columns',
  ],
  ['too many lines', bytes(`Name\n${'Law\n'.repeat(importLimits.lines + 1)}`), 'import.too-many-lines'],
  ['too many bytes', new Uint8Array(importLimits.bytes + 1), 'import.too-large'],
])('%s is refused with a way out', async (_what, file, code) => {
  await expect(readFile(file)).rejects.toMatchObject({ code, extras: { fix: expect.any(String) } })
})

test('a workbook that unpacks into far more than it says is refused before it is unpacked', async () => {
  const lie = { size: 100, packed: deflateRawSync(Buffer.alloc(200_000_000, 32)) }
  const bomb = zipOf({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': lie })
  expect(bomb.length).toBeLessThan(importLimits.bytes)
  await expect(readFile(bomb)).rejects.toMatchObject({ code: 'import.unpacks-too-large' })
})

test.each(['XFD1048576', 'XFD10000', 'ZZZZZ1', 'A99999999999'])(
  'a small workbook with one stray cell at %s does not take the memory of the machine',
  async (at) => {
    const row = at.replace(/^[A-Z]+/, '')
    const stray = `<row r="${row}"><c r="${at}" t="inlineStr"><is><t>x</t></is></c></row>`
    const file = workbook([['Network', 'Handle']], stray)
    await expect(readFile(file)).rejects.toMatchObject({ code: 'import.reaches-too-far' })
  },
)

test('what is only formatted far away does no harm', async () => {
  const formatted = '<row r="2000"><c r="XFD2000" s="1"/></row>'
  const { lines } = await readFile(workbook([['Name'], ['Law']], formatted))
  expect(lines).toEqual([{ line: 2, cells: ['Law'] }])
})

test('columns are guessed from what people write above them, each once', () => {
  expect(
    guessColumns(['Platform', 'User name', 'Page URL', 'Faculty / Dept', 'Account owner (e-mail)', 'Status']),
  ).toEqual({
    network: 0,
    handle: 1,
    address: 2,
    unit: 3,
    administrators: 4,
    state: 5,
  })
  expect(guessColumns(['Colour', 'Weather'])).toEqual({})
})
