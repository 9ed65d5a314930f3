import { Invalid } from '../errors.ts'

export interface FileLine {
  /** As the spreadsheet counts, from 1. */
  line: number
  cells: string[]
}

/** What a room takes of a table, and how it speaks of what the lines are. */
export interface TableKind {
  limits: { bytes: number; lines: number; columns: number; cell: number }
  words: {
    /** "A list of accounts is seldom larger than one." */
    seldomLarger: string
    /** "Choose one with a line of headings and a line for each account." */
    whenEmpty: string
    /** "Put a line with headings above the accounts: Network, Handle." */
    whenHeadingsOnly: string
    /** "Keep the columns that say something about the accounts." */
    whenTooWide: string
    /** What to do when there are more lines than may be. */
    whenTooLong: string
    /** "This workbook unpacks into more than a list of accounts needs." */
    unpacksTooLarge: string
  }
}

export function tooManyLines({ limits, words }: TableKind): Invalid {
  const most = limits.lines.toLocaleString('en-GB')
  return new Invalid('import.too-many-lines', `This list has more than ${most} lines.`, {
    fix: words.whenTooLong,
  })
}
