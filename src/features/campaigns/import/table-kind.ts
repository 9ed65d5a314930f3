import type { TableKind } from '#platform/tables/index.ts'
import { importLimits } from './contract.ts'

const most = importLimits.lines.toLocaleString('en-GB')

/** A list of posts, as the readers of tables speak of it. */
export const postTable: TableKind = {
  limits: importLimits,
  words: {
    seldomLarger:
      'Put pictures into the library and name them in the list; take other sheets out, or part it.',
    whenEmpty: 'Choose one with a line of headings and a line for each post.',
    whenHeadingsOnly: 'Put a line with headings above the posts: Accounts, Date, Time, Text.',
    whenTooWide: 'Keep the columns that say something about the posts.',
    whenTooLong: `Part it into files of at most ${most} lines.`,
    unpacksTooLarge: 'This workbook unpacks into more than a list of posts needs.',
  },
}
