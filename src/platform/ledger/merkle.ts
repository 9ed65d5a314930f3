import { hash } from 'node:crypto'

/**
 * The tree of RFC 6962 and RFC 9162 section 2.1, over leaves that are hashed already. Pure. Hashes are SHA-256 in
 * lower-case hexadecimal; sizes and positions are safe integers, so no bitwise operators here.
 */
export type Hash = string

/** A complete subtree: `position` counts the subtrees of that level from the left; level 0 is the leaves. */
export interface Coordinate {
  level: number
  position: number
}

export interface TreeNode extends Coordinate {
  hash: Hash
}

/** Leaves `from` up to, not including, `to`. */
export interface Span {
  from: number
  to: number
}

/** The root of the tree without leaves. */
export const emptyRoot: Hash = hash('sha256', '', 'hex')

export function hashLeaf(data: string): Hash {
  return hash('sha256', Buffer.concat([Buffer.from([0]), Buffer.from(data)]), 'hex')
}

export function hashPair(left: Hash, right: Hash): Hash {
  return hash('sha256', Buffer.from(`01${left}${right}`, 'hex'), 'hex')
}

const halved = (value: number): number => Math.floor(value / 2)
const isOdd = (value: number): boolean => value % 2 === 1

function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

/** The complete subtrees that make up a span, from the left; for spans that this file gives, and for whole trees. */
export function completeSubtrees(span: Span): Coordinate[] {
  const found: Coordinate[] = []
  let from = span.from
  while (from < span.to) {
    let level = 0
    let width = 1
    while (from + width * 2 <= span.to) {
      width *= 2
      level++
    }
    found.push({ level, position: from / width })
    from += width
  }
  return found
}

/** The hash of a span from its complete subtrees, from the left. */
export function foldRight(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot
  return hashes.reduceRight((right, left) => hashPair(left, right))
}

/** The spans whose hashes are the inclusion proof of a leaf, from the leaf to the root. */
export function inclusionSpans(index: number, size: number): Span[] {
  if (index < 0 || index >= size) throw new RangeError(`There is no leaf ${index} in a tree of ${size}.`)
  const spans: Span[] = []
  let from = 0
  let to = size
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    if (index < middle) {
      spans.push({ from: middle, to })
      to = middle
    } else {
      spans.push({ from, to: middle })
      from = middle
    }
  }
  return spans.reverse()
}

/** The spans whose hashes prove that the tree of `first` leaves is the beginning of the tree of `second`. */
export function consistencySpans(first: number, second: number): Span[] {
  if (first < 0 || first > second)
    throw new RangeError(`A tree of ${first} cannot begin a tree of ${second}.`)
  if (first === 0) return []
  const spans: Span[] = []
  let from = 0
  let to = second
  while (first !== to) {
    const middle = from + largestPowerBelow(to - from)
    if (first <= middle) {
      spans.push({ from: middle, to })
      to = middle
    } else {
      spans.push({ from, to: middle })
      from = middle
    }
  }
  // What is left is the first tree's own last part; a verifier who has its root as a whole needs no more.
  if (from > 0) spans.push({ from, to })
  return spans.reverse()
}

/** RFC 9162, 2.1.3.2. */
export function verifyInclusion(leaf: Hash, index: number, size: number, proof: Hash[], root: Hash): boolean {
  if (index < 0 || index >= size) return false
  let at = index
  let last = size - 1
  let found = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      found = hashPair(sibling, found)
      while (!isOdd(at) && at !== 0) {
        at = halved(at)
        last = halved(last)
      }
    } else found = hashPair(found, sibling)
    at = halved(at)
    last = halved(last)
  }
  return last === 0 && found === root
}

function isPowerOfTwo(value: number): boolean {
  return value > 0 && Number.isInteger(Math.log2(value))
}

/** RFC 9162, 2.1.4.2. */
export function verifyConsistency(
  first: { size: number; root: Hash },
  second: { size: number; root: Hash },
  proof: Hash[],
): boolean {
  if (first.size > second.size) return false
  if (first.size === second.size) return proof.length === 0 && first.root === second.root
  if (first.size === 0) return proof.length === 0 && first.root === emptyRoot
  const [start, ...path] = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof
  if (start === undefined) return false
  let at = first.size - 1
  let last = second.size - 1
  while (isOdd(at)) {
    at = halved(at)
    last = halved(last)
  }
  let old = start
  let found = start
  for (const sibling of path) {
    if (last === 0) return false
    if (isOdd(at) || at === last) {
      old = hashPair(sibling, old)
      found = hashPair(sibling, found)
      while (!isOdd(at) && at !== 0) {
        at = halved(at)
        last = halved(last)
      }
    } else found = hashPair(found, sibling)
    at = halved(at)
    last = halved(last)
  }
  return last === 0 && old === first.root && found === second.root
}

/**
 * Adds one leaf to a tree that is known by its `peaks`, the complete subtrees from the left; changes them in place.
 * `made` sees every subtree that becomes complete, and may answer another hash to go on with.
 */
export function pushLeaf(peaks: TreeNode[], leaf: TreeNode, made: (node: TreeNode) => Hash | void): void {
  peaks.push(leaf)
  for (;;) {
    const right = peaks.at(-1)
    const left = peaks.at(-2)
    if (!left || !right || left.level !== right.level) return
    const node = {
      level: left.level + 1,
      position: left.position / 2,
      hash: hashPair(left.hash, right.hash),
    }
    node.hash = made(node) ?? node.hash
    peaks.splice(-2, 2, node)
  }
}

export function rootOf(peaks: readonly TreeNode[]): Hash {
  return foldRight(peaks.map((peak) => peak.hash))
}
