/** What TikTok says of the account before each post: to whom it may post, and for how long. */
import { z } from 'zod'
import { PostRefused, type OutgoingPart } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { callTikTok, refusedFile, type Work } from './api.ts'
import { audiences } from './limits.ts'

const creatorShape = z.object({
  creator_username: z.string().min(1),
  creator_nickname: z.string().default(''),
  privacy_level_options: z.array(z.string()),
  max_video_post_duration_sec: z.number().positive().nullish(),
})
export type Creator = z.infer<typeof creatorShape>

const answerShape = z.object({ data: creatorShape })

/** `creator` is null when the answer is no creator. Throws `FetchError`. */
export async function askCreator(
  work: Pick<Work, 'context' | 'settings' | 'grant'>,
): Promise<{ answer: ApiAnswer; creator: Creator | null }> {
  const answer = await callTikTok(work, 'post/publish/creator_info/query/')
  const read = answerShape.safeParse(answer.body)
  return { answer, creator: read.success ? read.data.data : null }
}

export function audienceOf(part: OutgoingPart): string {
  return part.audience ?? audiences[0]?.id ?? 'PUBLIC_TO_EVERYONE'
}

/** Throws what TikTok would refuse, in words that name what it offers. */
export function checkAgainst(creator: Creator, part: OutgoingPart): void {
  const audience = audienceOf(part)
  if (!creator.privacy_level_options.includes(audience)) {
    const offered = audiences.filter(({ id }) => creator.privacy_level_options.includes(id))
    const names = offered.map(({ label }) => `“${label}”`).join(', ')
    throw new PostRefused(
      'audience-not-offered',
      `TikTok does not offer this audience to ${creator.creator_username}. It offers: ${names}.`,
    )
  }
  const longest = creator.max_video_post_duration_sec
  const video = part.media.find(({ kind }) => kind === 'video')
  if (video && longest && (video.seconds ?? 0) > longest)
    throw refusedFile(`TikTok lets ${creator.creator_username} post videos of at most ${longest} seconds.`)
}
