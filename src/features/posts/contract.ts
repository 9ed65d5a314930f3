import { z } from 'zod'
import type { Format } from '#networks/profile.ts'

/** Where an image of a post comes from, and how this post uses it. */
export const mediaUse = z.object({
  assetId: z.uuid(),
  alt: z.string().max(4000),
  /** Fractions of the whole picture; null shows all of it. */
  crop: z
    .object({
      x: z.number().min(0).max(1),
      y: z.number().min(0).max(1),
      w: z.number().min(0.01).max(1),
      h: z.number().min(0.01).max(1),
    })
    .nullable(),
})
export type MediaUse = z.infer<typeof mediaUse>

export const linkUse = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  title: z.string().max(300),
  description: z.string().max(1000),
  imageId: z.uuid().nullable(),
})
export type LinkUse = z.infer<typeof linkUse>

/** One post of a thread; a single post is a thread of one. The length is a matter for the checks, not for the form. */
export const part = z.object({
  text: z
    .string()
    .max(
      100_000,
      'A part may hold 100,000 characters. Split it into parts, or link to a page that holds the text.',
    ),
  media: z.array(mediaUse).max(20),
  link: linkUse.nullable(),
})
export type Part = z.infer<typeof part>

const formats = ['post', 'story', 'short'] as const satisfies readonly Format[]

/** What a post says beside its words on one network. What the network takes of it is a matter for the checks. */
const networkDetails = z.object({
  /** Absent: nobody has given one. Empty: somebody has taken out what stood there. */
  title: z.string().max(2000).optional(),
  tags: z.array(z.string().trim().min(1).max(500)).max(300).optional(),
  /** The id of one of the network's audiences; absent is its first. */
  audience: z.string().min(1).max(100).optional(),
  /** Absent is the network's first. */
  format: z.enum(formats).optional(),
  firstComment: z.string().max(20_000).optional(),
})
export type NetworkDetails = z.infer<typeof networkDetails>

export const content = z.object({
  parts: z.array(part).min(1).max(50),
  /** By network: what goes there instead of `parts`. */
  variants: z.record(z.string().max(40), z.array(part).min(1).max(50)),
  /** By network: what stands beside the words there. Posts of older versions have none. */
  details: z.record(z.string().max(40), networkDetails).default({}),
})
export type Content = z.infer<typeof content>
/** As older versions may have stored it. */
export type StoredContent = z.input<typeof content>

/** A post that nobody has named yet. It is no title for anything that is published. */
export const unnamed = 'Untitled post'

/** Wall-clock time in the institution's zone, such as `2026-11-28T09:00`. */
export const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Write the time like 2026-11-28T09:00.')

/** `offset` chooses between the two readings of an hour that comes twice, when summer time ends. */
export const schedule = z
  .object({ local: localTime, offset: z.enum(['earlier', 'later']).optional() })
  .nullable()
export type Schedule = z.infer<typeof schedule>

export const draft = z.object({
  title: z.string().trim().min(1, 'Give the post a name, for the calendar and the lists.').max(200),
  content,
  audiences: z.array(z.string().max(60)).max(20),
  language: z.string().max(35),
  accountIds: z.array(z.uuid()).max(100),
  schedule,
})
export type Draft = z.infer<typeof draft>

export const newDraft = draft.partial().extend({ title: draft.shape.title })
export const savedDraft = draft.extend({ version: z.number().int() })

export const publicationStates = [
  'due',
  'handed',
  'claimed',
  'intended',
  'sent',
  'published',
  'verified',
  'rejected',
  'unknown',
  'reconciling',
  'blocked',
  'missed',
  'paused',
  'cancelled',
] as const
export const publicationState = z.enum(publicationStates)
export type PublicationState = z.infer<typeof publicationState>

