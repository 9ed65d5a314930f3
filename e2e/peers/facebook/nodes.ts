import { gone, isTrue, listed, pick, timeOf, trouble } from '../graph/world.ts'
import { text } from '../stand-in/body.ts'
import { ok, type Answer, type Ask } from '../stand-in/server.ts'
import { pageOf, publishPost } from './publish.ts'
import {
  isOut,
  workOn,
  type Comment,
  type FacebookWorld,
  type Post,
  type Story,
  type Video,
} from './world.ts'

const site = 'https://www.facebook.com'

function postShape(post: Post): Record<string, unknown> {
  const { id, message, published, createdAt, photos, link } = post
  const photo = photos.length > 0 ? photoAttachment(photos.length) : null
  const shared = link ? { media_type: 'link', type: 'share', url: link } : null
  const attachments = [photo, shared].filter((each) => each !== null)
  return {
    id,
    message: message || undefined,
    is_published: published,
    created_time: timeOf(createdAt),
    permalink_url: `${site}/${id.replace('_', '/posts/')}`,
    attachments: attachments.length > 0 ? { data: attachments } : undefined,
  }
}

function photoAttachment(count: number) {
  const one = { media_type: 'photo', type: 'photo' }
  return count === 1
    ? one
    : {
        media_type: 'album',
        type: 'album',
        subattachments: { data: Array.from({ length: count }, () => one) },
      }
}

function videoShape(video: Video): Record<string, unknown> {
  const { id, description, state, published, postId, createdAt, kind } = video
  const done = state === 'ready'
  const phase = { uploading: 'not_started', uploaded: 'not_started', failed: 'error' } as const
  const processing = done ? 'complete' : state === 'processing' ? 'in_progress' : phase[state]
  const videoStatus = { uploaded: 'upload_complete', failed: 'error' } as const
  return {
    id,
    description: description || undefined,
    published: published && done,
    post_id: postId ?? undefined,
    permalink_url: kind === 'reel' ? `/reel/${id}/` : `/${video.page.username}/videos/${id}/`,
    created_time: timeOf(createdAt),
    status: {
      video_status: state === 'uploaded' || state === 'failed' ? videoStatus[state] : state,
      uploading_phase: { status: state === 'uploading' ? 'in_progress' : 'complete' },
      processing_phase: {
        status: processing,
        ...(state === 'failed' ? { errors: [{ code: 1363047, message: 'The video is too short.' }] } : {}),
      },
      publishing_phase:
        published && done
          ? { status: 'complete', publish_status: 'published', publish_time: Math.floor(createdAt / 1000) }
          : { status: 'not_started' },
    },
  }
}

const storyShape = ({ postId, mediaId, kind, createdAt }: Story): Record<string, unknown> => ({
  post_id: postId,
  status: 'PUBLISHED',
  creation_time: String(Math.floor(createdAt / 1000)),
  media_type: kind,
  media_id: mediaId,
  url: `${site}/stories/${postId}`,
})

type Node = { kind: 'post'; post: Post } | { kind: 'video'; video: Video } | { kind: 'story'; story: Story }

/** A post of a video has a number of its own, and means the video. */
function nodeOf(world: FacebookWorld, ask: Ask, ...scopes: string[]): Node {
  const page = world.graph.callerOf(ask, ...scopes)
  const [id = ''] = ask.caught
  const post = world.posts.find((each) => each.id === id && each.page === page)
  if (post) return { kind: 'post', post }
  const video = world.videos.find((each) => (each.id === id || each.postId === id) && each.page === page)
  const story = world.stories.find((each) => each.postId === id && each.page === page)
  if (story) return { kind: 'story', story }
  if (video) return { kind: 'video', video }
  throw gone(id)
}

export function showNode(world: FacebookWorld, ask: Ask): Answer {
  const page = world.graph.callerOf(ask, 'pages_read_engagement')
  if (ask.caught[0] === page.id || ask.caught[0] === 'me')
    return ok(pick(ask, { id: page.id, name: page.name, username: page.username }))
  const node = nodeOf(world, ask, 'pages_read_engagement')
  if (node.kind === 'story') throw gone(node.story.postId)
  if (node.kind === 'post') return ok(pick(ask, postShape(node.post)))
  workOn(node.video)
  return ok(pick(ask, videoShape(node.video)))
}

