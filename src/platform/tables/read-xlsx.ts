import { inflateRawSync } from 'node:zlib'
import { Invalid } from '../errors.ts'
import { tooManyLines, type FileLine, type TableKind } from './file-line.ts'

/** What the sheets of a workbook may come to once unpacked: a small file can be made to unpack into gigabytes. */
const mostUnpacked = 80_000_000
const mostEntries = 400
/** A sheet is read as a whole rectangle: one stray cell in its far corner would make billions of places of it. */
const mostCells = 5_000_000
/** Where a sheet of Excel ends. */
const lastRow = 1_048_576

interface ZipEntry {
  name: string
  compressed: number
  method: number
  offset: number
}

/**
 * The first sheet as text. A formula counts with the value that was saved with it, and nothing is worked out; macros
 * are not even unpacked.
 */
export async function readXlsx(bytes: Uint8Array, kind: TableKind): Promise<FileLine[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  refuseWhatIsNoWorkbook(buffer, kind)
  const rows = await sheetOf(buffer)
  if (rows.length > kind.limits.lines + 1_000) throw tooManyLines(kind)
  const found = rows
    .map((row, at) => ({ line: at + 1, cells: row.map(textOf) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (found.length > kind.limits.lines + 1) throw tooManyLines(kind)
  return found
}

async function sheetOf(buffer: Buffer) {
  // Loaded when the first workbook comes: most installations never see one.
  const { readSheet } = await import('read-excel-file/node')
  try {
    return await readSheet(buffer)
  } catch (error) {
    throw new Invalid('import.xlsx', 'The first sheet of this workbook can’t be read.', {
      fix: 'Open it in a spreadsheet program and save the sheet as CSV, then choose that file.',
      data: { fault: error instanceof Error ? error.name : 'unknown' },
    })
  }
}

/** A day without a time is what a person typed as a date. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : ''
}

function refuseWhatIsNoWorkbook(buffer: Buffer, kind: TableKind): void {
  const entries = entriesOf(buffer, kind)
  if (!entries.some(({ name }) => name === 'xl/workbook.xml'))
    throw new Invalid('import.not-a-workbook', 'This is a zipped file, but no Excel workbook (.xlsx).', {
      fix: 'Save the list as .xlsx or as CSV.',
    })
  let left = mostUnpacked
  for (const entry of entries.filter(({ name }) => /\.xml(\.rels)?$/.test(name))) {
    const xml = unpacked(buffer, entry, left, kind)
    left -= xml.length
    if (reachOf(xml.toString('latin1')) > mostCells) throw tooFar()
  }
}

/** Unpacks it for its true size: what the file says of itself may be a lie. */
function unpacked(buffer: Buffer, entry: ZipEntry, most: number, kind: TableKind): Buffer {
  const head = entry.offset
  if (head + 30 > buffer.length || buffer.readUInt32LE(head) !== 0x04034b50) throw broken()
  const start = head + 30 + buffer.readUInt16LE(head + 26) + buffer.readUInt16LE(head + 28)
  const packed = buffer.subarray(start, start + entry.compressed)
  if (entry.method === 0) return packed
  if (entry.method !== 8 || most < 1) throw tooBig(kind)
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch (error) {
    throw error instanceof RangeError ? tooBig(kind) : broken()
  }
}

/** The table of contents at the end of a zip file (APPNOTE.TXT 4.3.12). */
function entriesOf(buffer: Buffer, kind: TableKind): ZipEntry[] {
  const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > buffer.length) throw broken()
  const count = buffer.readUInt16LE(end + 10)
  if (count > mostEntries) throw tooBig(kind)
  const entries: ZipEntry[] = []
  let at = buffer.readUInt32LE(end + 16)
  for (let number = 0; number < count; number++) {
    if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== 0x02014b50) throw broken()
    const nameLength = buffer.readUInt16LE(at + 28)
    entries.push({
      name: buffer.toString('utf8', at + 46, at + 46 + nameLength),
      compressed: buffer.readUInt32LE(at + 20),
      method: buffer.readUInt16LE(at + 10),
      offset: buffer.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32)
  }
  return entries
}

/** How many places a sheet has from its first cell to the furthest that holds something. What is no sheet has none. */
function reachOf(xml: string): number {
  let [row, rows, columns] = [0, 0, 0]
  for (const [tag, name, given = ''] of xml.matchAll(/<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>/g)) {
    const at = /\sr\s*=\s*["']([^"']*)["']/.exec(given)?.[1]
    const [, letters = '', digits = ''] =
      /^([A-Z]{0,3})(\d{1,7})$/.exec(at ?? String(name === 'row' ? row + 1 : row)) ?? []
    // Empty rows are counted by where they stand too.
    if (digits === '' || Number(digits) > lastRow) return Infinity
    row = Number(digits)
    if (name === 'row' || tag.endsWith('/>')) continue
    rows = Math.max(rows, row)
    columns = Math.max(
      columns,
      [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
    )
  }
  return rows * columns
}

function tooFar(): Invalid {
  return new Invalid(
    'import.reaches-too-far',
    'A sheet of this workbook has something far to the right and far below, so it can’t be read as a list.',
    { fix: 'Copy the list alone into a new workbook, or save it as CSV.' },
  )
}

function broken(): Invalid {
  return new Invalid('import.xlsx', 'This workbook is damaged.', {
    fix: 'Open it in a spreadsheet program, save it again, and choose the new file.',
  })
}

function tooBig({ words }: TableKind): Invalid {
  return new Invalid('import.unpacks-too-large', words.unpacksTooLarge, {
    fix: 'Copy the list alone into a new workbook, or save it as CSV.',
  })
}
