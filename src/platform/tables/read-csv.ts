import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Invalid } from '../errors.ts'
import { tooManyLines, type FileLine, type TableKind } from './file-line.ts'

export const separators = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'upright strokes' } as const
export type Separator = keyof typeof separators

/** Which sign parts the columns: the one that the first lines have most evenly, outside quotes. Pure. */
export function separatorOf(text: string): Separator {
  const said = /^sep=([,;\t|])\r?\n/.exec(text)?.[1]
  if (said) return said as Separator
  const lines = firstLines(text, 12)
  const scored = (Object.keys(separators) as Separator[]).map((separator) => {
    const counts = lines.map((line) => line.split(separator).length - 1)
    const most = Math.max(0, ...counts)
    const even = counts.filter((count) => count === counts[0]).length
    return { separator, score: most === 0 || counts[0] === 0 ? 0 : even * 1_000 + most }
  })
  return scored.toSorted((one, other) => other.score - one.score)[0]?.separator ?? ','
}

/** The first lines with what stands in quotes taken out. */
function firstLines(text: string, count: number): string[] {
  const bare = text.slice(0, 20_000).replaceAll(/"(?:[^"]|"")*"/g, '""')
  return bare
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, count)
}

const bit = 65_536

/** In pieces, so that a long file does not keep everybody else waiting. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += bit) yield text.slice(at, at + bit)
}

export async function readCsv(text: string, separator: Separator, kind: TableKind): Promise<FileLine[]> {
  const body = text.replace(/^sep=[,;\t|]\r?\n/, '')
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: Math.max(200_000, kind.limits.cell * 4),
  })
  const found: FileLine[] = []
  let line = 0
  const source = Readable.from(piecesOf(body))
  source.pipe(parser)
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      line++
      if (cells.every((cell) => cell.trim() === '')) continue
      found.push({ line, cells })
      if (found.length > kind.limits.lines + 1) throw tooManyLines(kind)
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const say =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'A quotation mark is opened in this file and never closed, so its last lines can’t be told apart.'
        : `This file stops making sense at line ${line + 1}.`
    throw new Invalid('import.csv', say, {
      fix: 'Open it in a spreadsheet program, look at that line, and save it again as CSV.',
    })
  } finally {
    source.destroy()
    parser.destroy()
  }
  return found
}
