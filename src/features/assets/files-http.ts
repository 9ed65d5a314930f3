import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { NotFound } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { lentMedia } from './lent.ts'
import { rendition } from './rendition.ts'
import { assetById, masterFile } from './store.ts'
import { sendFile } from './video/serve.ts'

const tags = ['images']
const AssetId = z.object({ id: z.uuid() })
const everyone = { access: { signedIn: true } } as const
/** What the list and the composer show. */
const thumbnail = { maxEdge: 640, maxBytes: 200_000, types: ['image/webp', 'image/jpeg'] }

/** Stands for a video of which there is no still: browsers can't draw one of every kind. */
const plainTile = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480" width="640" height="480"><rect width="640" height="480" fill="#3d4a52"/><path d="M270 170v140l120-70z" fill="#f2f4f5"/></svg>',
)

export function fileRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/lent-media/:token',
    {
      config: {
        access: { public: 'Networks fetch media here that they publish; nobody can guess an address.' },
      },
      schema: { tags, summary: 'Media on its way to a network', params: z.object({ token: z.string() }) },
    },
    async (request, reply) => {
      const lent = await lentMedia(services, request.params.token)
      reply.header('cache-control', 'private, no-store')
      if ('file' in lent) return sendFile(request, reply, services.files, lent)
      return reply.header('x-content-type-options', 'nosniff').type(lent.type).send(Buffer.from(lent.bytes))
    },
  )
  app.get(
    '/api/assets/:id/image',
    {
      config: everyone,
      schema: { tags, summary: 'The image itself, or the still of a video', params: AssetId },
    },
    async (request, reply) => {
      const found = await assetById(services.db, request.params.id)
      if (found?.video && found.cover_id === null) return sendTile(reply)
      const cover = found?.cover_id == null ? undefined : await assetById(services.db, found.cover_id)
      const asset = cover ?? found
      if (!asset || asset.video) throw new NotFound('image')
      const image = { mediaType: asset.media_type, sha256: asset.sha256 }
      return sendImage(
        request,
        reply,
        image,
        () => services.files.get(masterFile(asset)),
        cover !== undefined,
      )
    },
  )
  app.get(
    '/api/assets/:id/video',
    { config: everyone, schema: { tags, summary: 'The video itself, or a part of it', params: AssetId } },
    async (request, reply) => {
      const asset = await assetById(services.db, request.params.id)
      if (!asset?.video) throw new NotFound('video')
      reply
        .header('cache-control', 'private, max-age=86400, immutable')
        .header('content-disposition', 'inline')
        .header('etag', `"${asset.sha256}"`)
      return sendFile(request, reply, services.files, { file: masterFile(asset), type: asset.media_type })
    },
  )
  app.get(
    '/api/assets/:id/thumbnail',
    {
      config: everyone,
      schema: { tags, summary: 'The image or the still of a video, small', params: AssetId },
    },
    async (request, reply) => {
      const asset = await assetById(services.db, request.params.id)
      if (!asset) throw new NotFound('image')
      if (asset.video && asset.cover_id === null) return sendTile(reply)
      const small = await rendition(services, asset.cover_id ?? asset.id, thumbnail)
      return sendImage(request, reply, small, () => services.files.get(small.file), asset.video !== null)
    },
  )
}

/** Not for long: the browser that uploads a video sends its still a moment later. */
function sendTile(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'private, no-cache').type('image/svg+xml').send(plainTile)
}

/** What stands under an image's address never changes, but it is for people who are signed in. A video's still may. */
async function sendImage(
  request: FastifyRequest,
  reply: FastifyReply,
  image: { mediaType: string; sha256: string },
  bytes: () => Promise<Uint8Array>,
  mayChange = false,
) {
  const tag = `"${image.sha256}"`
  reply
    .header('cache-control', mayChange ? 'private, no-cache' : 'private, max-age=86400, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', 'inline')
    .header('etag', tag)
  if (request.headers['if-none-match'] === tag) return reply.status(304).send()
  return reply.type(image.mediaType).send(Buffer.from(await bytes()))
}
