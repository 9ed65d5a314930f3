/**
 * Plain text as WordPress's blocks and back: https://developer.wordpress.org/block-editor/, read 2026-11, and tried
 * on WordPress 6.1.
 */
import { parse, type HTMLElement, type Node } from 'node-html-parser'
import { plainLinks } from '../plain-links.ts'

/** A file that was uploaded, as a block refers to it. */
export interface Uploaded {
  id: number
  url: string
}

export interface CaptionsFile extends Uploaded {
  language: string
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const asNumbers = (text: string) => [...text].map((sign) => `&#${sign.codePointAt(0)};`).join('')

/** Escapes what HTML reads. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/**
 * What WordPress changes when it shows a text (quotes, dashes, dots, signs for faces, codes in brackets: `wptexturize`,
 * `convert_smilies`, `do_shortcode`), so that a reader sees what was approved.
 */
const changedWhenShown =
  /-{2,}|\.{3}|["'[\]]|``|(?<=\d)x(?=\d)|\((?=tm\))|(?<=^|\s)(?:[:;](?=[^\s/]+(?:\s|$))|8(?=-?[)O/](?:\s|$)))/gimu

function escapePlain(text: string): string {
  let out = ''
  let at = 0
  for (const match of text.matchAll(changedWhenShown)) {
    out += escapeHtml(text.slice(at, match.index)) + asNumbers(match[0])
    at = match.index + match[0].length
  }
  return out + escapeHtml(text.slice(at))
}

function inline(text: string): string {
  let out = ''
  let at = 0
  for (const { start, end, value } of plainLinks(text)) {
    out += escapePlain(text.slice(at, start))
    out += `<a href="${escapeHtml(value)}">${escapeHtml(value)}</a>`
    at = end
  }
  return (out + escapePlain(text.slice(at))).replace(/\n/g, '<br>')
}

/** The attributes of a block stand in an HTML comment, which two hyphens or a bracket would end. */
function attributes(values: object): string {
  return JSON.stringify(values).replace(/--|[<>&]/g, (signs) =>
    [...signs].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
}

const block = (name: string, inner: string, values?: object): string =>
  `<!-- wp:${name}${values ? ` ${attributes(values)}` : ''} -->\n${inner}\n<!-- /wp:${name} -->`

/** One block for each paragraph; a single line end stays a line end. */
export function paragraphBlocks(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => block('paragraph', `<p>${inline(paragraph)}</p>`))
}

export function imageBlock({ id, url }: Uploaded, alt: string): string {
  const image = `<img src="${escapeHtml(url)}" alt="${escapeHtml(alt)}" class="wp-image-${id}"/>`
  return block('image', `<figure class="wp-block-image size-full">${image}</figure>`, {
    id,
    sizeSlug: 'full',
    linkDestination: 'none',
  })
}

export function videoBlock({ id, url }: Uploaded, captions: readonly CaptionsFile[]): string {
  const tracks = captions.map((file) => ({
    src: file.url,
    kind: 'captions',
    label: file.language,
    srcLang: file.language,
  }))
  const inner = tracks
    .map(
      ({ src, label, srcLang, kind }) =>
        `<track src="${escapeHtml(src)}" label="${escapeHtml(label)}" srclang="${escapeHtml(srcLang)}" kind="${kind}"/>`,
    )
    .join('')
  return block(
    'video',
    `<figure class="wp-block-video"><video controls src="${escapeHtml(url)}">${inner}</video></figure>`,
    { id, ...(tracks.length > 0 ? { tracks } : {}) },
  )
}

const inside = (node: Node): string => {
  if (node.nodeType === 3) return node.text
  if (node.nodeType !== 1) return ''
  const element = node as HTMLElement
  const inner = element.childNodes.map(inside).join('')
  switch (element.rawTagName?.toLowerCase()) {
    case 'br':
      return '\n'
    case 'figure':
      return ''
    case 'p':
    case 'div':
    case 'li':
    case 'blockquote':
    case 'pre':
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return `${inner}\n\n`
    default:
      return inner
  }
}

/** The words of a post as it is kept; images and videos have none. */
export function textOfBlocks(raw: string): string {
  return parse(raw, { comment: false })
    .childNodes.map((node) => (node.nodeType === 3 && node.text.trim() === '' ? '' : inside(node)))
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The files that a post's blocks refer to, in their order. */
export function filesOfBlocks(raw: string): string[] {
  return [...raw.matchAll(/<(?:img|video)\b[^>]*?\ssrc="([^"]*)"/g)].map((match) =>
    decodeEntities(match[1] ?? ''),
  )
}

/** Text of a field that WordPress keeps as HTML: a title, the name of a tag. */
export function decodeEntities(html: string): string {
  return parse(html.replace(/</g, '&lt;')).text
}
