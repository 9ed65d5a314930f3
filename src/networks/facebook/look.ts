/** What stands on the Page, and what only waits there. */
import { z } from 'zod'
import {
  ReconnectNeeded,
  NetworkTrouble,
  PostRefused,
  type OwnPost,
  type OwnPosts,
  type RemoteRef,
} from '../contract.ts'
import { comparable } from '../families/own-posts.ts'
import { instant, pageOf } from '../families/graph.ts'
import { addressOf, type Draft, type Page } from './page.ts'

/** How a draft stands. */
export type Look =
  | { state: 'out'; ref: RemoteRef; text: string }
  /** Nobody has published it. */
  | { state: 'waiting' }
  /** Facebook works on it. */
  | { state: 'working' }
  | { state: 'failed'; say: string }
  | { state: 'gone' }

const postShape = z.object({
  id: z.string(),
  message: z.string().default(''),
  is_published: z.boolean(),
  permalink_url: z.string().nullish(),
})

const phase = z.object({
  status: z.string().default('not_started'),
  publish_status: z.string().nullish(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
})
const videoShape = z.object({
  id: z.string(),
  description: z.string().default(''),
  published: z.boolean().nullish(),
  post_id: z.string().nullish(),
  permalink_url: z.string().nullish(),
  status: z.object({
    video_status: z.string(),
    uploading_phase: phase.nullish(),
    processing_phase: phase.nullish(),
    publishing_phase: phase.nullish(),
  }),
})
type Video = z.infer<typeof videoShape>

/** Ids and numbers come as either here. */
const id = z.union([z.string(), z.number()]).transform(String)
const storyShape = z.object({
  post_id: id,
  media_id: id.nullish(),
  url: z.string().nullish(),
  creation_time: z.union([z.string(), z.number()]).nullish(),
})

/** Throws `NetworkTrouble` or `ReconnectNeeded` when it can't be seen. */
export async function lookAt(page: Page, draft: Draft): Promise<Look> {
  try {
    switch (draft.kind) {
      case 'post':
        return await lookAtPost(page, draft)
      case 'video':
      case 'reel':
        return stateOfVideo(page, draft, await readVideo(page, draft.id))
      case 'video-story':
      case 'photo-story':
        return await lookAtStory(page, draft)
    }
  } catch (error) {
    if (!(error instanceof PostRefused) || error.code !== 'gone') throw error
    // The same error stands for a permission that is missing. Whoever may still read the Page has not lost it.
    await page.graph.read(page.id, { fields: 'id' }, z.object({ id: z.string() }), 'the Page')
    return { state: 'gone' }
  }
}

async function lookAtPost(page: Page, draft: Draft): Promise<Look> {
  const fields = 'id,message,is_published,permalink_url'
  const post = await page.graph.read(draft.id, { fields }, postShape, 'the post')
  if (!post.is_published) return { state: 'waiting' }
  const url = post.permalink_url ?? addressOf(page, post.id)
  return { state: 'out', text: post.message, ref: { remoteId: post.id, url, extra: { ...draft } } }
}

function readVideo(page: Page, video: string): Promise<Video> {
  const fields = 'id,description,published,post_id,permalink_url,status'
  return page.graph.read(video, { fields }, videoShape, 'the video')
}

function failureOf({ status }: Video): string | null {
  const phases = [status.uploading_phase, status.processing_phase, status.publishing_phase]
  const failed = phases.find((each) => each?.status === 'error')
  if (!failed && !['error', 'expired', 'upload_failed'].includes(status.video_status)) return null
  const words = failed?.errors?.map(({ message }) => message).join(' ') || `status ${status.video_status}`
  return `Facebook could not use the video: ${words}`
}

function stateOfVideo(page: Page, draft: Draft, video: Video): Look {
  const { status } = video
  const failure = failureOf(video)
  if (failure) return { state: 'failed', say: failure }
  const out =
    draft.kind === 'video' ? video.published : status.publishing_phase?.publish_status === 'published'
  if (out && status.video_status === 'ready')
    return { state: 'out', text: video.description, ref: refOfVideo(page, draft, video) }
  // The session of a reel is only worked on once it has been ended, which is what publishes it.
  const worksOnIt = status.processing_phase?.status !== 'not_started' && status.video_status !== 'ready'
  return { state: worksOnIt ? 'working' : 'waiting' }
}

/** A video stands among the Page's posts by its post's id; a reel does not stand there at all. */
function refOfVideo(page: Page, draft: Draft, video: Video): RemoteRef {
  const { post_id, permalink_url } = video
  const post = post_id?.includes('_') ? post_id : post_id && `${page.id}_${post_id}`
  const remoteId = draft.kind === 'video' && post ? post : video.id
  const path = permalink_url?.replace(/^\//, '') ?? (draft.kind === 'reel' ? `reel/${video.id}` : remoteId)
  const url = path.startsWith('https://') ? path : addressOf(page, path)
  return { remoteId, url, extra: { ...draft } }
}

/** Stories are listed while they can be seen, and afterwards where the Page keeps an archive. */
async function lookAtStory(page: Page, draft: Draft): Promise<Look> {
  const list = await page.graph.read(`${page.id}/stories`, { limit: 100 }, pageOf(storyShape), 'the stories')
  const ours = list.data.find(({ media_id }) => media_id === draft.id)
  if (ours) {
    const url = ours.url ?? addressOf(page, page.id)
    return { state: 'out', text: '', ref: { remoteId: ours.post_id, url, extra: { ...draft } } }
  }
  if (draft.kind === 'photo-story') return { state: 'waiting' }
  const look = stateOfVideo(page, draft, await readVideo(page, draft.id))
  // Out and not listed: not listed yet, or no longer. Nobody can tell, so it is never taken for absent.
  return look.state === 'out' ? { state: 'working' } : look
}

const commentShape = z.object({
  id: z.string(),
  message: z.string().default(''),
  from: z.object({ id: z.string() }).nullish(),
})

/** Does the Page's own comment stand under its post? */
export async function hasComment(page: Page, postId: string, words: string): Promise<boolean> {
  const params = { fields: 'id,message,from', filter: 'toplevel', limit: 100 }
  const list = await page.graph.read(`${postId}/comments`, params, pageOf(commentShape), 'the comments')
  return list.data.some(
    ({ message, from }) => from?.id === page.id && comparable(message) === comparable(words),
  )
}

const attachment = z.object({
  media_type: z.string().nullish(),
  subattachments: z.object({ data: z.array(z.unknown()) }).nullish(),
})
const listed = z.object({
  id: z.string(),
  message: z.string().default(''),
  created_time: instant,
  permalink_url: z.string().nullish(),
  attachments: z.object({ data: z.array(attachment) }).nullish(),
})
const listedReel = z.object({
  id: z.string(),
  description: z.string().default(''),
  created_time: instant,
  permalink_url: z.string().nullish(),
})

function mediaIn(attachments: readonly z.infer<typeof attachment>[]): number {
  return attachments.reduce((sum, { media_type, subattachments }) => {
    const one = ['photo', 'video', 'album'].includes(media_type ?? '') ? 1 : 0
    return sum + (subattachments?.data.length ?? one)
  }, 0)
}

/** How many pages of a list are read at most. */
const pagesToRead = 5

async function readList<Item extends { created_time: string }>(
  page: Page,
  edge: string,
  fields: string,
  item: z.ZodType<Item>,
  since: number,
): Promise<{ items: Item[]; complete: boolean }> {
  const items: Item[] = []
  let next: string | undefined
  for (let count = 0; count < pagesToRead; count++) {
    const params = { fields, limit: 100, after: next }
    const list = await page.graph.read(`${page.id}/${edge}`, params, pageOf(item), 'the posts')
    items.push(...list.data.filter(({ created_time }) => Date.parse(created_time) >= since))
    next = list.paging?.next ? (list.paging.cursors?.after ?? undefined) : undefined
    const oldest = list.data.at(-1)
    if (!next || !oldest || Date.parse(oldest.created_time) < since) return { items, complete: true }
  }
  return { items, complete: false }
}

/** What the Page published, newest first; reels are listed by themselves. */
export async function ownPosts(page: Page, since: string): Promise<OwnPosts> {
  const from = Date.parse(since)
  const fields = 'id,message,created_time,permalink_url,attachments{media_type,subattachments}'
  const posts = await readList(page, 'published_posts', fields, listed, from)
  const reelFields = 'id,description,created_time,permalink_url'
  const reels = await readList(page, 'video_reels', reelFields, listedReel, from)
  const all: OwnPost[] = [
    ...posts.items.map((post) => ({
      remoteId: post.id,
      url: post.permalink_url ?? addressOf(page, post.id),
      text: post.message,
      createdAt: post.created_time,
      media: mediaIn(post.attachments?.data ?? []),
    })),
    ...reels.items.map((reel) => ({
      remoteId: reel.id,
      url: addressOf(page, reel.permalink_url?.replace(/^\//, '') ?? `reel/${reel.id}`),
      extra: { kind: 'reel', id: reel.id },
      text: reel.description,
      createdAt: reel.created_time,
      media: 1,
    })),
  ]
  return {
    posts: all.sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
    complete: posts.complete && reels.complete,
  }
}

/** Turns what hindered a look into what `find` says of it. Anything else is thrown on. */
export function unseen(error: unknown): { kind: 'reconnect' | 'undetermined'; say: string } {
  if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
  if (error instanceof NetworkTrouble || error instanceof PostRefused)
    return { kind: 'undetermined', say: error.message }
  throw error
}
