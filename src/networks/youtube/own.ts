/** The channel's published videos, by the list of its uploads. */
import { z } from 'zod'
import { NetworkTrouble, ReconnectNeeded, type OwnPosts } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { skewOf } from '../families/own-posts.ts'
import { troubled } from '../families/outcomes.ts'
import { callYouTube, type Work } from './api.ts'
import { thrown } from './errors.ts'
import { isDraft, listVideos, ownPostOf, videosOf, type Video } from './videos.ts'

const pageSize = 50
const pagesToRead = 6
/** YouTube writes whole seconds. */
const leeway = 2_000

/** https://developers.google.com/youtube/v3/docs/playlistItems/list, read 2026-11. */
const pageShape = z.object({
  items: z.array(z.object({ contentDetails: z.object({ videoId: z.string().min(1) }) })),
  nextPageToken: z.string().optional(),
})

async function asked(work: Work, request: Promise<ApiAnswer>): Promise<ApiAnswer> {
  const answer = await request.catch(troubled('The channel’s videos could not be read.'))
  if (answer.status === 200) return answer
  const error = thrown(work, answer, 'the question')
  throw error instanceof ReconnectNeeded || error instanceof NetworkTrouble ? error : unreadable()
}

const unreadable = () => new NetworkTrouble('The channel’s videos could not be read.')

/** Those that somebody other than the channel can see. What waits, or was hidden again, stands on nothing. */
const stands = (video: Video): boolean => !isDraft(video) && video.status.privacyStatus !== 'private'

/**
 * The list is in the order of uploads, while a private one may be published much later; so it is read until a whole
 * page is older.
 */
export async function ownVideos(work: Work, since: string): Promise<OwnPosts> {
  const videos: Video[] = []
  let from: number | null = null
  let next: string | undefined
  for (let page = 0; page < pagesToRead; page++) {
    const query = {
      part: 'contentDetails',
      playlistId: work.uploads,
      maxResults: String(pageSize),
      ...(next === undefined ? {} : { pageToken: next }),
    }
    const path = '/youtube/v3/playlistItems'
    const answer = await asked(work, callYouTube(work, { method: 'GET', path, query }))
    const list = pageShape.safeParse(answer.body)
    if (!list.success) throw unreadable()
    from ??=
      Date.parse(since) + (skewOf(answer.headers, work.context.clock.now().epochMilliseconds) ?? 0) - leeway
    const ids = list.data.items.map(({ contentDetails }) => contentDetails.videoId)
    const read = ids.length === 0 ? [] : videosOf(await asked(work, listVideos(work, ids)))
    if (!read) throw unreadable()
    const start = from
    const newer = read.filter(({ snippet }) => Date.parse(snippet.publishedAt) >= start)
    videos.push(...newer)
    next = list.data.nextPageToken
    if (next === undefined || newer.length === 0) return { posts: postsOf(videos), complete: true }
  }
  return { posts: postsOf(videos), complete: false }
}

function postsOf(videos: readonly Video[]): OwnPosts['posts'] {
  return videos
    .filter(stands)
    .map(ownPostOf)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
}
