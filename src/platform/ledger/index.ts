export {
  append,
  appendAll,
  appendWith,
  recordedDeed,
  type Entry,
  type EntryActor,
  type EntryBody,
} from './append.ts'
export { Bundle, exportEntries, keyOfNote, verifyBundle, type BundleReport } from './bundle.ts'
export {
  isSignedBy,
  readCheckpoint,
  readVerifierKey,
  signerOf,
  verifierKey,
  type Signer,
  type VerifierKey,
} from './checkpoint.ts'
export { eraseEntryContent } from './erase.ts'
export {
  latestCheckpoint,
  ledgerState,
  LedgerFault,
  sequence,
  startSequencer,
  type LedgerState,
} from './sequencer.ts'
export { consistencyProof, inclusionProof } from './tree.ts'
export { verifyLog } from './verify.ts'
export type { LogReport, VerifyOptions } from './verify-walk.ts'
export { canonicalText, contentStateOf, erasureKind, type ContentState, type Fault } from './verify-record.ts'
