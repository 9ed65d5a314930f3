import { gone, isTrue, trouble, VERSION, type GraphPage } from '../graph/world.ts'
import { text } from '../stand-in/body.ts'
import { ok, type Answer, type Ask } from '../stand-in/server.ts'
import { sizeOf, type FacebookWorld, type Post, type Video } from './world.ts'

/** The Page of a path, when it is the one whose token was given. */
export function pageOf({ graph }: FacebookWorld, ask: Ask, ...scopes: string[]): GraphPage {
  const page = graph.callerOf(ask, ...scopes)
  const [id = ''] = ask.caught
  if (id !== page.id && id !== 'me')
    throw trouble({ code: 200, status: 403, message: 'Publishing is done as the Page itself' })
  return page
}

export function addPhoto(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_manage_posts')
  const file = ask.files['source']
  if (!file || file.size === 0 || !/^image\/(?:jpeg|png|gif|bmp|tiff)$/.test(file.type))
    throw trouble({ code: 324, message: 'Missing or invalid image file' })
  if (file.size > 10_000_000)
    throw trouble({ code: 1366046, message: 'Your photos should be less than 10 MB' })
  if (isTrue(ask, 'published') !== false)
    throw trouble({ code: 100, message: 'The stand-in takes photos for posts only' })
  const photo = {
    id: world.graph.nextId(),
    page,
    type: file.type,
    bytes: file.size,
    alt: text(ask, 'alt_text_custom') ?? '',
    usedBy: null,
  }
  world.photos.push(photo)
  return ok({ id: photo.id })
}

export function addPost(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_manage_posts', 'pages_read_engagement')
  const message = text(ask, 'message') ?? ''
  const link = text(ask, 'link') ?? null
  const attached: unknown = JSON.parse(text(ask, 'attached_media') ?? '[]')
  const ids = (Array.isArray(attached) ? attached : []).map(
    (each: unknown) => (each as { media_fbid?: string }).media_fbid,
  )
  const photos = ids.map((id) => {
    const photo = world.photos.find((each) => each.id === id && each.page === page)
    if (!photo) throw trouble({ code: 100, message: `Invalid parameter: attached_media ${id}` })
    return photo
  })
  if (message.trim() === '' && !link && photos.length === 0)
    throw trouble({ code: 197, message: 'The post is empty. Please enter a message to share.' })
  if (message.length > 63_206) throw trouble({ code: 100, message: 'Message is too long' })
  const post: Post = {
    id: `${page.id}_${world.graph.nextId()}`,
    page,
    message,
    link: photos.length > 0 ? null : link,
    photos,
    published: false,
    pinned: false,
    comments: [],
    createdAt: world.graph.settings.now(),
  }
  for (const photo of photos) photo.usedBy = post.id
  world.posts.push(post)
  if (isTrue(ask, 'published') !== false) publishPost(world, post)
  return ok({ id: post.id })
}

/** The same words as in the post before are refused. */
export function publishPost(world: FacebookWorld, post: Post): void {
  if (post.published) return
  const last = world.posts.findLast(({ page, published }) => page === post.page && published)
  if (last && last.message === post.message && last.photos.length === post.photos.length)
    throw trouble({
      code: 506,
      message: 'Duplicate status message',
      userMessage:
        'Duplicate posts can’t be published one after the other. Change the content of the post and try again.',
    })
  post.published = true
  post.createdAt = world.graph.settings.now()
}

/** The resumable upload of a video: start, transfer, finish. The session has the number of the video. */
export function uploadVideo(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_manage_posts', 'publish_video')
  const phase = text(ask, 'upload_phase')
  if (phase === 'start') {
    const size = Number(text(ask, 'file_size'))
    if (!(size > 0)) throw trouble({ code: 6001, message: 'There was a problem uploading your video file.' })
    const video = newVideo(world, page, 'video', size)
    const end_offset = String(Math.min(size, world.settings.piece))
    return ok({ video_id: video.id, upload_session_id: video.id, start_offset: '0', end_offset })
  }
  const id = text(ask, 'upload_session_id')
  const video = world.videos.find((each) => each.id === id && each.page === page)
  if (!video) throw trouble({ code: 6000, message: 'There was a problem with the upload session.' })
  if (phase === 'transfer') return takePiece(world, ask, video)
  if (phase !== 'finish') throw trouble({ code: 100, message: 'Param upload_phase must be one of …' })
  if (sizeOf(video) !== video.size)
    throw trouble({ code: 6003, subcode: 1363031, message: 'The video was not uploaded whole.' })
  video.description = text(ask, 'description') ?? ''
  video.published = isTrue(ask, 'published') !== false
  video.state = 'processing'
  return ok({ success: true })
}