export const publicationView = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  network: z.string(),
  state: publicationState,
  dueAt: z.string(),
  url: z.string().nullable(),
  /** What happened, as a sentence, and what to do about it. */
  say: z.string(),
  fix: z.string().nullable(),
  /** The clause that keeps it from going, where one does. */
  clause: z.string().nullable(),
  publishedAt: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  removedAt: z.string().nullable(),
  /** For threads: how many parts are out, of how many. */
  partsOut: z.number().int(),
  parts: z.number().int(),
  /** No program may post it there, so a person does. */
  byHand: z.boolean(),
  /** Can the network be asked what stands there? Otherwise what is out is never proved. */
  readsBack: z.boolean(),
  /** Nothing of it is there, so it can go again for this account alone. */
  mayMend: z.boolean(),
  /** The post as which it goes again. */
  again: z.uuid().nullable(),
  /** What the network itself can do with it now. */
  canEdit: z.boolean(),
  canRemove: z.boolean(),
})
export type PublicationView = z.infer<typeof publicationView>

export const postStates = [
  'draft',
  'in-review',
  'approved',
  'paused',
  'publishing',
  'by-hand',
  'published',
  'attention',
  'cancelled',
] as const
export const postStatus = z.enum(postStates)
export type PostStatus = z.infer<typeof postStatus>

export const personRef = z.object({ id: z.uuid(), name: z.string() })

export const targetView = z.object({
  accountId: z.uuid(),
  network: z.string(),
  handle: z.string(),
  displayName: z.string(),
  unit: z.string(),
  /** What an approval would be bound to now; null while it can't be made. */
  digest: z.string().nullable(),
  approvedBy: z.array(personRef.extend({ at: z.string(), note: z.string() })),
  mayApprove: z.boolean(),
  connected: z.boolean(),
})
export type TargetView = z.infer<typeof targetView>

export const commentView = z.object({
  id: z.uuid(),
  person: personRef,
  text: z.string(),
  at: z.string(),
  resolvedAt: z.string().nullable(),
})

/** An office that a clause names, and who holds it now; empty when nobody does. */
export const officeView = z.object({ id: z.string(), name: z.string(), holders: z.array(z.string()) })
export type OfficeView = z.infer<typeof officeView>

/** A clause that makes the post wait, since it was first put forward. */
export const holdView = z.object({
  id: z.uuid(),
  findingId: z.string(),
  clause: z.string(),
  since: z.string(),
  until: z.string(),
  /** Who may end the wait; null: whoever may pause all sending. */
  office: officeView.nullable(),
  askedAt: z.string().nullable(),
  releasedAt: z.string().nullable(),
  releasedBy: personRef.nullable(),
  releaseReason: z.string().nullable(),
  /** Does it still keep the post? */
  waiting: z.boolean(),
  mayRelease: z.boolean(),
})
export type HoldView = z.infer<typeof holdView>

/** An office was asked about a finding, or the post was brought before it. */
export const consultationView = z.object({
  id: z.uuid(),
  findingId: z.string(),
  clause: z.string(),
  office: officeView,
  askedBy: personRef,
  askedAt: z.string(),
  answeredBy: personRef.nullable(),
  answeredAt: z.string().nullable(),
  agreed: z.boolean().nullable(),
  note: z.string(),
  mayAnswer: z.boolean(),
})
export type ConsultationView = z.infer<typeof consultationView>

/** Who still has to read it before it goes on the schedule. */
export const readersView = z.object({
  /** How many people besides its writers approve it for each account. */
  needed: z.number().int(),
  /** The clause that asks for a second one; null where one is enough. */
  clause: z.string().nullable(),
  /** Whole sentences: who is still wanted, and what to do where nobody can be. */
  say: z.array(z.string()),
  /** Offices of which somebody has to be among the approvers, and nobody is yet. */
  offices: z.array(officeView.extend({ clause: z.string() })),
})
export type ReadersView = z.infer<typeof readersView>

export const shortestReleaseReason = 20

