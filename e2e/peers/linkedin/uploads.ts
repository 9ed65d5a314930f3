import { createHash } from 'node:crypto'
import { text } from '../stand-in/body.ts'
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { authorised, invalid, pageOf, problem, type Media, type World } from './world.ts'

const etagOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 32)

/** The upload of images and videos: begun, put in parts, confirmed by ETags, worked on. */
export function openUploads(world: World): Route[] {
  const begin = (kind: Media['kind'], ask: Ask): Media => {
    const { person } = authorised(world, ask, 'w_organization_social')
    const wanted = (ask.fields['initializeUploadRequest'] ?? {}) as Record<string, unknown>
    const media: Media = {
      urn: `urn:li:${kind}:C4E${world.nextId()}`,
      page: pageOf(world, wanted['owner'], person),
      kind,
      type: '',
      bytes: new Map(),
      size: Number(wanted['fileSizeBytes'] ?? 0),
      state: 'WAITING_UPLOAD',
      pending: world.settings.processing,
      captions: null,
    }
    world.media.push(media)
    return media
  }
  const address = (ask: Ask, media: Media, part: number | string) =>
    `${ask.origin}/dms-uploads/${encodeURIComponent(media.urn)}/${part}?ca=vector`

  const image = (ask: Ask): Answer => {
    if (text(ask, 'action') !== 'initializeUpload') throw invalid('No such action.')
    const media = begin('image', ask)
    const uploadUrlExpiresAt = world.settings.now() + 86_400_000
    return ok({ value: { uploadUrlExpiresAt, uploadUrl: address(ask, media, 0), image: media.urn } })
  }

  const video = (ask: Ask): Answer => {
    if (text(ask, 'action') === 'finalizeUpload') return finalize(ask)
    if (text(ask, 'action') !== 'initializeUpload') throw invalid('No such action.')
    const media = begin('video', ask)
    if (!(media.size > 0)) throw invalid('fileSizeBytes is wanted.')
    const { partBytes } = world.settings
    const { uploadCaptions } = (ask.fields['initializeUploadRequest'] ?? {}) as { uploadCaptions?: boolean }
    const uploadInstructions = Array.from({ length: Math.ceil(media.size / partBytes) }, (_, part) => ({
      uploadUrl: address(ask, media, part),
      firstByte: part * partBytes,
      lastByte: Math.min(media.size, (part + 1) * partBytes) - 1,
    }))
    const captions = uploadCaptions ? { captionsUploadUrl: address(ask, media, 'captions') } : {}
    const uploadUrlsExpireAt = world.settings.now() + 86_400_000
    return ok({
      value: { uploadUrlsExpireAt, video: media.urn, uploadToken: '', uploadInstructions, ...captions },
    })
  }

  const finalize = (ask: Ask): Answer => {
    authorised(world, ask, 'w_organization_social')
    const wanted = (ask.fields['finalizeUploadRequest'] ?? {}) as {
      video?: string
      uploadedPartIds?: string[]
    }
    const media = world.media.find(({ urn }) => urn === wanted.video)
    const parts = [...(media?.bytes ?? [])].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes)
    const whole = parts.reduce((sum, part) => sum + part.byteLength, 0) === media?.size
    if (!media || !whole || parts.map(etagOf).join() !== wanted.uploadedPartIds?.join())
      throw invalid('The parts are not those that were uploaded.')
    media.state = 'PROCESSING'
    return { status: 200 }
  }

  const put = async (ask: Ask): Promise<Answer> => {
    authorised(world, ask, 'w_organization_social')
    const [urn, part = ''] = ask.caught
    const media = world.media.find((each) => each.urn === urn)
    if (!media) throw new Refusal(404, problem(404, 'NOT_FOUND', 'No such upload.'))
    if (part === 'captions') {
      const metadata = await ask.files['metadata']?.text()
      const captions = await ask.files['file']?.text()
      if (!captions || !metadata?.includes('"format":"SRT"')) throw invalid('Captions are SRT files.')
      media.captions = captions
      return { status: 201 }
    }
    media.bytes.set(Number(part), ask.raw)
    if (media.kind === 'image') {
      media.type = ask.headers['content-type'] ?? ''
      media.state = 'PROCESSING'
      return { status: 201 }
    }
    return { status: 200, headers: { etag: `"${etagOf(ask.raw)}"` } }
  }

  const show = (ask: Ask): Answer => {
    authorised(world, ask, 'w_organization_social')
    const media = world.media.find(({ urn }) => urn === ask.caught[0])
    if (!media) throw new Refusal(404, problem(404, 'NOT_FOUND', 'No such media.'))
    const done = world.settings.processingFails ? 'PROCESSING_FAILED' : 'AVAILABLE'
    if (media.state === 'PROCESSING') media.pending = Math.max(0, media.pending - 1)
    const status = media.state === 'PROCESSING' && media.pending === 0 ? done : media.state
    return ok({ id: media.urn, owner: `urn:li:organization:${media.page.id}`, status })
  }

  return [
    ['POST', /^\/rest\/images$/, image],
    ['POST', /^\/rest\/videos$/, video],
    ['GET', /^\/rest\/(?:images|videos)\/([^/]+)$/, show],
    ['PUT', /^\/dms-uploads\/([^/]+)\/(\w+)$/, put],
  ]
}