export function changeNode(world: FacebookWorld, ask: Ask): Answer {
  const node = nodeOf(world, ask, 'pages_manage_posts')
  if (node.kind === 'story') throw trouble({ code: 100, message: 'Stories can’t be changed' })
  const pinned = isTrue(ask, 'is_pinned')
  if (node.kind === 'post') {
    const { post } = node
    if (isTrue(ask, 'is_published') === true) publishPost(world, post)
    post.message = text(ask, 'message') ?? post.message
    post.pinned = pinned ?? post.pinned
    return ok({ success: true })
  }
  const { video } = node
  if (isTrue(ask, 'published') === true && !video.published) {
    video.published = true
    video.createdAt = world.graph.settings.now()
  }
  video.description = text(ask, 'description') ?? video.description
  video.pinned = pinned ?? video.pinned
  return ok({ success: true })
}

export function removeNode(world: FacebookWorld, ask: Ask): Answer {
  const node = nodeOf(world, ask, 'pages_manage_posts')
  if (node.kind === 'post') world.posts.splice(world.posts.indexOf(node.post), 1)
  if (node.kind === 'video') world.videos.splice(world.videos.indexOf(node.video), 1)
  if (node.kind === 'story') world.stories.splice(world.stories.indexOf(node.story), 1)
  return ok({ success: true })
}

export function listPosts(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_read_engagement')
  const posts = world.posts.filter((post) => post.page === page && post.published).map(postShape)
  const videos = world.videos
    .filter((video) => video.page === page && video.kind === 'video' && isOut(video))
    .map((video) => {
      const data = [{ media_type: 'video', type: 'video_inline' }]
      const { description, created_time, permalink_url } = videoShape(video)
      const attachments = { data }
      return { id: video.postId, message: description, created_time, permalink_url, attachments }
    })
  return listed(ask, newestFirst([...posts, ...videos]))
}

const newestFirst = (all: Record<string, unknown>[]) =>
  all.sort((a, b) => String(b['created_time']).localeCompare(String(a['created_time'])))

export function listReels(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_read_engagement')
  const reels = world.videos.filter((video) => video.page === page && video.kind === 'reel' && isOut(video))
  return listed(ask, newestFirst(reels.map(videoShape)))
}

export function listStories(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_read_engagement')
  const ready = ({ mediaId, kind }: Story) =>
    kind === 'photo' || world.videos.some((video) => video.id === mediaId && isOut(video))
  return ok({ data: world.stories.filter((story) => story.page === page && ready(story)).map(storyShape) })
}

/** The file's name says the language: `name.en_GB.srt`. */
export async function addCaptions(world: FacebookWorld, ask: Ask): Promise<Answer> {
  const node = nodeOf(world, ask, 'pages_manage_posts')
  const file = ask.files['captions_file']
  const locale = /\.([a-z]{2,3}_[A-Z]{2})\.srt$/.exec(file?.name ?? '')?.[1]
  const words = (await file?.text()) ?? ''
  if (node.kind !== 'video' || !locale || !/^1\r?\n\d{2}:\d{2}:\d{2},\d{3} --> /.test(words))
    throw trouble({ code: 386, message: 'Invalid captions file: SubRip as name.locale.srt is wanted' })
  node.video.captions.push({ locale, words })
  return ok({ success: true })
}

const commentShape = ({ id, from, message, createdAt }: Comment): Record<string, unknown> => ({
  id,
  message,
  from: { id: from.id, name: from.name },
  created_time: timeOf(createdAt),
})

function commentsOf(world: FacebookWorld, ask: Ask, ...scopes: string[]): Comment[] {
  const node = nodeOf(world, ask, ...scopes)
  if (node.kind === 'story') throw gone(node.story.postId)
  if (node.kind === 'video' && !isOut(node.video)) throw gone(node.video.id)
  return node.kind === 'post' ? node.post.comments : node.video.comments
}

export function listComments(world: FacebookWorld, ask: Ask): Answer {
  return listed(ask, commentsOf(world, ask, 'pages_read_engagement').map(commentShape))
}

export function addComment(world: FacebookWorld, ask: Ask): Answer {
  const from = world.graph.callerOf(ask, 'pages_manage_engagement')
  const message = text(ask, 'message')
  if (!message) throw trouble({ code: 100, message: 'The comment is empty' })
  const createdAt = world.graph.settings.now()
  const comment = { id: world.graph.nextId(), from, message, createdAt }
  commentsOf(world, ask, 'pages_manage_engagement').push(comment)
  return ok({ id: comment.id })
}
