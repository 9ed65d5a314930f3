/** Containers: https://developers.facebook.com/documentation/instagram-platform/content-publishing.md, read 2026-11. */
import { z } from 'zod'
import { after } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import { made, pageOf, type Params } from '../families/graph.ts'
import { metaEntities } from '../families/meta-text.ts'
import { instagramProfile, itemSeconds, mostInCaption, mostInComment, storySeconds, waits } from './limits.ts'
import type { Staged, Work } from './work.ts'

const { limits } = instagramProfile

/** Refuses a file by what Instagram publishes of it, before Instagram fetches it. */
export async function checkMedia(media: OutgoingMedia): Promise<void> {
  const image = media.kind === 'image'
  const taken = image ? limits.imageTypes : limits.video?.types
  const most = (image ? limits.imageBytes : limits.video?.bytes) ?? 0
  if (taken?.includes(media.type) && (await media.size()) <= most) return
  const what = image ? 'JPEG images' : 'MP4 and MOV videos'
  throw new MediaRefused(`Instagram takes ${what} of at most ${most / 1_000_000} MB.`)
}

/** Why a part can't go out in its form; null when it can. */
export function objectionTo(part: OutgoingPart): { code: string; say: string } | null {
  const { used, max, over } = instagramProfile.count(part.text)
  if (over > 0)
    return { code: 'too-long', say: `The caption has ${used} characters; Instagram takes ${max}.` }
  const of = (text: string, kind: 'hashtag' | 'mention' | 'link') => metaEntities(text, [kind]).length
  for (const [kind, most] of [
    ['hashtag', mostInCaption.hashtags],
    ['mention', mostInCaption.mentions],
  ] as const) {
    const count = of(part.text, kind)
    if (count > most)
      return { code: `too-many-${kind}s`, say: `The caption has ${count} ${kind}s; Instagram takes ${most}.` }
  }
  return objectionToMedia(part) ?? objectionToComment(part)
}

function objectionToMedia({ media, format }: OutgoingPart): { code: string; say: string } | null {
  if (media.length === 0)
    return { code: 'no-media', say: 'Nothing can be posted on Instagram without an image or a video.' }
  if (media.length > limits.images)
    return { code: 'too-much-media', say: `Instagram takes ${limits.images} images and videos in a post.` }
  if (format === 'story' && media.length > 1)
    return { code: 'too-much-media', say: 'A story on Instagram is one image or one video.' }
  if (format === 'short' && (media.length > 1 || media[0]?.kind !== 'video'))
    return { code: 'no-video', say: 'A reel on Instagram is one video.' }
  const longest = format === 'story' ? storySeconds[1] : media.length > 1 ? itemSeconds[1] : Infinity
  if (media.some(({ seconds }) => seconds !== null && seconds > longest))
    return {
      code: 'too-long-video',
      say: `A video in a story or a carousel lasts ${longest} seconds at most.`,
    }
  return null
}

function objectionToComment({ firstComment, format }: OutgoingPart): { code: string; say: string } | null {
  if (firstComment === null) return null
  if (format === 'story') return { code: 'no-comments', say: 'A story on Instagram takes no first comment.' }
  if (firstComment.length > limits.firstComment)
    return {
      code: 'comment-too-long',
      say: `Instagram takes ${limits.firstComment} characters in a comment.`,
    }
  const hashtags = metaEntities(firstComment, ['hashtag']).length
  const links = metaEntities(firstComment, ['link']).length
  if (hashtags > mostInComment.hashtags || links > mostInComment.links)
    return {
      code: 'comment-refused',
      say: `Instagram takes ${mostInComment.hashtags} hashtags and ${mostInComment.links} link in a comment.`,
    }
  return null
}

const quotaShape = pageOf(
  z.object({
    quota_usage: z.number().int().nonnegative(),
    config: z.object({ quota_total: z.number().int().positive(), quota_duration: z.number().positive() }),
  }),
)

