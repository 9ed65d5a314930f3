import { parse, type HTMLElement, type Node } from 'node-html-parser'

const inline = (node: Node): string => {
  if (node.nodeType === 3) return node.text
  if (node.nodeType !== 1) return ''
  const element = node as HTMLElement
  const inner = element.childNodes.map(inline).join('')
  switch (element.rawTagName.toLowerCase()) {
    case 'br':
      return '\n'
    case 'p':
    case 'div':
    case 'li':
    case 'blockquote':
      return `${inner}\n\n`
    default:
      return inner
  }
}

/** The words of a post, from the HTML that servers make of it. */
export function textOfHtml(html: string): string {
  return parse(html).childNodes.map(inline).join('').trim()
}

/**
 * A text for comparing what was sent with what stands there: servers show `@name@server` as `@name`, and make
 * paragraphs of line ends.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?<![\w/=])@([a-z0-9_.-]+)@[\p{L}\p{N}.:_-]*[\p{L}\p{N}_]/giu, '@$1')
    .replace(/\s+/gu, ' ')
    .trim()
}
