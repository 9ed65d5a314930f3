import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'
import {
  completeSubtrees,
  consistencySpans,
  foldRight,
  inclusionSpans,
  type Coordinate,
  type Hash,
  type Span,
  type TreeNode,
} from './merkle.ts'

declare module '../db/types.ts' {
  interface Tables {
    /** Complete subtrees of level 1 and up; the leaves are `ledger_entry.leaf_hash`. */
    ledger_node: { level: number; position: number; hash: string }
  }
}

const key = (at: Coordinate): string => `${at.level}:${at.position}`

/** The stored hashes of complete subtrees, in one read. A subtree that isn't stored is absent. */
export async function storedHashes(db: Db | Tx, wanted: Coordinate[]): Promise<Map<string, Hash>> {
  if (wanted.length === 0) return new Map()
  const distinct = [...new Map(wanted.map((at) => [key(at), at])).values()]
  const { rows } = await sql<{ level: number; position: number; hash: string | null }>`
    select w.level, w.position, coalesce(n.hash, e.leaf_hash) as hash
    from json_to_recordset(${JSON.stringify(distinct)}::text::json) as w(level int, position bigint)
    left join ledger_node n on n.level = w.level and n.position = w.position
    left join ledger_entry e on w.level = 0 and e.seq = w.position`.execute(db)
  return new Map(rows.flatMap((row) => (row.hash === null ? [] : [[key(row), row.hash] as const])))
}

function hashOf(stored: Map<string, Hash>, at: Coordinate): Hash {
  const found = stored.get(key(at))
  if (found === undefined) throw new TreeFault(at)
  return found
}

/** The stored tree lacks a part that it must have. */
export class TreeFault extends Error {
  readonly code = 'ledger.tree-fault'
  constructor(at: Coordinate) {
    super(
      `The log's tree lacks the part at level ${at.level}, position ${at.position}. Run \`rostrum records verify\` to see what differs.`,
    )
  }
}

/** The complete subtrees of the first `size` leaves, from the left. */
export async function peaksAt(db: Db | Tx, size: number): Promise<TreeNode[]> {
  const wanted = completeSubtrees({ from: 0, to: size })
  const stored = await storedHashes(db, wanted)
  return wanted.map((at) => ({ ...at, hash: hashOf(stored, at) }))
}

/** The root of the first `size` leaves, from the stored tree. */
export async function rootAt(db: Db | Tx, size: number): Promise<Hash> {
  return foldRight((await peaksAt(db, size)).map((peak) => peak.hash))
}

async function spanHashes(db: Db | Tx, lists: Span[][]): Promise<Hash[][]> {
  const parts = lists.map((spans) => spans.map(completeSubtrees))
  const stored = await storedHashes(db, parts.flat(2))
  return parts.map((spans) => spans.map((span) => foldRight(span.map((at) => hashOf(stored, at)))))
}

/** The inclusion proofs of several leaves in the tree of `size`, in one read. */
export function inclusionProofs(db: Db | Tx, indexes: number[], size: number): Promise<Hash[][]> {
  return spanHashes(
    db,
    indexes.map((index) => inclusionSpans(index, size)),
  )
}

export async function inclusionProof(db: Db | Tx, index: number, size: number): Promise<Hash[]> {
  const [proof] = await inclusionProofs(db, [index], size)
  return proof ?? []
}

/** Proves that the tree of `first` leaves is the beginning of the tree of `second`. */
export async function consistencyProof(db: Db | Tx, first: number, second: number): Promise<Hash[]> {
  const [proof] = await spanHashes(db, [consistencySpans(first, second)])
  return proof ?? []
}
