/** What is kept of a post that was begun, and how it is referred to. */
import { z } from 'zod'
import type { OutgoingPart, RemoteRef } from '../contract.ts'
import { audienceOf } from './creator.ts'
import { audiences } from './limits.ts'
import { pageOf, postAddress } from './posts.ts'

export const stagedShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('video'),
    publishId: z.string().min(1),
    size: z.number(),
    chunk: z.number(),
    count: z.number(),
  }),
  z.object({ kind: z.literal('photos'), attempt: z.string().min(1) }),
])
export type StagedVideo = Extract<z.infer<typeof stagedShape>, { kind: 'video' }>

/** Beside the id of a post; also where there is none yet. */
export const extraShape = z.object({ publishId: z.string().min(1) })

/** Until TikTok gives the post an id, its page is the account's, and it is known by what was begun. */
export function refOf(
  handle: string,
  publishId: string,
  postId: string | null,
  medium: 'video' | 'photo',
): RemoteRef {
  const url = postId === null ? pageOf(handle) : postAddress(handle, medium, postId)
  return { remoteId: postId ?? publishId, url, extra: { publishId } }
}

export const isPublic = (part: OutgoingPart): boolean => audienceOf(part) === audiences[0]?.id

export const mediumOf = ({ media }: OutgoingPart): 'video' | 'photo' =>
  media.some(({ kind }) => kind === 'video') ? 'video' : 'photo'
