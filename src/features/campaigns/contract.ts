import { z } from 'zod'
import { personRef, postRow, postStatus } from '#features/posts/contract.ts'

const Day = z.iso.date('Give a day.').nullable()
/** What a campaign may be called. */
export const campaignName = z
  .string()
  .trim()
  .min(2, 'Give the campaign a name.')
  .max(120, 'At most 120 characters.')

const fields = z.object({
  name: campaignName,
  purpose: z.string().trim().max(1_000, 'At most 1,000 characters.').default(''),
  objective: z.string().trim().max(500, 'At most 500 characters.').default(''),
  /** An account’s objective that it serves. */
  objectiveId: z.uuid().nullable().default(null),
  firstDay: Day.default(null),
  lastDay: Day.default(null),
  ownerId: z.uuid().nullable().default(null),
})
const inOrder = ({ firstDay, lastDay }: { firstDay: string | null; lastDay: string | null }) =>
  firstDay === null || lastDay === null || firstDay <= lastDay
const disorder = { path: ['lastDay'], message: 'The last day comes before the first.' }

export const NewCampaign = fields.refine(inOrder, disorder)
export type NewCampaign = z.infer<typeof NewCampaign>
/** `version` is that of the campaign as it was read. */
export const CampaignChange = fields.extend({ version: z.int().positive() }).refine(inOrder, disorder)
export type CampaignChange = z.infer<typeof CampaignChange>

export const CampaignState = z.enum(['open', 'ended'])
export type CampaignState = z.infer<typeof CampaignState>

export const CampaignRow = z.object({
  id: z.uuid(),
  name: z.string(),
  state: CampaignState,
  firstDay: z.string().nullable(),
  lastDay: z.string().nullable(),
  owner: personRef.nullable(),
  posts: z.number(),
  example: z.boolean(),
})
export type CampaignRow = z.infer<typeof CampaignRow>
export const CampaignList = z.object({ campaigns: z.array(CampaignRow) })

export const CampaignPost = postRow.extend({
  /** Its day and time on the institution’s clocks, as planned or as it went out; null without a time. */
  local: z.string().nullable(),
  /** Who has to do something now, as a sentence; null when nobody has. */
  waitsOn: z.string().nullable(),
  mayWrite: z.boolean(),
  copiedFrom: z.uuid().nullable(),
})
export type CampaignPost = z.infer<typeof CampaignPost>

export const CampaignView = CampaignRow.extend({
  purpose: z.string(),
  objective: z.string(),
  objectiveOf: z
    .object({ id: z.uuid(), objective: z.string(), accountId: z.uuid(), account: z.string() })
    .nullable(),
  copiedFrom: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  version: z.number(),
  counts: z.partialRecord(postStatus, z.number()),
  list: z.array(CampaignPost),
  /** Posts in it that this reader may not read. */
  hidden: z.number(),
  may: z.object({ change: z.boolean(), addPosts: z.boolean() }),
})
export type CampaignView = z.infer<typeof CampaignView>

export const PostsOfCampaign = z.object({ postIds: z.array(z.uuid()).min(1).max(500) })
export const NewCampaignPost = z.object({
  title: z.string().trim().min(1).max(200),
  local: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
    .nullable()
    .default(null),
})
