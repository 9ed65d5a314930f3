import { apart, linksBy, namesBy } from '../families/entities.ts'
import type { Entity } from '../profile.ts'

const links =
  /(?<![\p{L}\p{N}@_/])https?:\/\/[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)+(?::\d+)?(?:[/?#][^\s<>"“”]*)?/giu
const hashtags = /(?<![\p{L}\p{M}\p{N}_&/])#(?<tag>[\p{L}\p{M}\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*)/gu

/**
 * Links and hashtags, in the order of the text; none stands inside another. An `@name` is no mention: LinkedIn wants
 * the identifier of whom is meant, so it stays plain text.
 */
export function linkedinEntities(text: string): Entity[] {
  return apart(linksBy(links, text, `.,;:!?'"*`), namesBy('hashtag', hashtags, text))
}
