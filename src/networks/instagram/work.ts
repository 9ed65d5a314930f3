import { z } from 'zod'
import type { NetworkContext, RemoteRef } from '../contract.ts'
import { instant, pageOf, type Graph } from '../families/graph.ts'
import type { GraphHosts } from '../families/graph-sign-in.ts'
import { comparable } from '../families/own-posts.ts'
import type { OwnPost, OwnPosts } from '../contract.ts'

export interface InstagramOptions extends GraphHosts {
  /** Where people see posts. */
  pageUrl?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds between two looks at a container that Instagram still works on, and how many there are. */
  pollEvery?: number
  looks?: number
  /** Milliseconds after a sending before a container that is not published is taken for never published. */
  settle?: number
}

export const usualOptions: Required<InstagramOptions> = {
  wwwUrl: 'https://www.facebook.com',
  graphUrl: 'https://graph.facebook.com',
  pageUrl: 'https://www.instagram.com',
  timeout: 20_000,
  pollEvery: 5_000,
  looks: 48,
  settle: 25_000,
}

/** One account, opened for work. */
export interface Work {
  context: NetworkContext
  options: Required<InstagramOptions>
  graph: Graph
  /** The account's number. */
  id: string
  handle: string
}

export const instagramGrant = z.object({ userId: z.string().min(1), token: z.string().min(1) })
export type InstagramGrant = z.infer<typeof instagramGrant>

/** A container and what becomes of it. */
export const stagedShape = z.object({
  container: z.string().min(1),
  format: z.enum(['post', 'story', 'short']),
})
export type Staged = z.infer<typeof stagedShape>

const mediaShape = z.object({
  id: z.string(),
  caption: z.string().default(''),
  timestamp: instant,
  permalink: z.string().nullish(),
  media_type: z.string(),
  children: z.object({ data: z.array(z.unknown()) }).nullish(),
})
export type Media = z.infer<typeof mediaShape>

const fields = 'id,caption,timestamp,permalink,media_type,children'

export function readMedia({ graph }: Work, id: string): Promise<Media> {
  return graph.read(id, { fields }, mediaShape, 'the post')
}

export function refOf({ options, handle }: Work, { id, permalink }: Media): RemoteRef {
  return { remoteId: id, url: permalink ?? `${options.pageUrl}/${handle}/` }
}

/** How many pages of a list are read at most. */
const pagesToRead = 5

async function readList(work: Work, edge: 'media' | 'stories', since: string): Promise<OwnPosts> {
  const posts: OwnPost[] = []
  let next: string | undefined
  for (let page = 0; page < pagesToRead; page++) {
    const params = { fields, limit: 100, after: next }
    const list = await work.graph.read(`${work.id}/${edge}`, params, pageOf(mediaShape), 'the posts')
    for (const media of list.data) {
      const count = media.children?.data.length ?? 1
      posts.push({ ...refOf(work, media), text: media.caption, createdAt: media.timestamp, media: count })
    }
    next = list.paging?.next ? (list.paging.cursors?.after ?? undefined) : undefined
    const oldest = list.data.at(-1)
    if (!next || !oldest || Date.parse(oldest.timestamp) < Date.parse(since))
      return {
        posts: posts.filter(({ createdAt }) => createdAt >= new Date(since).toISOString()),
        complete: true,
      }
  }
  return { posts, complete: false }
}

/** Posts and reels since then, newest first; stories are listed by themselves. */
export const ownPosts = (work: Work, since: string): Promise<OwnPosts> => readList(work, 'media', since)
export const ownStories = (work: Work, since: string): Promise<OwnPosts> => readList(work, 'stories', since)

const commentShape = z.object({
  id: z.string(),
  text: z.string().default(''),
  username: z.string().nullish(),
})

/** Does the account's own comment stand under its post? */
export async function hasComment(work: Work, media: string, words: string): Promise<boolean> {
  const params = { fields: 'id,text,username', limit: 50 }
  const list = await work.graph.read(`${media}/comments`, params, pageOf(commentShape), 'the comments')
  return list.data.some(
    ({ text, username }) => username?.toLowerCase() === work.handle && comparable(text) === comparable(words),
  )
}
