import type { TableKind } from '#platform/tables/index.ts'
import { importLimits } from './contract.ts'

const most = importLimits.lines.toLocaleString('en-GB')

/** A list of accounts, as the readers of tables speak of it. */
export const accountTable: TableKind = {
  limits: importLimits,
  words: {
    seldomLarger:
      'A list of accounts is seldom larger than one. Take pictures and other sheets out, or part it.',
    whenEmpty: 'Choose one with a line of headings and a line for each account.',
    whenHeadingsOnly: 'Put a line with headings above the accounts: Network, Handle, Name, Unit.',
    whenTooWide: 'Keep the columns that say something about the accounts.',
    whenTooLong: `Part it into files of at most ${most} lines. A line that is in the register already does no harm.`,
    unpacksTooLarge: 'This workbook unpacks into more than a list of accounts needs.',
  },
}
