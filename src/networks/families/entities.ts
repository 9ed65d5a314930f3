/** What the networks' own readings of a text have in common. Linear in the text, however much stands in it. Isomorphic. */
import type { Entity } from '../profile.ts'

/** Both in the order of the text, and each apart in itself. What is `added` gives way. */
function beside(first: readonly Entity[], added: readonly Entity[]): Entity[] {
  const all: Entity[] = []
  let next = 0
  for (const entity of added) {
    for (let other = first[next]; other && other.end <= entity.start; other = first[++next]) all.push(other)
    const over = first[next]
    if (!over || entity.end <= over.start) all.push(entity)
  }
  return [...all, ...first.slice(next)]
}

/**
 * All in the order of the text, none inside another; where two overlap, that of the earlier reading stays. Each reading
 * is in the order of the text and has no overlap in itself, as what one pattern finds.
 */
export function apart(...readings: readonly Entity[][]): Entity[] {
  return readings.reduce<Entity[]>(beside, [])
}

const countOf = (text: string, sign: string): number => text.split(sign).length - 1

/** A link without the signs of its sentence at its end. A closing bracket belongs to it if it was opened in it. */
export function trimLink(written: string, signs: string): string {
  let unopened = countOf(written, ')') - countOf(written, '(')
  let end = written.length
  for (; end > 0; end--) {
    const last = written.charAt(end - 1)
    if (signs.includes(last)) continue
    if (last !== ')' || unopened <= 0) break
    unopened--
  }
  return written.slice(0, end)
}

/** The links that a pattern finds, each without the signs of its sentence at its end. */
export function linksBy(pattern: RegExp, text: string, signs: string): Entity[] {
  return Array.from(text.matchAll(pattern), ({ 0: written, index }): Entity => {
    const value = trimLink(written, signs)
    return { kind: 'link', start: index, end: index + value.length, value }
  })
}

/** The mentions or hashtags that a pattern finds, whole; the value of each is what stands in its first brackets. */
export function namesBy(kind: Entity['kind'], pattern: RegExp, text: string): Entity[] {
  return Array.from(text.matchAll(pattern), ({ 0: written, 1: value = '', index }): Entity => ({
    kind,
    start: index,
    end: index + written.length,
    value,
  }))
}
