/** videos.insert by resumable upload, captions.insert and thumbnails.set. */
import { ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { bodyOf, privacyOf, resourceOf, snippetOf } from './videos.ts'
import {
  addVideo,
  channelOf,
  digestOf,
  manages,
  newId,
  problem,
  spend,
  uploads,
  videoFor,
  type Upload,
  type World,
} from './world.ts'

const kibi256 = 262_144
const day = 86_400_000

/** The parts of a `multipart/related` body: JSON first, then the file. */
function relatedOf(ask: Ask): { about: unknown; file: string } {
  const boundary = /boundary=([^;]+)/.exec(ask.headers['content-type'] ?? '')?.[1]
  const [, first = '', second = ''] = ask.raw.toString().split(`--${boundary}`)
  const content = (part: string) => part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '')
  if (boundary === undefined || second === '')
    throw problem(400, 'contentRequired', 'The request does not contain the caption track contents.')
  return { about: JSON.parse(content(first)), file: content(second) }
}

function begin(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, uploads)
  spend(world, 0, 1)
  if (ask.query.get('uploadType') !== 'resumable')
    throw problem(400, 'mediaBodyRequired', 'The request does not include the video content.')
  const { snippet, status } = bodyOf(ask)
  const today = world.videos.filter(
    (video) => video.channel === channel && video.uploadedAt > world.settings.now() - day,
  )
  if (today.length >= world.settings.channelUploads)
    throw problem(
      400,
      'uploadLimitExceeded',
      'The user has exceeded the number of videos they may upload.',
      'youtube.video',
    )
  const upload: Upload = {
    id: newId(24),
    channel,
    snippet: snippetOf(snippet, false),
    status: {
      privacyStatus: world.settings.audited ? privacyOf(status?.privacyStatus) : 'private',
      selfDeclaredMadeForKids: status?.selfDeclaredMadeForKids ?? false,
    },
    notify: ask.query.get('notifySubscribers') !== 'false',
    type: ask.headers['x-upload-content-type']?.toString() ?? 'application/octet-stream',
    size: Number(ask.headers['x-upload-content-length']),
    received: Buffer.alloc(0),
    video: null,
  }
  if (!upload.type.startsWith('video/') || !Number.isInteger(upload.size))
    throw problem(400, 'badRequest', 'The upload’s type or length is missing.')
  world.uploads.push(upload)
  const location = `${ask.origin}/upload/youtube/v3/videos?uploadType=resumable&upload_id=${upload.id}`
  return { status: 200, headers: { location } }
}

function finish(world: World, upload: Upload): Answer {
  upload.video ??= addVideo(world, {
    channel: upload.channel,
    snippet: upload.snippet,
    privacyStatus: upload.status.privacyStatus,
    madeForKids: upload.status.selfDeclaredMadeForKids,
    type: upload.type,
    digest: digestOf(upload.received),
    notified: upload.notify,
  })
  return { status: 200, body: resourceOf(world, upload.video) }
}

function take(world: World, ask: Ask): Answer {
  channelOf(world, ask, uploads)
  const upload = world.uploads.find(({ id }) => id === ask.query.get('upload_id'))
  if (!upload) return { status: 404, body: 'The upload session is not known.' }
  const range = /^bytes (?:\*|(\d+)-(\d+))\/(\d+)$/.exec(ask.headers['content-range'] ?? '')
  if (!range || Number(range[3]) !== upload.size) throw problem(400, 'badRequest', 'The range is not valid.')
  if (range[1] !== undefined && upload.video === null) {
    const [from, to] = [Number(range[1]), Number(range[2]) + 1]
    const last = to === upload.size
    if (ask.raw.length !== to - from || (!last && ask.raw.length % kibi256 !== 0))
      throw problem(400, 'badRequest', 'Parts are multiples of 256 KiB.')
    if (from > upload.received.length) throw problem(400, 'badRequest', 'There is a gap before this part.')
    upload.received = Buffer.concat([upload.received.subarray(0, from), ask.raw])
  }
  if (upload.received.length >= upload.size) return finish(world, upload)
  const headers: Record<string, string> =
    upload.received.length > 0 ? { range: `bytes=0-${upload.received.length - 1}` } : {}
  return { status: 308, headers }
}

function caption(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, manages.slice(0, 1))
  spend(world, 400)
  const { about, file } = relatedOf(ask)
  const { snippet } = about as { snippet: { videoId: string; language: string; name: string } }
  const video = videoFor(world, channel, snippet.videoId)
  const { language, name } = snippet
  if (video.captions.some((track) => track.language === language && track.name === name))
    throw problem(409, 'captionExists', 'The video already has a caption track of that language and name.')
  video.captions.push({ language, name, text: file })
  return ok({ kind: 'youtube#caption', id: newId(12), snippet: { ...snippet, status: 'serving' } })
}

function thumbnail(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, uploads)
  spend(world, 50)
  const video = videoFor(world, channel, ask.query.get('videoId') ?? '')
  const type = ask.headers['content-type'] ?? ''
  if (!/^image\/(?:jpeg|png)$/.test(type) || ask.raw.length > 2_000_000)
    throw problem(400, 'invalidImage', 'The provided image content is invalid.', 'youtube.thumbnail')
  video.cover = { type, size: ask.raw.length }
  return ok({ kind: 'youtube#thumbnailSetResponse', items: [{}] })
}

export function uploadRoutes(world: World): Route[] {
  return [
    ['POST', /^\/upload\/youtube\/v3\/videos$/, (ask) => begin(world, ask)],
    ['PUT', /^\/upload\/youtube\/v3\/videos$/, (ask) => take(world, ask)],
    ['POST', /^\/upload\/youtube\/v3\/captions$/, (ask) => caption(world, ask)],
    ['POST', /^\/upload\/youtube\/v3\/thumbnails\/set$/, (ask) => thumbnail(world, ask)],
  ]
}
