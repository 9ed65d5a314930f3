import { Invalid } from '#platform/errors.ts'
import { importLimits } from './contract.ts'

export interface FileLine {
  /** As the spreadsheet counts, from 1. */
  line: number
  cells: string[]
}

export function tooManyLines(): Invalid {
  const most = importLimits.lines.toLocaleString('en-GB')
  return new Invalid('import.too-many-lines', `This list has more than ${most} lines.`, {
    fix: `Part it into files of at most ${most} lines. A line that is in the register already does no harm.`,
  })
}
