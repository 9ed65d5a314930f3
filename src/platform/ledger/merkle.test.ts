import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  completeSubtrees,
  consistencySpans,
  emptyRoot,
  foldRight,
  hashLeaf,
  hashPair,
  inclusionSpans,
  pushLeaf,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type Span,
  type TreeNode,
} from './merkle.ts'

// The definitions of RFC 9162, section 2.1, word for word and slow, to compare with.
function split(size: number): number {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}
function naiveRoot(leaves: Hash[]): Hash {
  const [only] = leaves
  if (only === undefined) return emptyRoot
  if (leaves.length === 1) return only
  const k = split(leaves.length)
  return hashPair(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}
function naivePath(m: number, leaves: Hash[]): Hash[] {
  if (leaves.length <= 1) return []
  const k = split(leaves.length)
  return m < k
    ? [...naivePath(m, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naivePath(m - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))]
}
function naiveProof(m: number, leaves: Hash[], whole = true): Hash[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)]
  const k = split(leaves.length)
  return m <= k
    ? [...naiveProof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...naiveProof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))]
}

const leavesOf = (size: number): Hash[] =>
  Array.from({ length: size }, (_, index) => hashLeaf(`leaf ${index}`))

function build(leaves: Hash[]): { peaks: TreeNode[]; nodes: Map<string, Hash> } {
  const peaks: TreeNode[] = []
  const nodes = new Map<string, Hash>()
  for (const [position, hash] of leaves.entries()) {
    nodes.set(`0:${position}`, hash)
    pushLeaf(peaks, { level: 0, position, hash }, (node) => {
      nodes.set(`${node.level}:${node.position}`, node.hash)
    })
  }
  return { peaks, nodes }
}

const hashesOf = (nodes: Map<string, Hash>, spans: Span[]): Hash[] =>
  spans.map((span) =>
    foldRight(completeSubtrees(span).map((at) => nodes.get(`${at.level}:${at.position}`) ?? 'missing')),
  )

const pair = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)))

test('the well-known roots of RFC 6962 come out', () => {
  expect(emptyRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(hashLeaf('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
})

test('the tree grown leaf by leaf has the root of the definition, at every size', () => {
  fc.assert(
    fc.property(fc.nat(200), (size) => {
      const leaves = leavesOf(size)
      expect(rootOf(build(leaves).peaks)).toBe(naiveRoot(leaves))
    }),
    { numRuns: 60 },
  )
})

test('inclusion proofs from complete subtrees are those of the definition, and verify', () => {
  fc.assert(
    fc.property(pair, ([size, index]) => {
      const leaves = leavesOf(size)
      const proof = hashesOf(build(leaves).nodes, inclusionSpans(index, size))
      expect(proof).toEqual(naivePath(index, leaves))
      expect(verifyInclusion(leaves[index] ?? '', index, size, proof, naiveRoot(leaves))).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('consistency proofs are those of the definition, and verify', () => {
  fc.assert(
    fc.property(pair, ([second, smaller]) => {
      const first = smaller + 1
      const leaves = leavesOf(second)
      const proof = hashesOf(build(leaves).nodes, consistencySpans(first, second))
      expect(proof).toEqual(naiveProof(first, leaves))
      const roots = [naiveRoot(leaves.slice(0, first)), naiveRoot(leaves)] as const
      expect(
        verifyConsistency({ size: first, root: roots[0] }, { size: second, root: roots[1] }, proof),
      ).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('a proof with anything changed does not verify', () => {
  const other = hashLeaf('something else')
  fc.assert(
    fc.property(pair, fc.nat(1_000), ([size, index], pick) => {
      const leaves = leavesOf(size)
      const root = naiveRoot(leaves)
      const proof = naivePath(index, leaves)
      const leaf = leaves[index] ?? ''
      expect(verifyInclusion(other, index, size, proof, root)).toBe(false)
      expect(verifyInclusion(leaf, index, size, [...proof, other], root)).toBe(false)
      if (proof.length === 0) return
      expect(verifyInclusion(leaf, index, size, proof.slice(1), root)).toBe(false)
      const changed = proof.with(pick % proof.length, other)
      expect(verifyInclusion(leaf, index, size, changed, root)).toBe(false)
      // A right proof for another place is none.
      if (size > 1) expect(verifyInclusion(leaf, (index + 1) % size, size, proof, root)).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('a tree that was rewritten has no consistency proof', () => {
  fc.assert(
    fc.property(pair, ([second, smaller]) => {
      const first = smaller + 1
      const leaves = leavesOf(second)
      const rewritten = leaves.with(smaller, hashLeaf('rewritten'))
      const before = { size: first, root: naiveRoot(leaves.slice(0, first)) }
      const after = { size: second, root: naiveRoot(rewritten) }
      expect(verifyConsistency(before, after, naiveProof(first, rewritten))).toBe(false)
      expect(verifyConsistency(before, after, naiveProof(first, leaves))).toBe(false)
    }),
    { numRuns: 60 },
  )
})

test('a leaf that does not exist has no proof', () => {
  expect(() => inclusionSpans(3, 3)).toThrow(RangeError)
  expect(() => consistencySpans(4, 3)).toThrow(RangeError)
  expect(verifyInclusion(hashLeaf(''), 3, 3, [], hashLeaf(''))).toBe(false)
})
