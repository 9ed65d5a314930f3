/** Posts and replies as Threads shows them to their owner. */
import { z } from 'zod'
import { NetworkTrouble, type OwnPost } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { skewOf } from '../families/own-posts.ts'
import { callThreads, meaningOf, type Work } from './api.ts'

const ref = z.object({ id: z.string() })

export const postShape = z.object({
  id: z.string().min(1),
  /** Left out of a post that was flagged for its copyright. */
  permalink: z.string().nullish(),
  text: z.string().nullish(),
  // Threads writes 2023-10-17T05:42:03+0000.
  timestamp: z.string().refine((value) => Number.isFinite(Date.parse(value))),
  media_type: z.string(),
  children: z.object({ data: z.array(z.unknown()) }).nullish(),
  replied_to: ref.nullish(),
})
export type Post = z.infer<typeof postShape>

const pageShape = z.object({
  data: z.array(postShape),
  paging: z
    .object({ cursors: z.object({ after: z.string().nullish() }).nullish(), next: z.string().nullish() })
    .nullish(),
})

export const postFields = 'id,permalink,text,timestamp,media_type,children,replied_to'

/** Somebody else’s post that was passed on; nothing of ours. */
const isRepost = ({ media_type }: Post) => media_type === 'REPOST_FACADE'

function mediaOf({ media_type, children }: Post): number {
  if (media_type === 'CAROUSEL_ALBUM') return children?.data.length ?? 0
  return media_type === 'IMAGE' || media_type === 'VIDEO' ? 1 : 0
}

/** The account's page where the post has no address of its own. */
export const addressOf = ({ permalink }: Pick<Post, 'permalink'>, handle: string): string =>
  permalink ?? `https://threads.com/@${handle}`

export function ownPostOf(post: Post, handle: string): OwnPost {
  return {
    remoteId: post.id,
    url: addressOf(post, handle),
    text: post.text ?? '',
    createdAt: new Date(post.timestamp).toISOString(),
    media: mediaOf(post),
  }
}

/** The most that one answer holds is 100 for searches; nothing is said for an account's own. */
const aPage = '50'
const mostPages = 6

export interface Listed {
  posts: Post[]
  complete: boolean
  /** How far the clock of Threads is ahead of ours, in milliseconds; null when it can't be said. */
  skew: number | null
}

/** Thrown in place of an outcome: the answer says what it is. */
export class Unread extends Error {
  readonly answer: ApiAnswer
  constructor(answer: ApiAnswer) {
    super('The posts could not be read')
    this.answer = answer
  }
}

/**
 * The account's posts, or its replies, newest first, back to `since` (milliseconds on our clock less a minute, so that
 * no difference of clocks hides one). Throws `Unread`, and `FetchError` when there is no answer.
 */
export async function listPosts(work: Work, list: 'threads' | 'replies', since: number): Promise<Listed> {
  const posts: Post[] = []
  let cursor: string | null = null
  let skew: number | null = null
  for (let page = 0; page < mostPages; page++) {
    const more: Record<string, string> = cursor === null ? {} : { after: cursor }
    const answer = await callThreads(work, 'GET', `me/${list}`, { fields: postFields, limit: aPage, ...more })
    const read = pageShape.safeParse(answer.body)
    if (meaningOf(answer) !== 'success' || !read.success) throw new Unread(answer)
    if (page === 0) skew = skewOf(answer.headers, work.context.clock.now().epochMilliseconds)
    const { data, paging } = read.data
    posts.push(...data.filter((post) => !isRepost(post)))
    const oldest = data.at(-1)
    cursor = paging?.cursors?.after ?? null
    const before = since + (skew ?? 0) - 60_000
    if (!oldest || Date.parse(oldest.timestamp) < before || cursor === null || !paging?.next)
      return { posts, complete: true, skew }
  }
  return { posts, complete: false, skew }
}

/** One post by its id; null when Threads says that there is none. Throws `Unread`, and `FetchError`. */
export async function readPost(work: Work, id: string): Promise<Post | null> {
  const answer = await callThreads(work, 'GET', encodeURIComponent(id), { fields: postFields })
  if (meaningOf(answer) === 'missing') return null
  const read = postShape.safeParse(answer.body)
  if (meaningOf(answer) === 'success' && read.success) return read.data
  throw new Unread(answer)
}

export function troubleReading(answer: ApiAnswer): NetworkTrouble {
  return new NetworkTrouble(`Threads answered ${answer.status} when asked for the posts.`)
}
