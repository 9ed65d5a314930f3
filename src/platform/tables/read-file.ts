import { csvUndone } from '../csv.ts'
import { Invalid, TooLarge } from '../errors.ts'
import type { FileLine, TableKind } from './file-line.ts'
import { readCsv, separatorOf, separators } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { decodeText } from './text-encoding.ts'

export interface FileRead {
  /** "CSV in Windows-1252, parted by semicolons". */
  format: string
  headings: string[]
  lines: FileLine[]
  /** What stood above the headings. */
  above: FileLine[]
}

const zip = [0x50, 0x4b, 0x03, 0x04]
/** The container of old Excel files, and of new ones with a password. */
const compound = [0xd0, 0xcf, 0x11, 0xe0]

const beginsWith = (bytes: Uint8Array, mark: number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/**
 * A list as it was uploaded. What it is, its bytes say, not its name. `headAt`: which of the lines has the headings;
 * the first, unless it says otherwise. Throws `Invalid` or `TooLarge`.
 */
export async function readFile(
  bytes: Uint8Array,
  kind: TableKind,
  headAt: (lines: readonly FileLine[]) => number = () => 0,
): Promise<FileRead> {
  const tidied = (format: string, all: FileLine[]) => tidy(format, all, kind, headAt(all))
  if (bytes.length > kind.limits.bytes) throw fileTooLarge(kind)
  if (beginsWith(bytes, compound))
    throw new Invalid('import.old-workbook', 'This is a workbook of an old Excel, or one with a password.', {
      fix: 'Take the password off, save it as “Excel workbook (.xlsx)” or as CSV, and choose that file.',
    })
  if (beginsWith(bytes, zip)) return tidied('Excel workbook, its first sheet', await readXlsx(bytes, kind))
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
  const lines = await readCsv(decoded.text, separator, kind)
  return tidied(`CSV in ${decoded.encoding}, parted by ${separators[separator]}`, lines)
}

export function fileTooLarge({ limits, words }: TableKind): TooLarge {
  const most = `${limits.bytes / 1_000_000} MB`
  return new TooLarge('import.too-large', `This file is too large: a list may have at most ${most}.`, {
    fix: words.seldomLarger,
    data: { limit: limits.bytes },
  })
}

function tidy(format: string, all: FileLine[], { limits, words }: TableKind, at: number): FileRead {
  const above = all.slice(0, at)
  const [head, ...rest] = all.slice(at)
  if (!head)
    throw new Invalid('import.empty', 'There is nothing in this file.', {
      fix: words.whenEmpty,
    })
  if (rest.length === 0)
    throw new Invalid(
      'import.headings-only',
      'This file has one line only, and that is taken for the headings.',
      {
        fix: words.whenHeadingsOnly,
      },
    )
  const width = Math.max(...[head, ...rest.slice(0, 200)].map(({ cells }) => lastFilled(cells) + 1))
  if (width > limits.columns)
    throw new Invalid('import.too-many-columns', `This list has more than ${limits.columns} columns.`, {
      fix: words.whenTooWide,
    })
  const headings = Array.from(
    { length: width },
    (_, at) => clean(head.cells[at] ?? '', limits.cell) || `Column ${at + 1}`,
  )
  const lines = rest.map(({ line, cells }) => ({
    line,
    cells: Array.from({ length: width }, (_, at) => clean(cells[at] ?? '', limits.cell)),
  }))
  return { format, headings, lines, above }
}

const lastFilled = (cells: string[]): number => cells.findLastIndex((cell) => cell.trim() !== '')

/** No character that can't be seen, no end of the database's patience, and none of our own apostrophes. */
function clean(cell: string, most: number): string {
  const plain = csvUndone(cell.trim())
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u200b\u2060\ufeff]/gu, '')
  return plain.slice(0, most).toWellFormed().normalize('NFC').trim()
}
