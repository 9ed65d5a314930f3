/** A post as words on Flickr: a description of limited HTML, a title, tags in one line. */
import type { OutgoingMedia, OutgoingPart } from '../contract.ts'
import { comparable } from '../families/own-posts.ts'
import { flickrProfile } from './limits.ts'

/** What is in a photo, said in the language of the post, because Flickr has no field for it. */
const labels: Readonly<Record<string, Record<OutgoingMedia['kind'], string>>> = {
  en: { image: 'Image description:', video: 'Video description:' },
  cy: { image: 'Disgrifiad o’r llun:', video: 'Disgrifiad o’r fideo:' },
}
const everyLabel = Object.values(labels).flatMap((label) => Object.values(label))

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** The description of the photo, as plain text. */
export function wordsOf(part: OutgoingPart): string {
  const [media] = part.media
  const alt = oneLine(media?.alt ?? '')
  if (!media || alt === '') return part.text
  const label = (labels[part.language.split('-')[0] ?? ''] ?? labels['en'])?.[media.kind] ?? ''
  return [part.text, `${label} ${alt}`].filter((words) => words.trim() !== '').join('\n\n')
}

/** A description taken apart again: the text, and what is said of the picture. */
export function partsOf(words: string): { text: string; alt: string } {
  const paragraphs = words.split(/\n\n/)
  const last = paragraphs.at(-1) ?? ''
  const label = everyLabel.find((each) => last.startsWith(`${each} `))
  if (label === undefined) return { text: words, alt: '' }
  return { text: paragraphs.slice(0, -1).join('\n\n'), alt: last.slice(label.length + 1) }
}

/** Descriptions "may contain some limited HTML": https://www.flickr.com/services/api/upload.api.html, read 2026-11. */
export function htmlOf(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
  nbsp: ' ',
}

/** Answers come escaped, and with the links that Flickr made. */
export function textOf(html: string): string {
  return html
    .replace(/<br\s*\/?>\n?/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|quot|apos|amp|nbsp));/gi,
      (whole, decimal, hex, name) => {
        if (name) return named[String(name).toLowerCase()] ?? whole
        const code = decimal ? Number(decimal) : Number.parseInt(String(hex), 16)
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      },
    )
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Nothing of an emoji or a letter with its marks is cut in two. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let short = ''
  for (const { segment } of graphemes.segment(text)) {
    if (short.length + segment.length > most - 1) break
    short += segment
  }
  return `${short.trimEnd()}…`
}

/** What somebody gave it; otherwise the first line of the text, or what is in the picture. */
export function titleOf(part: OutgoingPart): string {
  const [line = ''] = part.text.trim().split('\n')
  return cut(
    oneLine(part.title ?? '') || oneLine(line) || oneLine(part.media[0]?.alt ?? ''),
    flickrProfile.limits.title,
  )
}

/** Tags with anything but letters and digits stand in quotes. */
export function tagsOf(tags: readonly string[]): string {
  return tags.map((tag) => (/^[\p{L}\p{M}\p{N}]+$/u.test(tag) ? tag : `"${tag}"`)).join(' ')
}

/** Flickr keeps each tag once, whatever its capitals. */
const sorted = (tags: readonly string[]): string =>
  [...new Set(tags.map((tag) => oneLine(tag).toLowerCase()))].toSorted().join()

/** Does a photo say what the part says? */
export function saysSame(
  photo: { title: string; words: string; tags: readonly string[] },
  part: OutgoingPart,
): boolean {
  const alike = (a: string, b: string) => comparable(a) === comparable(b)
  return (
    alike(photo.words, wordsOf(part)) &&
    alike(photo.title, titleOf(part)) &&
    sorted(photo.tags) === sorted(part.tags)
  )
}
