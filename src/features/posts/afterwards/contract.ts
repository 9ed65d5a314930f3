import { z } from 'zod'
import { personRef } from '../contract.ts'

/** `changed`: other words or pictures stand there than were approved. `gone`: nothing stands there any more. */
export const changeKind = z.enum(['changed', 'gone'])
export type ChangeKind = z.infer<typeof changeKind>

/**
 * How it ended: somebody accepted it; a correction was made; the post was deleted from here; it stands as approved
 * again by itself; or something else came to stand there, which is a change of its own.
 */
export const settledHow = z.enum(['accepted', 'corrected', 'removed', 'back', 'overtaken'])
export type SettledHow = z.infer<typeof settledHow>

export const changeView = z.object({
  id: z.uuid(),
  part: z.number().int(),
  kind: changeKind,
  /** Null where the words were erased from the records. */
  approved: z.string().nullable(),
  /** Null where nothing stands there, or the words were erased. */
  standing: z.string().nullable(),
  seenAt: z.string(),
  settledHow: settledHow.nullable(),
  settledAt: z.string().nullable(),
  settledBy: personRef.nullable(),
  reason: z.string().nullable(),
  mayAccept: z.boolean(),
})
export type ChangeView = z.infer<typeof changeView>

/** What is known of one publication since it came out. */
export const afterPublication = z.object({
  publicationId: z.uuid(),
  readBack: z.object({
    /** Can it be read back from here at all? */
    can: z.boolean(),
    lookedAt: z.string().nullable(),
    nextAt: z.string().nullable(),
    /** Why the last look said nothing. */
    trouble: z.string().nullable(),
  }),
  changes: z.array(changeView),
  pinned: z.object({ at: z.string(), by: personRef.nullable() }).nullable(),
  mayPin: z.boolean(),
})
export type AfterPublication = z.infer<typeof afterPublication>
export const afterPost = z.object({ publications: z.array(afterPublication) })

export const outsideState = z.enum(['open', 'fine', 'taken-down'])
export type OutsideState = z.infer<typeof outsideState>

export const outsidePost = z.object({
  id: z.uuid(),
  account: z.object({ id: z.uuid(), network: z.string(), handle: z.string(), displayName: z.string() }),
  /** Null where it was erased from the records. */
  text: z.string().nullable(),
  url: z.string(),
  /** How many images and videos it has. */
  media: z.number().int(),
  postedAt: z.string(),
  foundAt: z.string(),
  state: outsideState,
  settledAt: z.string().nullable(),
  settledBy: personRef.nullable(),
  reason: z.string().nullable(),
  /** Who posted it, as somebody said. */
  postedBy: z.string().nullable(),
  may: z.object({ settle: z.boolean(), takeDown: z.boolean() }),
})
export type OutsidePost = z.infer<typeof outsidePost>

export const outsideFilter = z.object({
  state: outsideState.optional(),
  account: z.uuid().optional(),
  q: z.string().trim().max(200).default(''),
})
export type OutsideFilter = z.infer<typeof outsideFilter>

export const outsidePage = z.object({
  posts: z.array(outsidePost),
  total: z.number().int(),
  /** The clause that has official posts approved first. */
  clause: z.string(),
})
export type OutsidePage = z.infer<typeof outsidePage>

/** What an account's page shows of what happens on the network. */
export const accountAfterwards = z.object({
  outside: z.object({
    /** Does its network let its own posts be read? */
    can: z.boolean(),
    lookedAt: z.string().nullable(),
    trouble: z.string().nullable(),
    /** Between these more was posted than the network lists. */
    missing: z.object({ from: z.string(), until: z.string() }).nullable(),
    open: z.number().int(),
    total: z.number().int(),
    latest: z.array(outsidePost),
    clause: z.string(),
  }),
  pinned: z
    .object({ postId: z.uuid(), title: z.string(), url: z.string().nullable(), at: z.string() })
    .nullable(),
})
export type AccountAfterwards = z.infer<typeof accountAfterwards>

/** What was noticed on the networks and waits for somebody to say what becomes of it. */
export const noticed = z.object({
  changes: z.array(
    z.object({
      postId: z.uuid(),
      title: z.string(),
      network: z.string(),
      kind: changeKind,
      seenAt: z.string(),
    }),
  ),
  outside: z.array(
    z.object({ accountId: z.uuid(), displayName: z.string(), network: z.string(), posts: z.number().int() }),
  ),
})
export type Noticed = z.infer<typeof noticed>
