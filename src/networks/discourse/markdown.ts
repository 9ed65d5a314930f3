/**
 * Plain text as the Markdown of Discourse, and back: https://spec.commonmark.org/0.31.2/#backslash-escapes and
 * https://meta.discourse.org/t/using-markdown-in-discourse/, read 2026-11. Isomorphic.
 */
import { plainLinks } from '../families/plain-links.ts'

/** What a link may hold and still be found as one where it stands bare, so that the forum can make a preview of it. */
const bareLink = /^https?:\/\/[\p{L}\p{N}\-./:?=&%#+,~@]+$/u

/**
 * Everything that Markdown, BBCode, short names of emoji, mathematics or the typographer (quotes, dashes, dots, ©)
 * would read as something else. Each may be escaped by a backslash.
 */
const special = /[\\`*_{}[\]()<>#+|~&:"'^$=!-]|\.(?=\.)|(?<=\.)\.|(?<=^\d{1,9})\./gmu

const escaped = (text: string): string => text.replace(special, (sign) => `\\${sign}`)

function lineOf(line: string): string {
  let out = ''
  let at = 0
  // The beginning of a line would be a block of code, and two spaces at its end a break.
  const text = line.trim()
  for (const { start, end, value } of plainLinks(text)) {
    out += escaped(text.slice(at, start))
    out += bareLink.test(value) ? value : `<${value}>`
    at = end
  }
  return out + escaped(text.slice(at))
}

/** The words alone. A line end stays one, because a forum shows them (`traditional_markdown_linebreaks` is off). */
export function rawOfText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map(lineOf)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

export interface UploadedImage {
  /** As the forum names it: `upload://…`. */
  shortUrl: string
  width: number
  height: number
}

/** A stroke parts the words from the size, and brackets end them; neither can be escaped there. */
const altOf = (alt: string) =>
  alt
    .replace(/[|[\]\\`*_<>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

export function imageOf({ shortUrl, width, height }: UploadedImage, alt: string): string {
  return `![${altOf(alt)}|${width}x${height}](${shortUrl})`
}

const images = /!\[[^\]]*\]\((upload:\/\/[^)\s]+)\)/g

export function imagesOfRaw(raw: string): string[] {
  return [...raw.matchAll(images)].map((match) => match[1] ?? '')
}

/** The words of a post of ours; of others' posts what is nearest. */
export function textOfRaw(raw: string): string {
  return raw
    .replace(images, '')
    .replace(/<(https?:\/\/[^<>\s]+)>/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