function takePiece({ settings }: FacebookWorld, ask: Ask, video: Video): Answer {
  const from = Number(text(ask, 'start_offset'))
  const file = ask.files['video_file_chunk']
  if (!file || from !== sizeOf(video))
    throw trouble({ code: 6001, subcode: 1363037, message: 'The offset does not fit.' })
  // `File` gives its bytes only later, and this handler may not wait: the length is all that is looked at.
  video.chunks.push(new Uint8Array(file.size))
  if (file.type) video.type = file.type
  const at = sizeOf(video)
  return ok({ start_offset: String(at), end_offset: String(Math.min(video.size, at + settings.piece)) })
}

function newVideo(world: FacebookWorld, page: GraphPage, kind: Video['kind'], size: number): Video {
  const id = world.graph.nextId()
  const video: Video = {
    id,
    page,
    kind,
    size,
    chunks: [],
    type: 'video/mp4',
    description: '',
    state: 'uploading',
    looks: world.settings.processing,
    published: false,
    postId: kind === 'video-story' ? null : `${page.id}_${world.graph.nextId()}`,
    captions: [],
    comments: [],
    createdAt: world.graph.settings.now(),
    pinned: false,
  }
  world.videos.push(video)
  return video
}

/** Reels and video stories: start, bytes to another host, and an end that publishes. */
export function uprightVideo(world: FacebookWorld, ask: Ask, kind: 'reel' | 'video-story'): Answer {
  const page = pageOf(world, ask, 'pages_manage_posts', 'pages_read_engagement')
  const phase = text(ask, 'upload_phase')
  if (phase === 'start') {
    const video = newVideo(world, page, kind, 0)
    return ok({ video_id: video.id, upload_url: `${ask.origin}/video-upload/${VERSION}/${video.id}` })
  }
  const id = text(ask, 'video_id') ?? ''
  const video = world.videos.find((each) => each.id === id && each.page === page && each.kind === kind)
  if (!video) throw gone(id)
  if (phase !== 'finish')
    throw trouble({ code: 100, message: 'Param upload_phase must be one of {START, FINISH}' })
  if (video.state === 'uploading')
    throw trouble({ code: 6000, subcode: 1363130, message: 'The video is not uploaded yet' })
  if (kind === 'reel' && text(ask, 'video_state') !== 'PUBLISHED') return ok({ success: true })
  if (video.state === 'uploaded') {
    video.description = text(ask, 'description') ?? ''
    video.published = true
    video.state = 'processing'
    video.postId ??= world.graph.nextId()
  }
  if (kind === 'video-story' && !world.stories.some(({ mediaId }) => mediaId === id)) {
    const createdAt = world.graph.settings.now()
    world.stories.push({ postId: video.postId ?? id, page, mediaId: id, kind: 'video', createdAt })
  }
  return ok({ success: true, post_id: video.postId })
}

/** `rupload`: the bytes of a reel or a story. */
export function takeBytes(world: FacebookWorld, ask: Ask): Answer {
  const page = world.graph.callerOf(ask, 'pages_manage_posts')
  const [id = ''] = ask.caught
  const video = world.videos.find((each) => each.id === id && each.page === page)
  if (!video) throw gone(id)
  const size = Number(ask.headers['file_size'])
  if (ask.headers['offset'] !== '0' || size !== ask.raw.byteLength)
    throw trouble({ code: 6001, message: 'PartialRequestError: the bytes are not what the headers say' })
  video.chunks = [ask.raw]
  video.size = size
  video.state = 'uploaded'
  return ok({ success: true })
}

/** A photo that is shown already can't become a story. */
export function addPhotoStory(world: FacebookWorld, ask: Ask): Answer {
  const page = pageOf(world, ask, 'pages_manage_posts', 'pages_read_engagement')
  const id = text(ask, 'photo_id') ?? ''
  const photo = world.photos.find((each) => each.id === id && each.page === page)
  if (!photo) throw gone(id)
  if (photo.usedBy) throw trouble({ code: 100, message: 'This photo was used in a post before' })
  const postId = world.graph.nextId()
  photo.usedBy = postId
  const createdAt = world.graph.settings.now()
  world.stories.push({ postId, page, mediaId: id, kind: 'photo', createdAt })
  return ok({ success: true, post_id: postId })
}
