import { text } from '../stand-in/body.ts'
import type { Person } from '../stand-in/oauth2.ts'
import type { Answer, Ask } from '../stand-in/server.ts'
import { allowed, graphError, invalid, missing, ok } from './answers.ts'
import {
  addPost,
  lengthOf,
  ofLastDay,
  statusOf,
  type Container,
  type Item,
  type Post,
  type World,
} from './world.ts'

const kinds: readonly string[] = ['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL']
const isKind = (value: string): value is Container['kind'] => kinds.includes(value)

export function me(world: World, ask: Ask): Answer {
  const { person } = allowed(world, ask)
  return ok(picked(ask, { id: person.id, username: person.username, name: person.name }))
}

export async function makeContainer(world: World, ask: Ask): Promise<Answer> {
  const { person } = allowed(world, ask, 'threads_content_publish')
  const kind = text(ask, 'media_type') ?? ''
  if (!isKind(kind)) throw invalid('Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}')
  const words = text(ask, 'text') ?? ''
  checkText(kind, words, text(ask, 'link_attachment') ?? null)
  checkTopic(text(ask, 'topic_tag') ?? null)
  const children = kind === 'CAROUSEL' ? childrenOf(world, ask, person) : []
  const item = kind === 'IMAGE' || kind === 'VIDEO' ? await fetched(ask, kind) : null
  const container: Container = {
    id: world.nextId(),
    owner: person,
    kind,
    text: words,
    items: item ? [item.item] : children.flatMap(({ items }) => items),
    isItem: text(ask, 'is_carousel_item') === 'true',
    replyTo: parentOf(world, ask),
    topic: text(ask, 'topic_tag') ?? null,
    link: kind === 'TEXT' ? (text(ask, 'link_attachment') ?? null) : null,
    at: world.settings.now(),
    pending: world.settings.processing,
    fault: item?.fault ?? null,
    post: null,
  }
  world.containers.push(container)
  return ok({ id: container.id })
}

function checkText(kind: Container['kind'], words: string, link: string | null): void {
  if (kind === 'TEXT' && words === '') throw invalid('The parameter text is required')
  if (lengthOf(words) > 500) throw invalid('Param text must be at most 500 characters long.')
  const links = new Set(words.match(/https?:\/\/\S+/g) ?? [])
  if (link !== null) links.add(link)
  if (links.size > 5) throw invalid('THREADS_API__LINK_LIMIT_EXCEEDED')
}

function checkTopic(topic: string | null): void {
  if (topic !== null && (topic.length > 50 || /[.&]/.test(topic)))
    throw invalid('Param topic_tag is not valid')
}

function parentOf(world: World, ask: Ask): Post | null {
  const id = text(ask, 'reply_to_id')
  if (id === undefined) return null
  const found = world.posts.find((post) => post.id === id)
  if (found) return found
  throw missing(id)
}

function childrenOf(world: World, ask: Ask, person: Person): Container[] {
  const ids = (text(ask, 'children') ?? '').split(',').filter(Boolean)
  if (ids.length < 2 || ids.length > 20) throw invalid('Carousels have 2 to 20 children')
  return ids.map((id) => {
    const child = world.containers.find((known) => known.id === id && known.owner === person && known.isItem)
    if (!child || statusOf(world, child) !== 'FINISHED') throw missing(id)
    return child
  })
}

/** Fetches the media from the address that it was given, as the network does. */
async function fetched(ask: Ask, kind: 'IMAGE' | 'VIDEO'): Promise<{ item: Item; fault: string | null }> {
  const url = text(ask, kind === 'IMAGE' ? 'image_url' : 'video_url')
  if (url === undefined || !URL.canParse(url)) throw invalid(`Param ${kind.toLowerCase()}_url is not valid`)
  const alt = text(ask, 'alt_text') ?? ''
  if (alt.length > 1000) throw invalid('Param alt_text must be at most 1000 characters long.')
  const answer = await fetch(url).catch(() => null)
  await answer?.arrayBuffer()
  const type = answer?.headers.get('content-type') ?? ''
  const wanted = kind === 'IMAGE' ? ['image/jpeg', 'image/png'] : ['video/mp4', 'video/quicktime']
  const failed = kind === 'IMAGE' ? 'UNKNOWN' : 'FAILED_DOWNLOADING_VIDEO'
  const fault = answer?.ok ? (wanted.includes(type) ? null : 'FAILED_PROCESSING_VIDEO') : failed
  return { item: { kind, type, alt }, fault }
}

/** One container is published once. What the network answers to a second try is not written down; here it is missing. */
export function publish(world: World, ask: Ask): Answer {
  const { person } = allowed(world, ask, 'threads_content_publish')
  const id = text(ask, 'creation_id') ?? ''
  const container = world.containers.find((known) => known.id === id && known.owner === person)
  if (!container || container.isItem || statusOf(world, container) !== 'FINISHED') throw missing(id)
  const { posts, replies } = world.settings.quota
  const own = ofLastDay(world, world.posts).filter(({ author }) => author === person)
  const isReply = container.replyTo !== null
  if (own.filter(({ replyTo }) => (replyTo !== null) === isReply).length >= (isReply ? replies : posts))
    throw graphError(403, 9, 'Application request limit reached', {
      say: 'You reached maximum number of posts that is allowed to be published.',
    })
  if (container.replyTo && !world.posts.includes(container.replyTo)) throw missing(container.replyTo.id)
  container.post = addPost(world, { ...container, author: person })
  return ok({ id: container.post.id })
}

