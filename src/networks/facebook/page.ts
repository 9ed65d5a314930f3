import { z } from 'zod'
import type { NetworkContext, RemoteRef } from '../contract.ts'
import type { Graph } from '../families/graph.ts'
import type { GraphHosts } from '../families/graph-sign-in.ts'

export interface FacebookOptions extends GraphHosts {
  /** The origin that takes the bytes of reels and stories. */
  uploadUrl?: string
  /** Milliseconds to wait for an answer to one request, and to one with a file in it. */
  timeout?: number
  uploadTimeout?: number
  /** Milliseconds between two looks at a video that Facebook still works on, and how many there are. */
  pollEvery?: number
  looks?: number
  /** Milliseconds after a sending before a draft that is not published is taken for never published. */
  settle?: number
}

export const usualOptions: Required<FacebookOptions> = {
  wwwUrl: 'https://www.facebook.com',
  graphUrl: 'https://graph.facebook.com',
  uploadUrl: 'https://rupload.facebook.com',
  timeout: 20_000,
  uploadTimeout: 300_000,
  pollEvery: 3_000,
  looks: 40,
  settle: 25_000,
}

/** One Page, opened for work. */
export interface Page {
  context: NetworkContext
  options: Required<FacebookOptions>
  graph: Graph
  id: string
}

export const facebookGrant = z.object({ pageId: z.string().min(1), token: z.string().min(1) })
export type FacebookGrant = z.infer<typeof facebookGrant>

/** What there is before anybody sees it, and what it is called at Facebook. Stays with the post as `RemoteRef.extra`. */
export const draftShape = z.object({
  kind: z.enum(['post', 'video', 'reel', 'video-story', 'photo-story']),
  /** Of the unpublished post, of the video, or of the photo. */
  id: z.string().min(1),
})
export type Draft = z.infer<typeof draftShape>

/** What a post that is known by its reference is. One that was not made here is taken for a plain one. */
export function draftOfRef(ref: RemoteRef): Draft {
  return draftShape.safeParse(ref.extra).data ?? { kind: 'post', id: ref.remoteId }
}

export function addressOf({ options }: Page, path: string): string {
  return `${options.wwwUrl}/${path}`
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
