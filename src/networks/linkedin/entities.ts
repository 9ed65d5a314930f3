import type { Entity } from '../profile.ts'

const links =
  /(?<![\p{L}\p{N}@_/])https?:\/\/[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#][^\s<>"“”]*)?/giu
const hashtags = /(?<![\p{L}\p{M}\p{N}_&/])#(?<tag>[\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*)/gu

function trimmed(link: string): string {
  const shorter = link.replace(/[.,;:!?'"*]+$/, '')
  const open = shorter.split('(').length
  return shorter.endsWith(')') && shorter.split(')').length > open ? trimmed(shorter.slice(0, -1)) : shorter
}

/**
 * Links and hashtags, in the order of the text; none stands inside another. An `@name` is no mention: LinkedIn wants
 * the identifier of whom is meant, so it stays plain text.
 */
export function linkedinEntities(text: string): Entity[] {
  const found: Entity[] = []
  for (const match of text.matchAll(links)) {
    const value = trimmed(match[0])
    found.push({ kind: 'link', start: match.index, end: match.index + value.length, value })
  }
  for (const match of text.matchAll(hashtags)) {
    const end = match.index + match[0].length
    if (found.some((link) => match.index < link.end && link.start < end)) continue
    found.push({ kind: 'hashtag', start: match.index, end, value: match.groups?.['tag'] ?? '' })
  }
  return found.toSorted((a, b) => a.start - b.start)
}
