/** Posts as LinkedIn gives them back. */
import { z } from 'zod'
import type { OwnPost, RemoteRef } from '../contract.ts'
import { fromLittle } from './little.ts'

export const linkedinPost = z.object({
  id: z.string().regex(/^urn:li:\w+:\d+$/),
  commentary: z.string().default(''),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  lifecycleState: z.string().default('PUBLISHED'),
  content: z
    .object({
      media: z.unknown().optional(),
      multiImage: z.object({ images: z.array(z.unknown()) }).optional(),
    })
    .nullish(),
})
export type LinkedInPost = z.infer<typeof linkedinPost>

export const postList = z.object({ elements: z.array(linkedinPost) })

export const commentList = z.object({
  elements: z.array(z.object({ actor: z.string(), message: z.object({ text: z.string() }) })),
})

export function refOf(urn: string): RemoteRef {
  return { remoteId: urn, url: `https://www.linkedin.com/feed/update/${urn}/` }
}

export function ownPostOf({ id, commentary, createdAt, content }: LinkedInPost): OwnPost {
  return {
    ...refOf(id),
    text: fromLittle(commentary),
    createdAt: new Date(createdAt).toISOString(),
    media: content?.multiImage?.images.length ?? (content?.media === undefined ? 0 : 1),
  }
}
