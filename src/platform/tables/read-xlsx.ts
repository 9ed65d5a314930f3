import { inflateRawSync } from 'node:zlib'
import { Invalid } from '../errors.ts'
import { tooManyLines, type FileLine, type TableKind } from './file-line.ts'

/** What the sheets of a workbook may come to once unpacked: a small file can be made to unpack into gigabytes. */
const mostUnpacked = 80_000_000
const mostEntries = 400

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
  for (const entry of entries.filter(({ name }) => /\.xml(\.rels)?$/.test(name)))
    left -= unpackedSize(buffer, entry, left, kind)
}

/** Unpacks it for its true size: what the file says of itself may be a lie. */
function unpackedSize(buffer: Buffer, entry: ZipEntry, most: number, kind: TableKind): number {
  const head = entry.offset
  if (head + 30 > buffer.length || buffer.readUInt32LE(head) !== 0x04034b50) throw broken()
  const start = head + 30 + buffer.readUInt16LE(head + 26) + buffer.readUInt16LE(head + 28)
  const packed = buffer.subarray(start, start + entry.compressed)
  if (entry.method === 0) return packed.length
  if (entry.method !== 8 || most < 1) throw tooBig(kind)
  try {
    return inflateRawSync(packed, { maxOutputLength: most }).length
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
