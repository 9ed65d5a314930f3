import { distance } from 'fastest-levenshtein'
import { skeletonsOf } from './letters.ts'

/** How many letters may differ from a name of this length before it is another name. */
function mayDiffer(length: number): number {
  if (length < 8) return 0
  return length < 12 ? 1 : 2
}

const parts = 4
const drift = 2

interface Halves {
  first: string
  rest: string
}

/** A domain's first part and what follows it: of ten thousand names at one university the second is the same. */
function halvesOf(name: string): Halves[] {
  const [first = '', ...rest] = name.split('.')
  const [tail = ''] = skeletonsOf(rest.join('.'))
  return skeletonsOf(first).map((skeleton) => ({ first: skeleton, rest: tail }))
}

/**
 * Names a letter or two away, in their first part or in the rest. Whatever few letters differ, one of four pieces of a
 * name stands unchanged, at most a place or two from where it was: only names that share such a piece are compared.
 */
export function nearNames<Entry extends { name: string }>(
  entries: readonly Entry[],
): (name: string) => Entry[] {
  const byPiece = new Map<string, { entry: Entry; first: string }[]>()
  const byFirst = new Map<string, { entry: Entry; rest: string }[]>()
  for (const entry of entries)
    for (const { first, rest } of halvesOf(entry.name)) {
      push(byFirst, first, { entry, rest })
      if (first.length < 5) continue
      for (const [nth, from, to] of partsOf(first.length))
        push(byPiece, `${rest} ${first.length} ${nth} ${first.slice(from, to)}`, { entry, first })
    }
  return (name) => {
    const found = new Set<Entry>()
    for (const { first, rest } of halvesOf(name)) {
      for (const known of byFirst.get(first) ?? [])
        if (rest !== '' && known.rest !== '' && isNear(rest, known.rest)) found.add(known.entry)
      const compared = new Set<Entry>()
      for (const key of piecesOf(first, rest))
        for (const known of byPiece.get(key) ?? []) {
          if (compared.has(known.entry)) continue
          compared.add(known.entry)
          if (isNear(first, known.first)) found.add(known.entry)
        }
    }
    return [...found]
  }
}

export function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const group = map.get(key)
  if (group) group.push(value)
  else map.set(key, [value])
}

/** Under what keys a name that is near this one may be filed. */
function* piecesOf(first: string, rest: string): Generator<string> {
  for (let length = Math.max(5, first.length - drift); length <= first.length + drift; length++)
    for (const [nth, from, to] of partsOf(length))
      for (let by = -drift; by <= drift; by++) {
        const piece = first.slice(Math.max(0, from + by), Math.max(0, to + by))
        if (piece.length === to - from) yield `${rest} ${length} ${nth} ${piece}`
      }
}

function partsOf(length: number): [nth: number, from: number, to: number][] {
  return Array.from({ length: parts }, (_, nth) => [
    nth,
    Math.floor((nth * length) / parts),
    Math.floor(((nth + 1) * length) / parts),
  ])
}

/** Are two skeletons a letter or two apart, as far as their length allows? */
export function isNear(asked: string, ours: string): boolean {
  if (asked === ours) return false
  if (distance(asked, ours) <= mayDiffer(Math.min(asked.length, ours.length))) return true
  return isSlip(asked, ours) || isSlip(ours, asked)
}

/** Two neighbours changed about, or a letter doubled: a slip of the finger, whatever the length. */
function isSlip(one: string, other: string): boolean {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  if (one.length === other.length)
    return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2)
  return one.length === other.length + 1 && one[at] === one[at - 1] && one.slice(at + 1) === other.slice(at)
}
