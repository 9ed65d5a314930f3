/** Makes of a post's Markdown what a reader gets, by the CommonMark parser that is at hand, with Discourse's line ends. */
import { fromMarkdown } from 'mdast-util-from-markdown'

type Root = ReturnType<typeof fromMarkdown>
type Node = Root | Root['children'][number]

export interface Cooked {
  text: string
  alts: string[]
  html: string
}

const escape = (value: string) => value.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)
const words = (alt: string) => alt.replace(/\|\d+x\d+$/, '')

/** Everything but paragraphs, line ends, links and images shows as an element that plain text would not have made. */
function htmlOf(node: Node, alts: string[]): string {
  switch (node.type) {
    case 'text':
      return escape(node.value).replace(/\n/g, '<br>\n')
    case 'break':
      return '<br>\n'
    case 'image':
      alts.push(words(node.alt ?? ''))
      return `<img src="${escape(node.url)}" alt="${escape(words(node.alt ?? ''))}">`
    case 'link':
      return `<a href="${escape(node.url)}">${node.children.map((child) => htmlOf(child, alts)).join('')}</a>`
    case 'paragraph':
      return `<p>${node.children.map((child) => htmlOf(child, alts)).join('')}</p>\n`
    case 'root':
      return node.children.map((child) => htmlOf(child, alts)).join('')
    default: {
      const inner = 'children' in node ? node.children.map((child) => htmlOf(child, alts)).join('') : ''
      return `<${node.type}>${inner}${'value' in node ? escape(node.value) : ''}</${node.type}>`
    }
  }
}

export function cook(raw: string): Cooked {
  const alts: string[] = []
  const html = htmlOf(fromMarkdown(raw), alts)
  const text = html
    .replace(/<img[^>]*>/g, '')
    .replace(/<br>\n/g, '\n')
    .replace(/<\/p>\n/g, '\n\n')
    .replace(/<\/?(?:p|a)\b[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return { text, alts, html }
}
