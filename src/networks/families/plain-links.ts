/** Links in plain text, where the place itself has no rule of its own that is published. Isomorphic. */
import type { Entity } from '../profile.ts'

const links = /(?<![\p{L}\p{N}@/.:_-])https?:\/\/[\p{L}\p{N}][^\s<>"“”«»]*/giu

function trimmed(written: string): string {
  let link = written
  for (;;) {
    if (/[.,;:!?'’*_~|[\]]$/u.test(link)) link = link.slice(0, -1)
    // A closing bracket belongs to the link if it was opened in it.
    else if (link.endsWith(')') && link.split(')').length > link.split('(').length) link = link.slice(0, -1)
    else return link
  }
}

/** With `https://` or `http://` only; punctuation at the end belongs to the sentence. */
export function plainLinks(text: string): Entity[] {
  return [...text.matchAll(links)].map((match) => {
    const value = trimmed(match[0])
    return { kind: 'link', start: match.index, end: match.index + value.length, value }
  })
}
