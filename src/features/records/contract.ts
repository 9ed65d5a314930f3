import { z } from 'zod'

const Id = z.uuid()
const Hash = z.string()

/** Where a record stands in the log. */
export const ProofState = z.discriminatedUnion('state', [
  /** It is kept, and gets its place within seconds. */
  z.object({ state: z.literal('pending') }),
  /** Record `seq`, counted from 0, under a signed checkpoint over `size` records. */
  z.object({ state: z.literal('proved'), seq: z.number(), size: z.number() }),
])
export type ProofState = z.infer<typeof ProofState>

export const ContentState = z.enum(['none', 'kept', 'erased'])

export const RecordRow = z.object({
  id: Id,
  at: z.string(),
  kind: z.string(),
  subject: z.string(),
  /** A person's name as it was then, or the part of Rostrum that acted. */
  who: z.string(),
  personId: Id.nullable(),
  sentence: z.string(),
  postId: Id.nullable(),
  accountId: Id.nullable(),
  content: ContentState,
  proof: ProofState,
})
export type RecordRow = z.infer<typeof RecordRow>

const When = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

export const RecordFilter = z.object({
  /** A kind (`post.approved`), or a room with all its kinds (`post`). */
  kind: z.string().max(100).optional(),
  /** `post:<id>`, `account:<id>`, `person:<id>`. */
  subject: z.string().max(200).optional(),
  /** All that concerns one account, its posts and what became of them too. */
  account: Id.optional(),
  /** The person who acted. */
  actor: Id.optional(),
  /** An instant, or the beginning of a day in `zone`. */
  from: When.optional(),
  /** Up to, not including, this instant; or the end of a day in `zone`. */
  to: When.optional(),
  zone: z.string().max(100).optional(),
  /** Words in the sentence, in the name of who acted, or in the content. */
  text: z.string().max(200).optional(),
})
export type RecordFilter = z.infer<typeof RecordFilter>

export const RecordQuery = RecordFilter.extend({
  /** What the page before gave as `next`. */
  after: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type RecordQuery = z.infer<typeof RecordQuery>

/** Newest first. */
export const RecordPage = z.object({ records: z.array(RecordRow), next: Id.nullable() })
export type RecordPage = z.infer<typeof RecordPage>

export const RecordKinds = z.object({ kinds: z.array(z.object({ kind: z.string(), count: z.number() })) })

export const Checkpoint = z.object({
  origin: z.string(),
  size: z.number(),
  root: Hash,
  at: z.string(),
  /** The signed note. Keep it: it shows later whether the log was cut or rewritten. */
  note: z.string(),
  publicKey: z.string(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

export const Consistency = z.object({ from: z.number(), to: z.number(), proof: z.array(Hash) })

export const RecordDetail = RecordRow.extend({
  facts: z.record(z.string(), z.unknown()),
  /** Exactly the text that is hashed, RFC 8785. */
  canonical: z.string(),
  leafHash: Hash,
  /** What was said, where it is still kept. */
  words: z.unknown(),
  salt: z.string().nullable(),
  inclusion: z.array(Hash),
  checkpoint: Checkpoint.nullable(),
  /** The record of its erasure. */
  erasedBy: Id.nullable(),
})
export type RecordDetail = z.infer<typeof RecordDetail>

export const ExportQuery = RecordFilter.extend({
  /** Only these, with commas between. */
  ids: z.string().max(40_000).optional(),
  /** `withheld` leaves out what people wrote; the proofs hold all the same. */
  content: z.enum(['kept', 'withheld']).default('kept'),
})
export type ExportQuery = z.infer<typeof ExportQuery>

export const ProofFile = z.object({
  format: z.literal('rostrum-proof/1'),
  about: z.string(),
  checkpoint: z.string(),
  publicKey: z.string(),
  entries: z.array(z.record(z.string(), z.unknown())),
  /** Screenshots that the records name by their SHA-256, in base64. */
  files: z.array(z.object({ sha256: z.string(), type: z.string(), bytes: z.string() })).optional(),
})

export const ErasureInput = z.object({
  reason: z.string().trim().min(10, 'Say in at least ten characters why it is erased.').max(2_000),
  /** For a redaction: the words that may stay. */
  instead: z.string().max(50_000).optional(),
})
export type ErasureInput = z.infer<typeof ErasureInput>

export const Created = z.object({ id: Id })

export const VerificationReport = z.object({
  ok: z.boolean(),
  size: z.number(),
  waiting: z.number(),
  unsigned: z.number(),
  checkpoints: z.number(),
  latest: z.object({ origin: z.string(), size: z.number(), root: Hash, at: z.string() }).nullable(),
  contents: z.object({ kept: z.number(), erased: z.number() }),
  faults: z.array(
    z.object({
      what: z.string(),
      seq: z.number().nullable(),
      id: z.string().nullable(),
      sentence: z.string(),
    }),
  ),
  faultCount: z.number(),
})
export type VerificationReport = z.infer<typeof VerificationReport>

export const StoryLevel = z.enum(['ok', 'advise', 'require', 'refuse', 'hold', 'neutral'])
export type StoryLevel = z.infer<typeof StoryLevel>

export const StoryStep = z.object({
  id: Id,
  at: z.string(),
  who: z.string(),
  sentence: z.string(),
  level: StoryLevel,
  facts: z.array(
    z.object({
      label: z.string(),
      value: z.string(),
      as: z.enum(['text', 'instant', 'link', 'digest', 'clause']),
    }),
  ),
  /** What people wrote at this step: a note, a reason, a comment. */
  words: z.array(z.object({ label: z.string(), text: z.string() })),
  erased: z.boolean(),
  proof: ProofState,
})
export type StoryStep = z.infer<typeof StoryStep>

export const PostStory = z.object({ steps: z.array(StoryStep) })
export type PostStory = z.infer<typeof PostStory>
