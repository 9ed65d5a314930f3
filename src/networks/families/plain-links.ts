/** Links in plain text, where the place itself has no rule of its own that is published. Isomorphic. */
import type { Entity } from '../profile.ts'
import { linksBy } from './entities.ts'

const links = /(?<![\p{L}\p{N}@/.:_-])https?:\/\/[\p{L}\p{N}][^\s<>"“”«»]*/giu

/** With `https://` or `http://` only; punctuation at the end belongs to the sentence. */
export function plainLinks(text: string): Entity[] {
  return linksBy(links, text, `.,;:!?'’*_~|[]`)
}
