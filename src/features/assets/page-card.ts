import { parse, type HTMLElement } from 'node-html-parser'

/** What a page says of itself for a preview: untrusted words, cleaned and cut. */
export interface PageCard {
  title: string
  description: string
  siteName: string
  /** Address of the picture it offers. */
  image: string | null
}

const limits = { title: 300, description: 600, siteName: 100 }

/** Reads a page's head. Null when it has not even a title. `url` is where the page was found, for relative addresses. */
export function pageCardOf(html: string, url: string): PageCard | null {
  // What a preview needs stands in the head; the rest may be anything and need not be parsed.
  const end = html.search(/<\/head\s*>|<body[\s>]/i)
  const head = parse((end === -1 ? html : html.slice(0, end)).slice(0, 400_000), { comment: false })
  const meta = metaOf(head)
  const first = (...names: string[]) => names.map((name) => meta.get(name)).find((text) => text) ?? ''
  const title = cut(
    first('og:title', 'twitter:title') || (head.querySelector('title')?.text ?? ''),
    limits.title,
  )
  if (title === '') return null
  return {
    title,
    description: cut(first('og:description', 'twitter:description', 'description'), limits.description),
    siteName: cut(first('og:site_name'), limits.siteName),
    image: webAddress(first('og:image:secure_url', 'og:image:url', 'og:image', 'twitter:image'), url),
  }
}

function metaOf(head: HTMLElement): Map<string, string> {
  const found = new Map<string, string>()
  for (const tag of head.querySelectorAll('meta')) {
    const name = (tag.getAttribute('property') ?? tag.getAttribute('name') ?? '').trim().toLowerCase()
    const content = clean(tag.getAttribute('content') ?? '')
    if (name !== '' && content !== '' && !found.has(name)) found.set(name, content)
  }
  return found
}

/** One line, without characters that can't be seen or that turn the direction of what follows. */
function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu, '')
    .trim()
}

function cut(text: string, most: number): string {
  const characters = [...clean(text)]
  return characters.length <= most
    ? characters.join('')
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

function webAddress(address: string, base: string): string | null {
  if (address === '') return null
  const url = URL.parse(address, base)
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && url.href.length <= 2000
    ? url.href
    : null
}

/** The page's text, by the character set that it or its server names. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const named =
    /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(start)?.[1]
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes)
  } catch (error) {
    // A character set that does not exist.
    if (error instanceof RangeError) return new TextDecoder().decode(bytes)
    throw error
  }
}
