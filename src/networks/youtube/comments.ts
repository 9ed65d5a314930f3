/** The account's own first comment: https://developers.google.com/youtube/v3/docs/commentThreads, read 2026-11. */
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { NetworkTrouble } from '../contract.ts'
import { comparable } from '../families/own-posts.ts'
import { callYouTube, type Work } from './api.ts'
import { said } from './errors.ts'

const threads = z.object({
  items: z.array(
    z.object({
      snippet: z.object({
        topLevelComment: z.object({
          snippet: z.object({
            textOriginal: z.string().optional(),
            authorChannelId: z.object({ value: z.string() }).optional(),
          }),
        }),
      }),
    }),
  ),
})

/** Whether it is there; when YouTube doesn't tell, why not. */
async function isThere(work: Work, video: string, text: string): Promise<boolean | { why: string }> {
  const query = { part: 'snippet', videoId: video, order: 'time', textFormat: 'plainText', maxResults: '100' }
  const answer = await callYouTube(work, { method: 'GET', path: '/youtube/v3/commentThreads', query })
  const read = answer.status === 200 ? threads.safeParse(answer.body) : null
  if (!read?.success) return { why: said(work, answer) }
  return read.data.items
    .map(({ snippet }) => snippet.topLevelComment.snippet)
    .some(
      ({ textOriginal, authorChannelId }) =>
        authorChannelId?.value === work.channelId && comparable(textOriginal ?? '') === comparable(text),
    )
}

/** Null when it is there; otherwise why it is not. */
async function add(work: Work, video: string, text: string): Promise<string | null> {
  const there = await isThere(work, video, text)
  if (there !== false) return there === true ? null : there.why
  const json = {
    snippet: {
      channelId: work.channelId,
      videoId: video,
      topLevelComment: { snippet: { textOriginal: text } },
    },
  }
  const query = { part: 'snippet' }
  const answer = await callYouTube(work, { method: 'POST', path: '/youtube/v3/commentThreads', query, json })
  return answer.status === 200 ? null : said(work, answer)
}

/**
 * The video is out, whatever becomes of the comment; it is written once and never twice, so one whose writing had no
 * answer is not written again. Where comments are switched off for the channel there is none. The log says so.
 */
export async function addFirstComment(work: Work, video: string, text: string): Promise<void> {
  try {
    const why = await add(work, video, text)
    if (why !== null) work.context.log.warn({ video, why }, 'YouTube did not take the first comment')
  } catch (error) {
    if (!(error instanceof FetchError || error instanceof NetworkTrouble)) throw error
    work.context.log.warn({ video, why: error.message }, 'The first comment had no answer from YouTube')
  }
}
