import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { Invalid, NotFound, TooLarge } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import {
  Asset,
  AssetChange,
  AssetPage,
  AssetQuery,
  LinkCardAnswer,
  LinkCardRequest,
  UploadLimits,
  uploadLimits,
} from './contract.ts'
import { deleteAsset, describeAsset, type UsesOf } from './describe-asset.ts'
import { authoriseImages, uploadAsset } from './keep-asset.ts'
import { makeLinkCard } from './link-card.ts'
import { rendition } from './rendition.ts'
import { assetById, assetsFor, listAssets, masterFile } from './store.ts'

export interface AssetsDeps {
  services: Services
  /** How many posts use an image; answered by the room of posts. */
  usesOf: UsesOf
}

const tags = ['images']
const AssetId = z.object({ id: z.uuid() })
const everyone = { access: { signedIn: true } } as const
const uploaders = { access: { permission: 'assets.upload' } } as const
/** What the list and the composer show. */
const thumbnail = { maxEdge: 640, maxBytes: 200_000, types: ['image/webp', 'image/jpeg'] }

export function assetsRoutes(app: ApiApp, { services, usesOf }: AssetsDeps): void {
  uploadRoutes(app, services)
  fileRoutes(app, services)
  app.get(
    '/api/assets',
    {
      config: everyone,
      schema: {
        tags,
        summary: 'The library of images',
        querystring: AssetQuery,
        response: { 200: AssetPage },
      },
    },
    (request) => listAssets(services.db, request.query),
  )
  app.get(
    '/api/assets/:id',
    { config: everyone, schema: { tags, summary: 'One image', params: AssetId, response: { 200: Asset } } },
    async (request) => {
      const [asset] = await assetsFor(services.db, [request.params.id])
      if (!asset) throw new NotFound('image')
      return asset
    },
  )
  app.patch(
    '/api/assets/:id',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'Say what an image shows and why it may be used',
        params: AssetId,
        body: AssetChange,
        response: { 200: Asset },
      },
    },
    (request) => describeAsset(services, actorOf(request), request.params.id, request.body),
  )
  app.delete(
    '/api/assets/:id',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'Delete an image that no post uses',
        params: AssetId,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await deleteAsset(services, actorOf(request), request.params.id, usesOf)
      return reply.status(204).send()
    },
  )
  app.post(
    '/api/link-cards',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'What a page offers as a preview of a link to it',
        body: LinkCardRequest,
        response: { 201: LinkCardAnswer },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await makeLinkCard(services, actorOf(request), request.body.url)),
  )
}

function uploadRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/assets/limits',
    {
      config: everyone,
      schema: { tags, summary: 'What an upload may be', response: { 200: UploadLimits } },
    },
    () => uploadLimits,
  )
  app.post(
    '/api/assets',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'Upload an image: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        response: { 201: Asset },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      authoriseImages(actor)
      return reply.status(201).send(await uploadAsset(services, actor, await fileOf(request)))
    },
  )
}

/** Reads the one file of a form, and not a byte more than is allowed. */
async function fileOf(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart())
    throw new Invalid('assets.no-file', 'Send the image as multipart/form-data, in a part called “file”.')
  // What stands around the file in the form takes some hundred bytes.
  if (Number(request.headers['content-length'] ?? 0) > uploadLimits.bytes + 10_000) throw tooLarge()
  const file = await request.file({ limits: { fileSize: uploadLimits.bytes } })
  if (!file) throw new Invalid('assets.no-file', 'There is no file in this upload.')
  const chunks: Uint8Array[] = []
  for await (const chunk of file.file as AsyncIterable<Uint8Array>) chunks.push(chunk)
  if (file.file.truncated) throw tooLarge()
  return { name: file.filename, bytes: Buffer.concat(chunks) }
}

function tooLarge(): TooLarge {
  const most = `${uploadLimits.bytes / 1_000_000} MB`
  return new TooLarge('assets.too-large', `This file is too large: an image may have at most ${most}.`, {
    fix: 'Save it with less quality or fewer pixels, and upload that. Networks make images smaller anyway.',
    data: { limit: uploadLimits.bytes },
  })
}

function fileRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/assets/:id/image',
    { config: everyone, schema: { tags, summary: 'The image itself', params: AssetId } },
    async (request, reply) => {
      const asset = await assetById(services.db, request.params.id)
      if (!asset) throw new NotFound('image')
      return sendImage(request, reply, { mediaType: asset.media_type, sha256: asset.sha256 }, () =>
        services.files.get(masterFile(asset)),
      )
    },
  )
  app.get(
    '/api/assets/:id/thumbnail',
    { config: everyone, schema: { tags, summary: 'The image, small', params: AssetId } },
    async (request, reply) => {
      const small = await rendition(services, request.params.id, thumbnail)
      return sendImage(request, reply, small, () => services.files.get(small.file))
    },
  )
}

/** What stands under an image's address never changes, but it is for people who are signed in. */
async function sendImage(
  request: FastifyRequest,
  reply: FastifyReply,
  image: { mediaType: string; sha256: string },
  bytes: () => Promise<Uint8Array>,
) {
  const tag = `"${image.sha256}"`
  reply
    .header('cache-control', 'private, max-age=86400, immutable')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', 'inline')
    .header('etag', tag)
  if (request.headers['if-none-match'] === tag) return reply.status(304).send()
  return reply.type(image.mediaType).send(Buffer.from(await bytes()))
}
