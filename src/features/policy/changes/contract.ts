import { z } from 'zod'
import { coverageKinds } from '../engine/coverage-kinds.ts'

/** What each field means stands beside its type in packs/diff-types.ts. */
const WordRun = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export type WordRun = z.infer<typeof WordRun>

const BeforeAfter = z.object({ before: z.string(), after: z.string() })
const change = z.enum(['added', 'removed', 'changed'])
const coverageKind = z.enum(coverageKinds)

const ClauseChange = z.object({
  clause: z.string(),
  title: z.string(),
  kind: change,
  text: z.string().nullable(),
  retitled: BeforeAfter.nullable(),
  reworded: z.array(WordRun).nullable(),
  moved: z.object({ from: z.string(), to: z.string(), was: z.string().nullable() }).nullable(),
})
export type ClauseChange = z.infer<typeof ClauseChange>

const ControlChange = z.object({
  control: z.string(),
  clause: z.string(),
  kind: change,
  does: z.string().nullable(),
  changes: z.array(BeforeAfter.extend({ what: z.string() })),
})
export type ControlChange = z.infer<typeof ControlChange>

const MessageChange = z.object({
  language: z.string(),
  key: z.string(),
  kind: change,
  words: z.array(WordRun),
})
/** `words`: the same word by word, for those that are long. */
const ParticularChange = BeforeAfter.extend({ what: z.string(), words: z.array(WordRun) })
const CoverageChange = z.object({ clause: z.string(), before: coverageKind, after: coverageKind })
export type CoverageChange = z.infer<typeof CoverageChange>

const head = z.object({ id: z.string(), title: z.string() })

/** What became of a policy, from the older to the newer of two: `PackDiff` of packs/diff-types.ts, and a little more. */
const PackDiff = z.object({
  before: head,
  after: head,
  same: z.boolean(),
  clauses: z.array(ClauseChange),
  controls: z.array(ControlChange),
  messages: z.array(MessageChange),
  particulars: z.array(ParticularChange),
  coverage: z.array(CoverageChange),
})

/** What became of a policy since an edition of it. */
export const PolicyChanges = PackDiff.extend({
  /** The edition compared with; null: there is none, so every clause is new. */
  since: z
    .object({ id: z.uuid(), edition: z.number().int(), title: z.string(), inForceFrom: z.iso.datetime() })
    .nullable(),
  /** The clauses of both, in the order of the newer; for those that only a control or its kind changed for. */
  titles: z.array(head),
})
export type PolicyChanges = z.infer<typeof PolicyChanges>
