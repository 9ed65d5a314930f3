import { csvUndone } from '#platform/csv.ts'
import { Invalid, TooLarge } from '#platform/errors.ts'
import { importLimits } from './contract.ts'
import type { FileLine } from './file-line.ts'
import { readCsv, separatorOf, separators } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { decodeText } from './text-encoding.ts'

export interface FileRead {
  /** "CSV in Windows-1252, parted by semicolons". */
  format: string
  headings: string[]
  lines: FileLine[]
}

const zip = [0x50, 0x4b, 0x03, 0x04]
/** The container of old Excel files, and of new ones with a password. */
const compound = [0xd0, 0xcf, 0x11, 0xe0]

const beginsWith = (bytes: Uint8Array, mark: number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/** A list as it was uploaded. What it is, its bytes say, not its name. Throws `Invalid` or `TooLarge`. */
export async function readFile(bytes: Uint8Array): Promise<FileRead> {
  if (bytes.length > importLimits.bytes) throw fileTooLarge()
  if (beginsWith(bytes, compound))
    throw new Invalid('import.old-workbook', 'This is a workbook of an old Excel, or one with a password.', {
      fix: 'Take the password off, save it as “Excel workbook (.xlsx)” or as CSV, and choose that file.',
    })
  if (beginsWith(bytes, zip)) return tidied('Excel workbook, its first sheet', await readXlsx(bytes))
  const decoded = decodeText(bytes)
  if (!decoded)
    throw new Invalid(
      'import.not-a-list',
      'This file is no table: it is neither CSV nor an Excel workbook.',
      {
        fix: 'In a spreadsheet program, save the list as CSV or as .xlsx.',
      },
    )
  const separator = separatorOf(decoded.text)
  const lines = await readCsv(decoded.text, separator)
  return tidied(`CSV in ${decoded.encoding}, parted by ${separators[separator]}`, lines)
}

export function fileTooLarge(): TooLarge {
  const most = `${importLimits.bytes / 1_000_000} MB`
  return new TooLarge('import.too-large', `This file is too large: a list may have at most ${most}.`, {
    fix: 'A list of accounts is seldom larger than one. Take pictures and other sheets out, or part it.',
    data: { limit: importLimits.bytes },
  })
}

function tidied(format: string, all: FileLine[]): FileRead {
  const [head, ...rest] = all
  if (!head)
    throw new Invalid('import.empty', 'There is nothing in this file.', {
      fix: 'Choose one with a line of headings and a line for each account.',
    })
  if (rest.length === 0)
    throw new Invalid(
      'import.headings-only',
      'This file has one line only, and that is taken for the headings.',
      {
        fix: 'Put a line with headings above the accounts: Network, Handle, Name, Unit.',
      },
    )
  const width = Math.max(...[head, ...rest.slice(0, 200)].map(({ cells }) => lastFilled(cells) + 1))
  if (width > importLimits.columns)
    throw new Invalid('import.too-many-columns', `This list has more than ${importLimits.columns} columns.`, {
      fix: 'Keep the columns that say something about the accounts.',
    })
  const headings = Array.from({ length: width }, (_, at) => clean(head.cells[at] ?? '') || `Column ${at + 1}`)
  const lines = rest.map(({ line, cells }) => ({
    line,
    cells: Array.from({ length: width }, (_, at) => clean(cells[at] ?? '')),
  }))
  return { format, headings, lines }
}

const lastFilled = (cells: string[]): number => cells.findLastIndex((cell) => cell.trim() !== '')

/** No character that can't be seen, no end of the database's patience, and none of our own apostrophes. */
function clean(cell: string): string {
  const plain = csvUndone(cell.trim())
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u200b\u2060\ufeff]/gu, '')
  return plain.slice(0, importLimits.cell).normalize('NFC').trim()
}
