import { z } from 'zod'
import { localTime, publicationState } from '../contract.ts'

const person = z.object({ id: z.uuid(), name: z.string() })

/** An image or a video in the form in which it was approved. */
export const byHandFile = z.object({
  kind: z.enum(['image', 'video']),
  sha256: z.string(),
  type: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  alt: z.string(),
})
export type ByHandFile = z.infer<typeof byHandFile>

export const byHandScreenshot = z.object({
  id: z.uuid(),
  sha256: z.string(),
  type: z.string(),
  width: z.number().int(),
  height: z.number().int(),
})
export type ByHandScreenshot = z.infer<typeof byHandScreenshot>

const byHandRecord = z.object({
  by: person.nullable(),
  recordedAt: z.string(),
  postedAt: z.string(),
  /** Null where posts have none. */
  url: z.string().nullable(),
  screenshot: byHandScreenshot.nullable(),
  /** Something else was posted than was approved. */
  differs: z.boolean(),
  /** The words as posted, where they differ; null also when they were erased. */
  words: z.string().nullable(),
})

/** A publication for whoever posts it by hand: all they need, and what is known of it. */
export const byHandView = z.object({
  publicationId: z.uuid(),
  postId: z.uuid(),
  postTitle: z.string(),
  account: z.object({ id: z.uuid(), network: z.string(), handle: z.string(), displayName: z.string() }),
  state: publicationState,
  say: z.string(),
  fix: z.string().nullable(),
  dueAt: z.string(),
  /** Null until its time has come. */
  handedAt: z.string().nullable(),
  /** From when on it is missed. */
  until: z.string().nullable(),
  removedAt: z.string().nullable(),
  takenBy: person.extend({ at: z.string() }).nullable(),
  /** Who may post it: those who administer the account or contribute to it. */
  people: z.array(person),
  steps: z.array(z.string()),
  /** Where it is done. */
  open: z.string(),
  /** Has every post there an address? */
  wantsLink: z.boolean(),
  title: z.string().nullable(),
  tags: z.array(z.string()),
  audience: z.string().nullable(),
  firstComment: z.string().nullable(),
  parts: z.array(z.object({ text: z.string(), link: z.string().nullable(), files: z.array(byHandFile) })),
  language: z.string(),
  /** What the approval is bound to. */
  digest: z.string(),
  approvedBy: z.array(person.extend({ at: z.string() })),
  record: byHandRecord.nullable(),
  may: z.object({
    /** Take it, and say that it was posted or could not be. */
    post: z.boolean(),
    /** Decide that it is not to go, and say that it was deleted there. */
    control: z.boolean(),
  }),
})
export type ByHandView = z.infer<typeof byHandView>

/** `from`: who had it when the page was read, so that of two who take it at once one is told. */
export const takeByHand = z.object({ mine: z.boolean(), from: z.uuid().nullable() })
export type TakeByHand = z.infer<typeof takeByHand>

export const postedByHand = z.object({
  link: z.string().trim().max(2_000),
  /** On the institution’s clocks; null: just now. */
  at: localTime.nullable(),
  screenshotId: z.uuid('Add a screenshot of the post where it stands.'),
  /** Whole, as they were posted; null when nothing was changed. */
  words: z.string().trim().min(1, 'Put in the words as you posted them.').max(100_000).nullable(),
})
export type PostedByHand = z.infer<typeof postedByHand>