export const snapshot = z.object({
  title: z.string(),
  content,
  audiences: z.array(z.string()),
  language: z.string(),
  accountIds: z.array(z.uuid()),
  publishAt: z.string().nullable(),
})
export type Snapshot = z.infer<typeof snapshot>
export type StoredSnapshot = z.input<typeof snapshot>

export const postView = snapshot.extend({
  id: z.uuid(),
  status: postStatus,
  version: z.number().int(),
  publishLocal: z.string().nullable(),
  /** The queue that gives it its time. */
  queueId: z.uuid().nullable(),
  author: personRef.nullable(),
  updatedBy: personRef.nullable(),
  submittedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  example: z.boolean(),
  campaignId: z.uuid().nullable(),
  /** The post that it was copied from, while that is there. */
  copiedFrom: z.uuid().nullable(),
  targets: z.array(targetView),
  publications: z.array(publicationView),
  comments: z.array(commentView),
  overrides: z.array(
    z.object({ findingId: z.string(), reason: z.string(), person: personRef, at: z.string() }),
  ),
  decisions: z.array(
    z.object({
      id: z.uuid(),
      accountId: z.uuid(),
      decision: z.enum(['approved', 'changes']),
      note: z.string(),
      person: personRef,
      at: z.string(),
      voidedAt: z.string().nullable(),
      voidedBecause: z.string().nullable(),
    }),
  ),
  /** Other words proposed for what is published; made on the network once somebody else has agreed. */
  corrections: z.array(
    z.object({
      id: z.uuid(),
      publicationId: z.uuid(),
      part: z.number().int(),
      before: z.string(),
      text: z.string(),
      reason: z.string(),
      proposedBy: personRef,
      at: z.string(),
      decision: z.enum(['approved', 'refused']).nullable(),
      decidedBy: personRef.nullable(),
      /** May this reader decide on it now? */
      mayDecide: z.boolean(),
    }),
  ),
  /** Those that its words give rise to, ended ones too. */
  holds: z.array(holdView),
  consultations: z.array(consultationView),
  readers: readersView,
  /** Everybody who wrote in it, by their ids: nobody excuses their own words. */
  writers: z.array(z.uuid()),
  /** What this reader saw last, when it has changed since. */
  lastSeen: snapshot.extend({ version: z.number().int(), at: z.string() }).nullable(),
  may: z.object({
    write: z.boolean(),
    comment: z.boolean(),
    approve: z.boolean(),
    override: z.boolean(),
    control: z.boolean(),
  }),
  /** Why this person may not approve although the role would allow it. */
  whyNotApprove: z.string().nullable(),
  /** Can the words still be changed? */
  locked: z.boolean(),
})
export type PostView = z.infer<typeof postView>

export const postRow = z.object({
  id: z.uuid(),
  title: z.string(),
  status: postStatus,
  excerpt: z.string(),
  publishAt: z.string().nullable(),
  updatedAt: z.string(),
  author: personRef.nullable(),
  accounts: z.array(
    z.object({ id: z.uuid(), network: z.string(), handle: z.string(), state: publicationState.nullable() }),
  ),
  /** Does it wait for this reader's approval? */
  waitsForMe: z.boolean(),
  /** When the last of its publications came out; null while none has. */
  publishedAt: z.string().nullable(),
  example: z.boolean(),
  campaignId: z.uuid().nullable(),
})
export type PostRow = z.infer<typeof postRow>

export const pauseView = z.object({
  paused: z.boolean(),
  since: z.string().nullable(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  /** Posts that were due and now wait to be asked about. */
  waiting: z.number().int(),
})
export type PauseView = z.infer<typeof pauseView>

/** A correction that waits for somebody's agreement. */
export const openCorrection = z.object({
  id: z.uuid(),
  postId: z.uuid(),
  title: z.string(),
  network: z.string(),
  proposedBy: personRef,
  at: z.string(),
})
export type OpenCorrection = z.infer<typeof openCorrection>
