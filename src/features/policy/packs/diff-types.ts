import type { CoverageKind } from '../engine/coverage-kinds.ts'

/** A stretch of words and what became of it. */
export interface WordRun {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export interface BeforeAfter {
  before: string
  after: string
}

/** A clause that is not as it was. A clause may be reworded and moved at once. */
export interface ClauseChange {
  clause: string
  title: string
  kind: 'added' | 'removed' | 'changed'
  /** The whole text of a clause that is new or gone. */
  text: string | null
  /** The title before, where it is another now. */
  retitled: BeforeAfter | null
  /** Word by word, where the words are others now. */
  reworded: WordRun[] | null
  moved: Moved | null
}

export interface Moved {
  /** The heading that it stood under, and the one now. The same when it only changed its place there. */
  from: string
  to: string
  /** Its id before, where the same words have another id now. */
  was: string | null
}

/** What a control does, in words, where it is something else now. */
export interface ControlAspect extends BeforeAfter {
  /** “What it asks for”, “When it is asked”, … */
  what: string
}

export interface ControlChange {
  control: string
  clause: string
  kind: 'added' | 'removed' | 'changed'
  /** Of a control that is new or gone: what it does, in one sentence. */
  does: string | null
  changes: ControlAspect[]
}

export interface MessageChange {
  language: string
  key: string
  kind: 'added' | 'removed' | 'changed'
  words: WordRun[]
}

export interface ParticularChange extends BeforeAfter {
  /** “Approver”, “Applies to”, … */
  what: string
}

/** What the system does about a clause that was there before, where it is of another kind now. */
export interface CoverageChange {
  clause: string
  before: CoverageKind
  after: CoverageKind
}

export interface PackDiff {
  before: { id: string; title: string }
  after: { id: string; title: string }
  /** Nothing differs but perhaps comments, examples and the order of controls. */
  same: boolean
  clauses: ClauseChange[]
  controls: ControlChange[]
  messages: MessageChange[]
  particulars: ParticularChange[]
  coverage: CoverageChange[]
}
