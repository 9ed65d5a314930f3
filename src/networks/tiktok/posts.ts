/** The account's public posts, as TikTok lists them. What is not public is in no list. */
import { z } from 'zod'
import type { OutgoingPart, OwnPost, OwnPosts } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { comparable, skewOf } from '../families/own-posts.ts'
import { callTikTok, isSuccess, type Work } from './api.ts'
import { shownText } from './limits.ts'

const videoShape = z.object({
  id: z.string().min(1),
  /** Seconds since 1970. */
  create_time: z.number(),
  share_url: z.string().nullish(),
  video_description: z.string().nullish(),
})
type Video = z.infer<typeof videoShape>

const pageShape = z.object({
  data: z.object({
    videos: z.array(videoShape).nullish(),
    cursor: z.number().nullish(),
    has_more: z.boolean().nullish(),
  }),
})

const fields = 'id,create_time,share_url,video_description'
/** The most that one answer holds: https://developers.tiktok.com/doc/tiktok-api-v2-video-list, read 2026-11. */
const aPage = 20
const mostPages = 15

/** Thrown in place of an outcome: the answer says what it is. */
export class Unread extends Error {
  readonly answer: ApiAnswer
  constructor(answer: ApiAnswer) {
    super('The posts could not be read')
    this.answer = answer
  }
}

/** What TikTok adds to count visitors is no part of the address. */
function addressOf({ id, share_url }: Video, handle: string): string {
  const shared = URL.parse(share_url ?? '')
  return shared ? `${shared.origin}${shared.pathname}` : postAddress(handle, 'video', id)
}

export function postAddress(handle: string, kind: 'video' | 'photo', id: string): string {
  return `https://www.tiktok.com/@${handle}/${kind}/${id}`
}

export const pageOf = (handle: string): string => `https://www.tiktok.com/@${handle}`

function ownPostOf(video: Video, handle: string): OwnPost {
  return {
    remoteId: video.id,
    url: addressOf(video, handle),
    text: video.video_description ?? '',
    createdAt: new Date(video.create_time * 1000).toISOString(),
    media: 1,
  }
}

/** A list may show only the beginning of a long text. */
export function sameShown(shown: string, part: OutgoingPart): boolean {
  const [there, sent] = [comparable(shown), comparable(part.text)]
  return there === sent || (shown.length >= shownText && sent.startsWith(there.replace(/…$/, '')))
}

export interface Listed extends OwnPosts {
  /** How far TikTok's clock is ahead of ours, in milliseconds; null when it can't be said. */
  skew: number | null
}

/** Back to `since` (milliseconds on our clock). Throws `Unread`, and `FetchError` when there is no answer. */
export async function listVideos(work: Work, since: number): Promise<Listed> {
  const posts: OwnPost[] = []
  let cursor: number | null = null
  let skew: number | null = null
  for (let page = 0; page < mostPages; page++) {
    const asked = { max_count: aPage, ...(cursor === null ? {} : { cursor }) }
    const answer = await callTikTok(work, 'video/list/', asked, { fields })
    const read = pageShape.safeParse(answer.body)
    if (!isSuccess(answer) || !read.success) throw new Unread(answer)
    if (page === 0) skew = skewOf(answer.headers, work.context.clock.now().epochMilliseconds)
    const { videos, has_more, cursor: next } = read.data.data
    const from = since + (skew ?? 0) - 2_000
    const own = (videos ?? []).map((video) => ownPostOf(video, work.connection.handle))
    posts.push(...own.filter(({ createdAt }) => Date.parse(createdAt) >= from))
    const oldest = own.at(-1)
    cursor = next ?? null
    if (!oldest || !has_more || cursor === null || Date.parse(oldest.createdAt) < from)
      return { posts, complete: true, skew }
  }
  return { posts, complete: false, skew }
}

/** One public post by its id; null when it is not among them. Throws `Unread`, and `FetchError`. */
export async function readVideo(work: Work, id: string): Promise<OwnPost | null> {
  const answer = await callTikTok(work, 'video/query/', { filters: { video_ids: [id] } }, { fields })
  const read = pageShape.safeParse(answer.body)
  if (!isSuccess(answer) || !read.success) throw new Unread(answer)
  const video = (read.data.data.videos ?? []).find((found) => found.id === id)
  return video ? ownPostOf(video, work.connection.handle) : null
}
