/** Far more than a policy needs, and little enough to be read at once. In bytes of a file, or characters of a text. */
export const greatestFile = 1_000_000

export const tooLarge =
  'The file is larger than a megabyte. Take out what is no policy, or make two packs of it.'

/** Enough to mend in one go; a file with more is wrong as a whole. */
export const mostFaults = 100

// The time to read Markdown grows with the square of each of these (mdast-util-from-markdown 2.1, measured): at these
// numbers it stays within about a second, and the longest policy known has a tenth of them.
const most = { lines: 10_000, block: 20_000, quotations: 1_000, entries: 5_000, deep: 20, indent: 60 }

const markers = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/

/** The first place that would take too long to read, or null. */
export function slowMarkdown(body: string): { line: number; fault: string } | null {
  let [block, quotations, entries] = [0, 0, 0]
  for (const [at, line] of body.split('\n').entries()) {
    const fault = (says: string) => ({ line: at + 1, fault: says })
    if (at >= most.lines) return fault('The policy has too many lines. Make two packs of it.')
    const begins = markers.exec(line.slice(0, 400))?.[0] ?? ''
    const quoted = begins.replace(/[^>]/g, '').length
    const deep = begins.trim().split(/[ \t]+|(?<=>)/).length
    if (deep > most.deep || (line.trim() !== '' && line.search(/\S/) > most.indent))
      return fault('Lists and quotations are nested too deep here. Write it in fewer levels.')
    block = line.trim() === '' ? 0 : block + line.length
    if (block > most.block) return fault('This paragraph is too long to be read. Part it by empty lines.')
    quotations += quoted
    entries += begins === '' ? 0 : deep
    if (quotations > most.quotations || entries > most.entries)
      return fault('There are too many lists and quotations. Write clauses as paragraphs.')
  }
  return null
}
