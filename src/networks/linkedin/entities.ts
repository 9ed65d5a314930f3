import { apart, trimLink } from '../families/entities.ts'
import type { Entity } from '../profile.ts'

const links =
  /(?<![\p{L}\p{N}@_/])https?:\/\/[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#][^\s<>"“”]*)?/giu
const hashtags = /(?<![\p{L}\p{M}\p{N}_&/])#(?<tag>[\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*)/gu

/**
 * Links and hashtags, in the order of the text; none stands inside another. An `@name` is no mention: LinkedIn wants
 * the identifier of whom is meant, so it stays plain text.
 */
export function linkedinEntities(text: string): Entity[] {
  return apart(
    Array.from(text.matchAll(links), (match) => {
      const value = trimLink(match[0], `.,;:!?'"*`)
      return { kind: 'link', start: match.index, end: match.index + value.length, value }
    }),
    Array.from(text.matchAll(hashtags), (match) => ({
      kind: 'hashtag',
      start: match.index,
      end: match.index + match[0].length,
      value: match.groups?.['tag'] ?? '',
    })),
  )
}
