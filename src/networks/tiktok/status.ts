/** What became of a post that was begun, by the id that TikTok gave it then. */
import { z } from 'zod'
import type { ApiAnswer } from '../families/call.ts'
import { callTikTok, codeOf, isSuccess, type Work } from './api.ts'

const statusShape = z.object({
  data: z.object({
    status: z.string(),
    fail_reason: z.string().nullish(),
    uploaded_bytes: z.number().nonnegative().nullish(),
  }),
})

/**
 * `waiting`: for more of the file; `working`: on all of it. `done`: it stands on the account; the id of the post is
 * given for public ones only, and once TikTok has looked at them. `gone`: TikTok knows no such post.
 */
export type PostState =
  | { kind: 'waiting'; uploaded: number }
  | { kind: 'working' | 'gone' }
  | { kind: 'done'; postId: string | null }
  | { kind: 'failed'; reason: string }
  | { kind: 'unclear'; answer: ApiAnswer }

/** Ids are numbers of 19 digits in the answer, more than a number can hold; so they are read from its text. */
const postId = /"publicaly_available_post_id"\s*:\s*\[\s*"?(\d{5,20})"?/

/** `size` of the file that is uploaded, null where TikTok fetches. Throws `FetchError`. */
export async function postState(work: Work, publishId: string, size: number | null): Promise<PostState> {
  const answer = await callTikTok(work, 'post/publish/status/fetch/', { publish_id: publishId })
  if (codeOf(answer) === 'invalid_publish_id') return { kind: 'gone' }
  const read = statusShape.safeParse(answer.body)
  if (!isSuccess(answer) || !read.success) return { kind: 'unclear', answer }
  const { status, fail_reason, uploaded_bytes } = read.data.data
  if (status === 'PUBLISH_COMPLETE') return { kind: 'done', postId: postId.exec(answer.text)?.[1] ?? null }
  if (status === 'FAILED') return { kind: 'failed', reason: fail_reason ?? 'internal' }
  if (status === 'PROCESSING_UPLOAD' && size !== null && (uploaded_bytes ?? 0) < size)
    return { kind: 'waiting', uploaded: uploaded_bytes ?? 0 }
  return { kind: 'working' }
}

/** Looks until there is something to tell, or the looks are used up. `isEnough`: what need not be waited for. */
export async function stateInTime(
  work: Work,
  publishId: string,
  size: number | null,
  isEnough: (state: PostState) => boolean,
): Promise<PostState> {
  for (let look = 1; ; look++) {
    const state = await postState(work, publishId, size)
    if (isEnough(state) || look >= work.settings.looks) return state
    await new Promise((resolve) => setTimeout(resolve, work.settings.pollEvery))
  }
}