/** The day's posts as Instagram counts them, with those that were made past Rostrum by other apps. */
async function checkQuota({ graph, id, context }: Work): Promise<void> {
  const params = { fields: 'config,quota_usage' }
  const { data } = await graph.read(`${id}/content_publishing_limit`, params, quotaShape, 'its limits')
  const [quota] = data
  if (!quota || quota.quota_usage < quota.config.quota_total) return
  throw new NetworkTrouble(
    `Instagram has had ${quota.quota_usage} posts of this account in ${quota.config.quota_duration / 3600} hours, which is its limit.`,
    after(context.clock, waits.posts),
    'account',
  )
}

/** Makes what `publish` then shows. The account's limit is asked first: containers are counted as well (400 a day). */
export async function makeContainer(work: Work, part: OutgoingPart): Promise<Staged> {
  const no = objectionTo(part)
  if (no) throw new PostRefused(no.code, no.say)
  await checkQuota(work)
  const [first] = part.media
  if (!first) throw new PostRefused('no-media', 'There is no image or video in the post.')
  const container =
    part.media.length > 1 ? await makeCarousel(work, part) : await create(work, paramsOf(first, part))
  await untilDone(work, container)
  return { container, format: part.format }
}

/** The items have to be done before the carousel can be made of them. */
async function makeCarousel(work: Work, part: OutgoingPart): Promise<string> {
  const items: string[] = []
  for (const media of part.media) items.push(await create(work, { ...itemOf(media), is_carousel_item: true }))
  for (const item of items) {
    const state = await untilDone(work, item)
    if (state.status_code === 'ERROR') throw new MediaRefused(failureOf(state))
    if (state.status_code === 'IN_PROGRESS')
      throw new NetworkTrouble('Instagram still works on the images and videos. It will be tried again.')
  }
  return create(work, { media_type: 'CAROUSEL', children: items.join(','), caption: part.text })
}

function itemOf(media: OutgoingMedia): Params {
  if (media.kind === 'video') return { media_type: 'VIDEO', video_url: media.address() }
  return { image_url: media.address(), ...(media.alt ? { alt_text: media.alt } : {}) }
}

/** One image or one video. Every single video is a reel there (since 2023-07); only a post stands among the images too. */
function paramsOf(media: OutgoingMedia, { format, text }: OutgoingPart): Params {
  if (format === 'story') {
    const address = media.address()
    return {
      media_type: 'STORIES',
      ...(media.kind === 'image' ? { image_url: address } : { video_url: address }),
    }
  }
  if (media.kind === 'image') return { ...itemOf(media), caption: text }
  const share_to_feed = format === 'post'
  return { media_type: 'REELS', video_url: media.address(), caption: text, share_to_feed }
}

async function create({ graph, id }: Work, params: Params): Promise<string> {
  return (await graph.taken(graph.post(`${id}/media`, params), made, 'the image or video')).id
}

const stateShape = z.object({
  status_code: z.enum(['EXPIRED', 'ERROR', 'FINISHED', 'IN_PROGRESS', 'PUBLISHED']),
  /** Words for the code; an error has its number in them. */
  status: z.string().default(''),
})
export type State = z.infer<typeof stateShape>

export function stateOf({ graph }: Work, container: string): Promise<State> {
  return graph.read(container, { fields: 'status_code,status' }, stateShape, 'the container')
}

/** Waits a while; one that is still worked on then is looked at again when it is due. */
async function untilDone(work: Work, container: string): Promise<State> {
  let state = await stateOf(work, container)
  for (let look = 0; look < work.options.looks && state.status_code === 'IN_PROGRESS'; look++) {
    await new Promise((resolve) => setTimeout(resolve, work.options.pollEvery))
    state = await stateOf(work, container)
  }
  return state
}

export function failureOf({ status }: State): string {
  return `Instagram could not use the image or video: ${status.slice(0, 200) || 'it gave no reason'}`
}
