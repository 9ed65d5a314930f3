/** Posts as the API answers them, and whether one is what was sent. */
import { z } from 'zod'
import type { Found, OutgoingPart, OwnPost, RemoteRef } from '../../contract.ts'
import { comparable } from '../own-posts.ts'
import { decodeEntities, filesOfBlocks, paragraphBlocks, textOfBlocks } from './blocks.ts'
import { bodyOf } from './media.ts'
import { passwordAudience, privateAudience } from './profile.ts'

const words = z.object({ raw: z.string() })

/** A post in the context "edit". */
export const postShape = z.object({
  id: z.number().int().positive(),
  link: z.string().min(1),
  status: z.string(),
  date_gmt: z.string().nullish(),
  title: words,
  content: words.extend({ protected: z.boolean().default(false) }),
  featured_media: z.number().int().default(0),
})
export type Post = z.infer<typeof postShape>

/** What of it can be seen, by somebody. The rest is drafts, what waits for approval or its time, and the bin. */
export const isOut = ({ status }: Pick<Post, 'status'>): boolean =>
  status === 'publish' || status === 'private'

export const refOf = ({ id, link }: Pick<Post, 'id' | 'link'>): RemoteRef => ({
  remoteId: String(id),
  url: link,
})

const statusOf = (audience: string | null) => (audience === privateAudience ? 'private' : 'publish')

export function visibility(audience: string | null, password: string): { status: string; password: string } {
  return { status: statusOf(audience), password: audience === passwordAudience ? password : '' }
}

/** Spaces, line ends and their number between paragraphs are WordPress's own. */
const alike = (text: string): string => comparable(text).replace(/\n{2,}/g, '\n\n')

/** Words, title, files and who may see it. */
export function isSame(post: Post, part: OutgoingPart): boolean {
  if (part.prepared.length < part.media.length) return false
  const sent = bodyOf(part)
  return (
    alike(textOfBlocks(post.content.raw)) === alike(textOfBlocks(paragraphBlocks(part.text).join('\n'))) &&
    alike(decodeEntities(post.title.raw)) === alike(part.title ?? '') &&
    post.featured_media === sent.featured_media &&
    filesOfBlocks(post.content.raw).join('\n') === filesOfBlocks(sent.content).join('\n') &&
    post.status === statusOf(part.audience) &&
    post.content.protected === (part.audience === passwordAudience)
  )
}

export function present(post: Post, part: OutgoingPart): Extract<Found, { kind: 'present' }> {
  return { kind: 'present', text: textOfBlocks(post.content.raw), same: isSame(post, part), ...refOf(post) }
}

/** When it was published; NaN when the blog does not say. */
export const publishedAt = ({ date_gmt }: Pick<Post, 'date_gmt'>): number => Date.parse(`${date_gmt ?? ''}Z`)

export function ownPost(post: Post): OwnPost {
  return {
    ...refOf(post),
    text: textOfBlocks(post.content.raw),
    createdAt: new Date(publishedAt(post)).toISOString(),
    media: filesOfBlocks(post.content.raw).length + (post.featured_media > 0 ? 1 : 0),
  }
}
