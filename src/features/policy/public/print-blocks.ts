import { stretch } from './print-flow.ts'
import type { Flow, Structure } from './print-flow.ts'
import type { Look, Stretch } from './print-type.ts'
import type { Block, Run } from './words.ts'

const ink = '#1d2330'
const soft = '#5a6172'
const accent = '#1f4d4a'

const base: Look = { family: 'serif', weight: 400, italic: false, size: 10.5, color: ink, link: null }
const sans = (size: number, color = ink, weight: Look['weight'] = 400): Look => ({
  ...base,
  family: 'sans',
  size,
  color,
  weight,
})
/** The type of a policy on paper. */
export const looks = {
  title: sans(21, ink, 700),
  heading: sans(14, ink, 700),
  clause: sans(10, ink, 700),
  number: sans(8.5, soft),
  note: sans(8.5, soft),
  lede: { ...base, size: 12.5, color: soft },
  body: base,
  particular: sans(9.5),
}

export function stretchesOf(runs: Run[], look: Look): Stretch[] {
  return runs.map((run) =>
    stretch(run.text, {
      ...look,
      family: run.code ? 'sans' : look.family,
      weight: run.strong ? 700 : look.weight,
      italic: run.emphasis,
      link: run.link,
      color: run.link === null ? look.color : accent,
    }),
  )
}

/** What stands in a section beside its clauses: paragraphs, lists, quotations. */
export function setBlocks(flow: Flow, into: Structure, blocks: Block[], indent = 0): void {
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      flow.set(into, {
        as: 'P',
        stretches: stretchesOf(block.runs, { ...looks.body, color: soft }),
        leading: 14.5,
        above: 5,
        indent,
      })
    } else if (block.kind === 'quote') {
      const quote = begin(flow, into, 'BlockQuote')
      setBlocks(flow, quote, block.blocks, indent + 14)
      quote.end()
    } else {
      const list = begin(flow, into, 'L')
      block.items.forEach((item, nth) =>
        setItem(flow, list, item, block.start === null ? '•' : `${block.start + nth}.`, indent + 16),
      )
      list.end()
    }
  }
}

function setItem(flow: Flow, list: Structure, item: Block[], label: string, indent: number): void {
  const entry = begin(flow, list, 'LI')
  const [first, ...rest] = item
  const body = begin(flow, entry, 'LBody')
  const runs = first?.kind === 'paragraph' ? first.runs : []
  flow.set(body, {
    as: 'P',
    stretches: stretchesOf(runs, { ...looks.body, color: soft }),
    leading: 14.5,
    above: 3,
    indent,
    aside: stretch(label, { ...looks.body, color: soft }),
  })
  setBlocks(flow, body, first?.kind === 'paragraph' ? rest : item, indent)
  body.end()
  entry.end()
}

/** A structure that others stand in. */
export function begin(flow: Flow, into: Structure, as: string): Structure {
  const element = flow.pdf.struct(as)
  into.add(element)
  return element
}
