import { z } from 'zod'
import { postStatus } from '#features/posts/contract.ts'

/** More are changed in several goes: each post is checked anew. */
export const mostAtOnce = 200

const asked = z.object({
  mode: z.enum(['replace', 'remove', 'add']),
  from: z.string().trim().min(1, 'Give the hashtag.').max(200, 'At most 200 characters.'),
  /** Not asked for where it is removed. */
  to: z.string().trim().max(200, 'At most 200 characters.').default(''),
  campaignId: z.uuid().nullable().default(null),
  accountId: z.uuid().nullable().default(null),
})
export const AskedChange = asked
export type AskedChange = z.infer<typeof AskedChange>

const Place = z.object({
  where: z.enum(['text', 'title', 'tags', 'firstComment']),
  /** Null: in the words that all networks get. */
  network: z.string().nullable(),
  part: z.number(),
  before: z.string(),
  after: z.string(),
})
export type Place = z.infer<typeof Place>

export const ChangedPost = z.object({
  id: z.uuid(),
  title: z.string(),
  status: postStatus,
  version: z.number(),
  places: z.array(Place),
  /** What a network reads as another hashtag, so that it stays. */
  doubts: z.array(z.string()),
  /** Whose approvals would no longer hold. */
  voids: z.array(z.string()),
  /** What the policy would say of the new words and does not say of the old ones. */
  findings: z.array(
    z.object({ clause: z.string(), say: z.string(), level: z.enum(['must', 'needs', 'advice']) }),
  ),
})
export type ChangedPost = z.infer<typeof ChangedPost>

export const HashtagPreview = z.object({
  posts: z.array(ChangedPost),
  /** Posts that have it and stay as they are, with why and what to do. */
  cannot: z.array(
    z.object({ id: z.uuid(), title: z.string(), status: postStatus, why: z.string(), fix: z.string() }),
  ),
  /** Drafts with it that this person may not write in. */
  notYours: z.number(),
  /** There are more than one go takes. */
  more: z.number(),
})
export type HashtagPreview = z.infer<typeof HashtagPreview>

export const DoChange = asked.extend({
  /** Those that are to be changed, as they were seen. */
  posts: z
    .array(z.object({ id: z.uuid(), version: z.int() }))
    .min(1, 'Choose at least one post.')
    .max(mostAtOnce),
})
export type DoChange = z.infer<typeof DoChange>

export const HashtagResult = z.object({
  changed: z.array(z.object({ id: z.uuid(), title: z.string(), voided: z.number() })),
  skipped: z.array(z.object({ id: z.uuid(), title: z.string(), why: z.string() })),
})
export type HashtagResult = z.infer<typeof HashtagResult>
