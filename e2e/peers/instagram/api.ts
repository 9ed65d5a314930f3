import { gone, isTrue, listed, pick, timeOf, trouble } from '../graph/world.ts'
import type { InstagramAccount } from '../graph/world.ts'
import { text } from '../stand-in/body.ts'
import { ok, type Answer, type Ask } from '../stand-in/server.ts'
import { day, statusOf, type Container, type InstagramWorld, type Kind, type Media } from './world.ts'

/** The account of the Page whose token it is. */
function accountOf({ graph }: InstagramWorld, ask: Ask, ...scopes: string[]): InstagramAccount {
  const { instagram } = graph.callerOf(ask, 'instagram_basic', ...scopes)
  if (!instagram)
    throw trouble({ code: 10, status: 403, message: 'No Instagram account belongs to this Page' })
  return instagram
}

/** The same, when the path names it. */
function ownerOf(world: InstagramWorld, ask: Ask, ...scopes: string[]): InstagramAccount {
  const owner = accountOf(world, ask, ...scopes)
  if (ask.caught[0] !== owner.id) throw gone(ask.caught[0] ?? '')
  return owner
}

/** Networks fetch at once what they answer for at once: an image. What goes wrong with a video shows later. */
async function fetched(address: string): Promise<{ type: string; bytes: number } | null> {
  try {
    const answer = await fetch(address, { redirect: 'error' })
    const bytes = (await answer.arrayBuffer()).byteLength
    return answer.ok && bytes > 0 ? { type: answer.headers.get('content-type') ?? '', bytes } : null
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const notFetched = {
  code: 9004,
  subcode: 2207052,
  message: 'Only photo or video can be accepted as media type.',
  userMessage: 'The media could not be fetched from this URI.',
}

export async function addContainer(world: InstagramWorld, ask: Ask): Promise<Answer> {
  const owner = ownerOf(world, ask, 'instagram_content_publish', 'pages_read_engagement')
  const caption = text(ask, 'caption') ?? ''
  checkCaption(caption)
  const type = text(ask, 'media_type')
  const container: Container = {
    id: world.graph.nextId(),
    owner,
    kind: kindOf(type),
    caption,
    alt: text(ask, 'alt_text') ?? '',
    type: '',
    isItem: isTrue(ask, 'is_carousel_item') ?? false,
    items: [],
    shareToFeed: isTrue(ask, 'share_to_feed') ?? true,
    createdAt: world.graph.settings.now(),
    looks: 0,
    failure: null,
    published: false,
  }
  if (container.kind === 'CAROUSEL') container.items = itemsOf(world, ask, owner)
  else await fillContainer(world, ask, container)
  world.containers.push(container)
  return ok({ id: container.id })
}

function checkCaption(caption: string): void {
  if (caption.length > 2200)
    throw trouble({ code: 36_004, subcode: 2207010, message: 'The caption was too long' })
  if ((caption.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > 30)
    throw trouble({ code: 100, message: 'Too many hashtags in the caption' })
}

function kindOf(type: string | undefined): Kind {
  if (type === undefined) return 'IMAGE'
  if (type === 'VIDEO' || type === 'REELS' || type === 'STORIES' || type === 'CAROUSEL') return type
  throw trouble({ code: 100, subcode: 2207023, message: `The media type ${type} is unknown` })
}

async function fillContainer(world: InstagramWorld, ask: Ask, container: Container): Promise<void> {
  const [image, video] = [text(ask, 'image_url'), text(ask, 'video_url')]
  if (container.kind === 'VIDEO' && !container.isItem)
    throw trouble({ code: 100, message: 'VIDEO is for carousels only. Use REELS.' })
  const address = image ?? video
  if (!address) throw trouble({ code: 100, message: 'The parameter image_url or video_url is required' })
  if (video !== undefined && container.alt)
    throw trouble({ code: 100, message: 'alt_text is not supported for videos' })
  const file = await fetched(address)
  if (image !== undefined) {
    if (!file) throw trouble(notFetched)
    if (file.type !== 'image/jpeg')
      throw trouble({ code: 36_001, subcode: 2207005, message: 'The image format is not supported' })
    if (file.bytes > 8_000_000)
      throw trouble({ code: 36_000, subcode: 2207004, message: 'The image is too large' })
  } else container.looks = world.settings.processing
  container.type = file?.type ?? ''
  if (!file) container.failure = `Error: ${notFetched.userMessage} (${notFetched.subcode})`
  else if (video !== undefined && !file.type.startsWith('video/'))
    container.failure = 'Error: The video format is not supported (2207026)'
}

function itemsOf(world: InstagramWorld, ask: Ask, owner: InstagramAccount): Container[] {
  const ids = (text(ask, 'children') ?? '').split(',').filter(Boolean)
  if (ids.length < 2 || ids.length > 10)
    throw trouble({ code: 100, subcode: 2207028, message: 'A carousel needs between 2 and 10 items' })
  return ids.map((id) => {
    const item = world.containers.find((each) => each.id === id && each.owner === owner && each.isItem)
    if (!item)
      throw trouble({ code: 24, subcode: 2207008, message: `The media builder ${id} does not exist` })
    if (statusOf(world, item) !== 'FINISHED')
      throw trouble({ code: 9007, subcode: 2207027, message: 'The media is not ready for publishing' })
    return item
  })
}

const usedBy = ({ media, graph }: InstagramWorld, owner: InstagramAccount): number =>
  media.filter((each) => each.owner === owner && graph.settings.now() - each.createdAt < day).length

export function showLimit(world: InstagramWorld, ask: Ask): Answer {
  const owner = ownerOf(world, ask, 'instagram_content_publish')
  const config = { quota_total: world.settings.quota, quota_duration: day / 1000 }
  return ok({ data: [{ config, quota_usage: usedBy(world, owner) }] })
}

/**
 * What becomes of a container that is published twice is not documented; here it makes a second post, which is the worst
 * that can be.
 */
export function publishContainer(world: InstagramWorld, ask: Ask): Answer {
  const owner = ownerOf(world, ask, 'instagram_content_publish', 'pages_read_engagement')
  const id = text(ask, 'creation_id') ?? ''
  const container = world.containers.find((each) => each.id === id && each.owner === owner)
  const status = container && statusOf(world, container)
  if (!container || container.isItem || status === 'EXPIRED')
    throw trouble({
      code: 24,
      subcode: 2207008,
      message: `The media builder with creation id ${id} does not exist`,
    })
  if (status === 'IN_PROGRESS' || status === 'ERROR')
    throw trouble({ code: 9007, subcode: 2207027, message: 'The media is not ready for publishing' })
  if (usedBy(world, owner) >= world.settings.quota)
    throw trouble({
      code: 9,
      subcode: 2207042,
      status: 403,
      message: 'Application request limit reached',
      userMessage: 'The maximum number of posts that the API lets through was reached.',
    })
  const files = container.kind === 'CAROUSEL' ? container.items : [container]
  const media: Media = {
    id: world.graph.nextId(),
    owner,
    caption: container.kind === 'STORIES' ? '' : container.caption,
    kind: container.kind,
    items: files.map(({ type, alt }) => ({ type, alt })),
    shareToFeed: container.shareToFeed,
    createdAt: world.graph.settings.now(),
    comments: [],
  }
  container.published = true
  world.media.push(media)
  return ok({ id: media.id })
}

function mediaShape(media: Media): Record<string, unknown> {
  const { id, caption, kind, items, createdAt, owner, shareToFeed, comments } = media
  const isVideo = items[0]?.type.startsWith('video/') ?? false
  const product = { REELS: 'REELS', STORIES: 'STORY', IMAGE: 'FEED', VIDEO: 'FEED', CAROUSEL: 'FEED' }
  const path = kind === 'REELS' ? 'reel' : kind === 'STORIES' ? `stories/${owner.username}` : 'p'
  return {
    id,
    caption: caption || undefined,
    timestamp: timeOf(createdAt),
    permalink: `https://www.instagram.com/${path}/${Number(id).toString(36)}/`,
    media_type: kind === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : isVideo ? 'VIDEO' : 'IMAGE',
    media_product_type: product[kind],
    is_shared_to_feed: kind === 'REELS' ? shareToFeed : undefined,
    comments_count: comments.length,
    username: owner.username,
    children:
      kind === 'CAROUSEL' ? { data: items.map((_item, index) => ({ id: `${id}${index}` })) } : undefined,
  }
}

/** Posts and reels in one list, stories of the last day in the other. */
export function listMedia(world: InstagramWorld, ask: Ask, stories: boolean): Answer {
  const owner = ownerOf(world, ask)
  const mine = world.media.filter((each) => each.owner === owner && (each.kind === 'STORIES') === stories)
  return listed(ask, mine.toReversed().map(mediaShape))
}

function mediaOf(world: InstagramWorld, ask: Ask, ...scopes: string[]): Media {
  const owner = accountOf(world, ask, ...scopes)
  const [id = ''] = ask.caught
  const media = world.media.find((each) => each.id === id && each.owner === owner)
  if (!media) throw gone(id)
  return media
}

export function showNode(world: InstagramWorld, ask: Ask): Answer {
  const owner = accountOf(world, ask)
  const container = world.containers.find((each) => each.id === ask.caught[0] && each.owner === owner)
  if (!container) return ok(pick(ask, mediaShape(mediaOf(world, ask))))
  const status_code = statusOf(world, container)
  if (container.looks > 0) container.looks -= 1
  const status = container.failure ?? `${status_code}: the state of the media`
  return ok(pick(ask, { id: container.id, status_code, status }))
}

export function removeMedia(world: InstagramWorld, ask: Ask): Answer {
  const media = mediaOf(world, ask, 'instagram_manage_contents')
  world.media.splice(world.media.indexOf(media), 1)
  return ok({ success: true })
}

export function listComments(world: InstagramWorld, ask: Ask): Answer {
  const { comments } = mediaOf(world, ask, 'instagram_manage_comments')
  const shapes = comments.map(({ id, text, username, createdAt }) => ({
    id,
    text,
    username,
    timestamp: timeOf(createdAt),
  }))
  return listed(ask, shapes)
}

export function addComment(world: InstagramWorld, ask: Ask): Answer {
  const media = mediaOf(world, ask, 'instagram_manage_comments')
  const words = text(ask, 'message') ?? ''
  const hashtags = words.match(/#[\p{L}\p{N}_]+/gu) ?? []
  const links = words.match(/https?:\/\//g) ?? []
  if (words === '' || words.length > 300 || hashtags.length > 4 || links.length > 1)
    throw trouble({ code: 100, message: 'The comment is empty, too long, or has too many hashtags or links' })
  const createdAt = world.graph.settings.now()
  const comment = { id: world.graph.nextId(), username: media.owner.username, text: words, createdAt }
  media.comments.push(comment)
  return ok({ id: comment.id })
}
