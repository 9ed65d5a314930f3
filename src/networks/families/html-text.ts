/** Reading HTML back: what servers make of a text, as text. */
import { parse, type HTMLElement, type Node } from 'node-html-parser'

const unseen = new Set(['head', 'script', 'style', 'title'])
const blocks = new Set(['p', 'div', 'li', 'tr', 'blockquote', 'h1', 'h2', 'h3'])

const isElement = (node: Node): node is HTMLElement => node.nodeType === 1

function wordsIn(node: Node): string {
  if (node.nodeType === 3) return node.text
  if (!isElement(node)) return ''
  // The root of what was parsed has no name.
  const name = (node.rawTagName ?? '').toLowerCase()
  if (name === 'br') return '\n'
  if (unseen.has(name)) return ''
  // Teams gives some emoji back as tags: https://learn.microsoft.com/graph/api/resources/chatmessage, read 2026-11.
  if (name === 'emoji') return node.getAttribute('alt') ?? ''
  const inner = node.childNodes.map(wordsIn).join('')
  return blocks.has(name) ? `${inner}\n` : inner
}

/** The words that a reader sees. */
export function textOfHtml(html: string): string {
  return wordsIn(parse(html)).trim()
}

/** The pictures that stand in it, in their order. */
export function imagesIn(html: string): { src: string; alt: string }[] {
  return parse(html)
    .querySelectorAll('img')
    .map((image) => ({ src: image.getAttribute('src') ?? '', alt: image.getAttribute('alt') ?? '' }))
}

/** For comparing texts that went through HTML: it keeps words, and neither spaces nor line ends. */
export function sameWords(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/** For telling that two texts may well be the same although a server changed signs in one: letters and digits only. */
export function looseWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
}
