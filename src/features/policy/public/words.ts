import { fromMarkdown } from 'mdast-util-from-markdown'

/** A stretch of words of one look. A line break is a run of its own, "\n". */
export interface Run {
  text: string
  strong: boolean
  emphasis: boolean
  code: boolean
  /** https, e-mail, "#clause", or a path; null where the words lead nowhere. */
  link: string | null
}

export type Block =
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'list'; start: number | null; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }

type Look = Omit<Run, 'text'>
type Node = ReturnType<typeof fromMarkdown>['children'][number]

const plain: Look = { strong: false, emphasis: false, code: false, link: null }

/** Packs with another link are refused when they are read; an edition from before that rule still cannot lead astray. */
const mayLead = /^(?:https:\/\/|mailto:|#|\/(?![/\\]))/i

/** The words of a clause: one paragraph, whatever its first characters look like. */
export function readWords(markdown: string): Run[] {
  // “2026. A year” at the beginning of a paragraph would be read as the entry of a list.
  const [first] = fromMarkdown(`x ${markdown}`).children
  const [head, ...rest] = first && 'children' in first ? runsOf(first.children, plain) : []
  return head ? [{ ...head, text: head.text.replace(/^x /, '') }, ...rest].filter(({ text }) => text) : []
}

/** What stands in a section beside its clauses. */
export const readBlocks = (markdown: string): Block[] => fromMarkdown(markdown).children.flatMap(blocksOf)

function blocksOf(node: Node): Block[] {
  if (node.type === 'list')
    return [
      {
        kind: 'list',
        start: node.ordered ? (node.start ?? 1) : null,
        items: node.children.map((item) => item.children.flatMap(blocksOf)),
      },
    ]
  if (node.type === 'blockquote') return [{ kind: 'quote', blocks: node.children.flatMap(blocksOf) }]
  if (node.type === 'thematicBreak' || node.type === 'definition') return []
  const runs = 'children' in node ? runsOf(node.children, plain) : runsOf([node], plain)
  return runs.length > 0 ? [{ kind: 'paragraph', runs }] : []
}

function runsOf(nodes: Node[], look: Look): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case 'break':
        return [{ ...plain, text: '\n' }]
      case 'strong':
        return runsOf(node.children, { ...look, strong: true })
      case 'emphasis':
        return runsOf(node.children, { ...look, emphasis: true })
      case 'link':
        return runsOf(node.children, { ...look, link: mayLead.test(node.url) ? node.url : null })
      case 'image':
        return [{ ...look, text: node.alt || node.url, link: mayLead.test(node.url) ? node.url : null }]
      case 'inlineCode':
      case 'code':
        return [{ ...look, text: node.value, code: true }]
      default:
        if ('children' in node) return runsOf(node.children, look)
        // A line that the writer broke is no line of the reader's.
        return 'value' in node ? [{ ...look, text: node.value.replace(/\s*\n\s*/g, ' ') }] : []
    }
  })
}
