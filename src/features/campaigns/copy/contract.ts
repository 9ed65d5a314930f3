import { z } from 'zod'
import { NewCampaign } from '../contract.ts'

/** More make one transaction too long for the others. */
export const mostCopied = 200

/** How the times of the posts move to the new first day. */
export const moves = ['days', 'weekdays', 'without-times'] as const
export const AskedCopy = z.object({
  name: NewCampaign.shape.name,
  firstDay: z.iso.date('Give the first day.'),
  move: z.enum(moves),
})
export type AskedCopy = z.infer<typeof AskedCopy>

export const PlannedCopy = z.object({
  postId: z.uuid(),
  title: z.string(),
  /** On the institution’s clocks: of the post, and of its copy. */
  before: z.string().nullable(),
  local: z.string().nullable(),
  accounts: z.array(z.object({ id: z.string(), network: z.string(), handle: z.string() })),
  /** What has to be known: closed days, accounts that fall away, rights that are not declared. */
  notes: z.array(z.string()),
})
export type PlannedCopy = z.infer<typeof PlannedCopy>

export const CopyPreview = z.object({
  posts: z.array(PlannedCopy),
  lastDay: z.string().nullable(),
  /** Posts of the campaign that this person may not read or that do not fit into one go. */
  hidden: z.number(),
  more: z.number(),
})
export type CopyPreview = z.infer<typeof CopyPreview>

export const DoCopy = AskedCopy.extend({
  postIds: z.array(z.uuid()).max(mostCopied, `At most ${mostCopied} posts at once.`),
})
export type DoCopy = z.infer<typeof DoCopy>

export const CopyDone = z.object({ id: z.uuid(), made: z.number() })
