import { readFileSync } from 'node:fs'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { GuideBlock, Inline } from './contract.ts'

type Node = ReturnType<typeof fromMarkdown>['children'][number]
type Words = Extract<Node, { type: 'paragraph' }>['children'][number]

const folder = new URL('../../../../docs/networks/', import.meta.url)
const known = /^[a-z]+$/

/** The guide of docs/networks/ for a network, with our own address in it; empty where there is none. */
export function guideOf(network: string, publicUrl: string): GuideBlock[] {
  if (!known.test(network)) return []
  let source: string
  try {
    source = readFileSync(new URL(`${network}.md`, folder), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  return readGuide(source.replaceAll('https://your-rostrum', publicUrl))
}

/** Markdown as blocks that a page can draw. The title is left out: the page has its own. */
export function readGuide(source: string): GuideBlock[] {
  return blocksOf(
    fromMarkdown(source).children.filter((node) => !(node.type === 'heading' && node.depth === 1)),
  )
}

const nothing = { words: [], items: [], rows: [] }

function blocksOf(nodes: readonly Node[]): GuideBlock[] {
  return nodes.flatMap((node): GuideBlock[] => {
    switch (node.type) {
      case 'heading':
        return [{ ...nothing, kind: 'heading', words: wordsOf(node.children) }]
      case 'paragraph':
        return [paragraph(node.children)]
      case 'list':
        return [
          {
            ...nothing,
            kind: node.ordered ? 'steps' : 'points',
            items: node.children.map((item) => blocksOf(item.children)),
          },
        ]
      case 'code':
        return [{ ...nothing, kind: 'paragraph', words: [{ text: node.value, as: 'code' }] }]
      case 'blockquote':
        return blocksOf(node.children)
      default:
        return []
    }
  })
}

const divider = /^\|?[\s|:-]+\|?$/

/** Plain Markdown knows no tables: they come as paragraphs of lines with bars. */
function paragraph(children: readonly Words[]): GuideBlock {
  const [first] = children
  if (!(first?.type === 'text' && first.value.startsWith('|')))
    return { ...nothing, kind: 'paragraph', words: wordsOf(children) }
  const lines = wordsOf(children)
    .map(({ text }) => text)
    .join('')
    .split('\n')
    .filter((line) => !divider.test(line))
  const rows = lines.map((line) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => linked(cell.trim())),
  )
  return { ...nothing, kind: 'table', rows }
}

function wordsOf(nodes: readonly Words[]): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return linked(node.value)
      case 'strong':
      case 'emphasis':
        return [{ text: plain(node.children), as: 'strong' }]
      case 'inlineCode':
        return [{ text: node.value, as: 'code' }]
      case 'link':
        return [link(plain(node.children), node.url)]
      case 'break':
        return [{ text: ' ', as: 'plain' }]
      default:
        return []
    }
  })
}

const plain = (nodes: readonly Words[]): string =>
  wordsOf(nodes)
    .map(({ text }) => text)
    .join('')

/** Another guide, or a file of the documentation, is no address of ours: its words alone are shown. */
function link(text: string, url: string): Inline {
  return url.startsWith('https://') ? { text, as: 'link', href: url } : { text, as: 'plain' }
}

const address = /(https:\/\/[^\s)]*[^\s).,;:])/

function linked(text: string): Inline[] {
  return text
    .split(address)
    .filter(Boolean)
    .map((piece) => (address.test(piece) ? link(piece, piece) : { text: piece, as: 'plain' }))
}
