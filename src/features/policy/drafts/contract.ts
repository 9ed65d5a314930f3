import { z } from 'zod'
import { CoverageKind } from '../contract.ts'

const file = z.string().max(1_000_000, 'A file of a policy has at most a million characters.')
/** The files of a pack, as their author writes them. */
export const PackFiles = z.object({
  'policy.md': file,
  'controls.yaml': file,
  'messages.yaml': file,
  'coverage.yaml': file,
  'examples.yaml': file,
})
export type PackFiles = z.infer<typeof PackFiles>

export const BeginDraft = z.union([
  z.object({ shipped: z.string().min(1).max(60) }),
  z.object({ edition: z.uuid('Choose an edition.') }),
])
export const SaveDraft = z.object({ version: z.number().int(), source: PackFiles })
export const SubmitDraft = z.object({
  version: z.number().int(),
  /** The day in the institution's zone from whose beginning it holds; null: as soon as it is approved. */
  inForceOn: z.iso.date('Give the day.').nullable(),
})
export const DecideDraft = z
  .object({
    office: z.string().min(1).max(60),
    digest: z.string().length(64),
    decision: z.enum(['approved', 'sent-back']),
    note: z.string().trim().max(4000).default(''),
  })
  .refine(({ decision, note }) => decision === 'approved' || note.length > 0, {
    path: ['note'],
    message: 'Say what has to change.',
  })

export const draftState = z.enum(['writing', 'in-review', 'done', 'dropped'])
const person = z.object({ id: z.string(), name: z.string() })

export const DraftHead = z.object({
  id: z.uuid(),
  pack: z.string(),
  title: z.string(),
  state: draftState,
  version: z.number().int(),
  inForceFrom: z.string().nullable(),
  updatedAt: z.string(),
  updatedBy: person,
})
export const DraftList = z.object({
  drafts: z.array(DraftHead),
  /** Packs that come with the product and can be begun from. */
  shipped: z.array(z.object({ id: z.string(), title: z.string(), summary: z.string() })),
})

/** What is wrong with a pack, and where. */
export const Fault = z.object({ file: z.string(), line: z.number().int(), fault: z.string() })
export const DraftCheck = z.object({
  faults: z.array(Fault),
  /** Present when the files can be read. */
  digest: z.string().nullable(),
  examples: z.array(
    z.object({
      control: z.string(),
      name: z.string(),
      line: z.number().int(),
      passed: z.boolean(),
      fault: z.string().nullable(),
    }),
  ),
  thin: z.array(z.object({ control: z.string(), examples: z.number().int() })),
  byKind: z.record(CoverageKind, z.number().int()).nullable(),
  lint: z.array(
    z.object({
      rule: z.string(),
      clause: z.string().optional(),
      control: z.string().optional(),
      file: z.string(),
      line: z.number().int(),
      weight: z.enum(['fault', 'warning', 'advice']),
      says: z.string(),
      mend: z.string(),
      because: z.string().optional(),
    }),
  ),
})
export type DraftCheck = z.infer<typeof DraftCheck>

export const DraftView = DraftHead.extend({
  source: PackFiles,
  basedOn: z.uuid().nullable(),
  editionId: z.uuid().nullable(),
  createdBy: person,
  writers: z.array(person),
  offices: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      holders: z.array(z.string()),
      decision: z.enum(['approved', 'sent-back']).nullable(),
      by: z.string().nullable(),
      note: z.string(),
      at: z.string().nullable(),
      /** May the reader decide for it now? */
      mayDecide: z.boolean(),
    }),
  ),
  check: DraftCheck,
  mayWrite: z.boolean(),
})
export type DraftView = z.infer<typeof DraftView>

export const DraftMade = z.object({ id: z.uuid() })
export const DraftSaved = z.object({ version: z.number().int(), check: DraftCheck })
export const DraftDecided = z.object({ editionId: z.uuid().nullable() })
