import { isSignedBy, readCheckpoint, type VerifierKey } from './checkpoint.ts'
import { pushLeaf, rootOf, type Hash, type TreeNode } from './merkle.ts'
import type { Fault } from './verify-record.ts'

export interface LogReport {
  ok: boolean
  /** Records that have their place. */
  size: number
  /** Records that wait for it. */
  waiting: number
  /** Records with a place that no checkpoint covers yet. */
  unsigned: number
  checkpoints: number
  latest: { origin: string; size: number; root: Hash; at: string } | null
  contents: { kept: number; erased: number }
  /** The first faults, in the log's order. */
  faults: Fault[]
  faultCount: number
}

export interface VerifyOptions {
  key: VerifierKey
  /** A checkpoint that somebody outside kept: shows whether the log was cut or rewritten since. */
  against?: string
}

export interface CheckpointRow {
  size: number
  root: Hash
  note: string
  at: string
}

const shownFaults = 20
/** A hole wider than this is told, but not walked through. */
const widestGap = 1_000_000
const unknown = '0'.repeat(64)
export const keyOf = (level: number, position: number): string => `${level}:${position}`

/** One walk along the log, from the first record to the last. */
export interface Walk {
  options: VerifyOptions
  outside: { size: number; root: Hash } | null
  next: number
  peaks: TreeNode[]
  /** Subtrees whose hash can't be known, because a record in them is missing. */
  unsound: Set<string>
  stored: Map<string, Hash>
  checkpoints: Map<number, CheckpointRow>
  erased: Map<string, number | null>
  erasures: Set<string>
  report: LogReport
}

export function tell(walk: Walk, fault: Fault): void {
  walk.report.ok = false
  walk.report.faultCount++
  if (walk.report.faults.length < shownFaults) walk.report.faults.push(fault)
}

/**
 * Compares a subtree with the stored one. After a fault it goes on from the stored hash, so that one changed record
 * is told once and the next one is still found.
 */
function compareNode(walk: Walk, node: TreeNode): Hash | undefined {
  const { level, position } = node
  const stored = walk.stored.get(keyOf(level, position))
  const children = [keyOf(level - 1, position * 2), keyOf(level - 1, position * 2 + 1)]
  const sound = !children.some((child) => walk.unsound.delete(child))
  if (!sound) {
    if (stored === undefined) walk.unsound.add(keyOf(level, position))
    return stored
  }
  if (stored === node.hash) return undefined
  const width = 2 ** level
  const [first, last] = [position * width, (position + 1) * width - 1]
  if (stored === undefined)
    tell(walk, {
      what: 'tree-incomplete',
      seq: first,
      id: null,
      sentence: `The stored tree lacks the hash over the records ${first} to ${last}.`,
    })
  else
    tell(walk, {
      what: 'tree-differs',
      seq: first,
      id: null,
      sentence: `The records ${first} to ${last} are not those that were put there: at least one was replaced, moved or put in between.`,
    })
  return stored
}

function compareCheckpoint(walk: Walk, checkpoint: CheckpointRow): void {
  const { size, note } = checkpoint
  const fault = (what: Fault['what'], sentence: string) =>
    tell(walk, { what, seq: size - 1, id: null, sentence })
  const said = readCheckpoint(note)
  walk.report.checkpoints++
  if (!said || said.size !== size || said.root !== checkpoint.root)
    return fault(
      'checkpoint-changed',
      `The checkpoint over ${size} records is not what its signed note says.`,
    )
  if (!isSignedBy(note, walk.options.key))
    return fault(
      'checkpoint-signature',
      `The checkpoint over ${size} records is not signed with the log’s key: it was changed, or signed with another key.`,
    )
  if (said.root !== rootOf(walk.peaks))
    fault('checkpoint-root', `The first ${size} records do not give the root that was signed over them.`)
}

export function addLeaf(walk: Walk, hash: Hash): void {
  const leaf = { level: 0, position: walk.next, hash }
  pushLeaf(walk.peaks, leaf, (node) => compareNode(walk, node))
  walk.next++
  const checkpoint = walk.checkpoints.get(walk.next)
  if (checkpoint) compareCheckpoint(walk, checkpoint)
  if (walk.outside?.size === walk.next && walk.outside.root !== rootOf(walk.peaks))
    tell(walk, {
      what: 'outside-checkpoint',
      seq: null,
      id: null,
      sentence: `The first ${walk.next} records are not those of the checkpoint you gave: the log was rewritten since.`,
    })
}

/** Walks over a hole. False when it is too wide. */
export function skipMissing(walk: Walk, until: number): boolean {
  const first = walk.next
  const which = first === until - 1 ? `Record ${first} is` : `The records ${first} to ${until - 1} are`
  tell(walk, { what: 'record-missing', seq: first, id: null, sentence: `${which} missing.` })
  if (until - first > widestGap) return false
  while (walk.next < until) {
    walk.unsound.add(keyOf(0, walk.next))
    addLeaf(walk, unknown)
  }
  return true
}
