/** Posts as the forum answers them. */
import { z } from 'zod'
import type { OwnPost, RemoteRef } from '../contract.ts'
import { imagesOfRaw, textOfRaw } from './markdown.ts'

export const postShape = z.object({
  id: z.number().int(),
  username: z.string(),
  created_at: z.string(),
  raw: z.string().default(''),
  post_number: z.number().int(),
  topic_id: z.number().int(),
  topic_slug: z.string().default('-'),
  deleted_at: z.string().nullish(),
  user_deleted: z.boolean().default(false),
  hidden: z.boolean().default(false),
})
export type Post = z.infer<typeof postShape>

export const latestShape = z.object({ latest_posts: z.array(postShape) })

/** An answer of `POST /posts.json` that says: kept until the forum's staff have read it. */
export const enqueuedShape = z.object({
  action: z.literal('enqueued'),
  pending_post: z.object({ id: z.number().int() }),
})

export const pendingShape = z.object({ pending_posts: z.array(z.object({ id: z.number().int() })) })

/** Taken away: by staff, or by the author, whose words are then no longer there. */
export const isGone = (post: Post): boolean => (post.deleted_at ?? null) !== null || post.user_deleted

/** Where a post stands; known to us of our own posts. */
export const placeShape = z.object({ topic: z.number().int(), number: z.number().int() })
export type Place = z.infer<typeof placeShape>

const pending = /^pending:(\d+)$/

export const pendingId = (ref: RemoteRef | null): number | null => {
  const id = pending.exec(ref?.remoteId ?? '')?.[1]
  return id === undefined ? null : Number(id)
}

export function refOf(server: string, post: Post): RemoteRef {
  const { id, topic_slug, topic_id, post_number } = post
  const place: Place = { topic: topic_id, number: post_number }
  return {
    remoteId: String(id),
    url: `${server}/t/${topic_slug || '-'}/${topic_id}/${post_number}`,
    extra: { ...place },
  }
}

export function ownPost(server: string, post: Post): OwnPost {
  return {
    ...refOf(server, post),
    text: textOfRaw(post.raw),
    createdAt: new Date(post.created_at).toISOString(),
    media: imagesOfRaw(post.raw).length,
  }
}