export function show(world: World, ask: Ask): Answer {
  const { person } = allowed(world, ask)
  const [id = ''] = ask.caught
  const container = world.containers.find((known) => known.id === id && known.owner === person)
  if (container) {
    const status = statusOf(world, container)
    container.pending = Math.max(0, container.pending - 1)
    const fault = status === 'ERROR' ? { error_message: container.fault } : {}
    return ok(picked(ask, { id, status, ...fault }))
  }
  const post = world.posts.find((known) => known.id === id)
  if (!post)
    throw graphError(
      400,
      100,
      `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
      { type: 'GraphMethodException', subcode: 33 },
    )
  return ok(picked(ask, shapeOf(post)))
}

export function remove(world: World, ask: Ask): Answer {
  const { person } = allowed(world, ask, 'threads_delete')
  const [id = ''] = ask.caught
  const post = world.posts.find((known) => known.id === id && known.author === person)
  if (!post) throw missing(id)
  const own = ofLastDay(world, world.deletions).filter(({ owner }) => owner === person)
  if (own.length >= world.settings.quota.deletions)
    throw graphError(403, 9, 'Application request limit reached')
  world.deletions.push({ owner: person, at: world.settings.now() })
  world.posts.splice(world.posts.indexOf(post), 1)
  return ok({ success: true, deleted_id: id })
}

export function list(world: World, ask: Ask, replies: boolean): Answer {
  const { person } = allowed(world, ask, ...(replies ? ['threads_read_replies'] : []))
  const own = world.posts.filter(({ author, replyTo }) => author === person && (replyTo !== null) === replies)
  const newest = own.toReversed()
  const limit = Math.min(100, Number(text(ask, 'limit') ?? 25))
  const cursor = text(ask, 'after')
  const from = cursor === undefined ? 0 : newest.findIndex(({ id }) => id === cursor) + 1
  const page = newest.slice(from, from + limit)
  const last = page.at(-1)
  if (!last) return ok({ data: [] })
  const more = newest.length > from + limit
  return ok({
    data: page.map((post) => picked(ask, shapeOf(post))),
    paging: {
      cursors: { before: page[0]?.id, after: last.id },
      ...(more ? { next: `${ask.origin}${ask.path}?after=${last.id}` } : {}),
    },
  })
}

export function quota(world: World, ask: Ask): Answer {
  const { person } = allowed(world, ask, 'threads_content_publish')
  const own = ofLastDay(world, world.posts).filter(({ author }) => author === person)
  const { posts, replies } = world.settings.quota
  const config = (total: number) => ({ quota_total: total, quota_duration: 86_400 })
  const used = {
    quota_usage: own.filter(({ replyTo }) => replyTo === null).length,
    config: config(posts),
    reply_quota_usage: own.filter(({ replyTo }) => replyTo !== null).length,
    reply_config: config(replies),
  }
  return ok({ data: [picked(ask, used)] })
}

const mediaTypes = { TEXT: 'TEXT_POST', IMAGE: 'IMAGE', VIDEO: 'VIDEO', CAROUSEL: 'CAROUSEL_ALBUM' } as const

function shapeOf(post: Post): Record<string, unknown> {
  const { id, author, kind, items, replyTo } = post
  const [item] = items
  return {
    id,
    media_product_type: 'THREADS',
    media_type: mediaTypes[kind],
    permalink: `https://www.threads.com/@${author.username}/post/C${id}`,
    owner: { id: author.id },
    username: author.username,
    ...(post.text === '' ? {} : { text: post.text }),
    timestamp: new Date(post.at).toISOString().replace(/\.\d+Z$/, '+0000'),
    shortcode: `C${id}`,
    is_quote_post: false,
    is_reply: replyTo !== null,
    ...(replyTo ? { replied_to: { id: replyTo.id } } : {}),
    ...(kind === 'CAROUSEL' ? { children: { data: items.map((_, at) => ({ id: `${id}${at}` })) } } : {}),
    ...(item?.alt && kind !== 'CAROUSEL' ? { alt_text: item.alt } : {}),
    ...(post.link ? { link_attachment_url: post.link } : {}),
    ...(post.topic ? { topic_tag: post.topic } : {}),
  }
}

/** Only the fields that were asked for; the id always. */
function picked(ask: Ask, shape: Record<string, unknown>): Record<string, unknown> {
  const fields = ['id', ...(text(ask, 'fields') ?? 'id').split(',')]
  return Object.fromEntries(Object.entries(shape).filter(([name]) => fields.includes(name)))
}
