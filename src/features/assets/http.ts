import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
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
  videoTypes,
} from './contract.ts'
import { deleteAsset, describeAsset, type UsesOf } from './describe-asset.ts'
import { authoriseImages, uploadAsset } from './keep-asset.ts'
import { makeLinkCard } from './link-card.ts'
import { assetsFor, listAssets } from './store.ts'
import { captionRoutes } from './captions/http.ts'
import { fileRoutes } from './files-http.ts'
import { fileOf } from './form-file.ts'
import { videoRoutes } from './video/http.ts'

export interface AssetsDeps {
  services: Services
  /** How many posts use an image; answered by the room of posts. */
  usesOf: UsesOf
}

const tags = ['images']
const AssetId = z.object({ id: z.uuid() })
const everyone = { access: { signedIn: true } } as const
const uploaders = { access: { permission: 'assets.upload' } } as const

export function assetsRoutes(app: ApiApp, { services, usesOf }: AssetsDeps): void {
  uploadRoutes(app, services)
  fileRoutes(app, services)
  videoRoutes(app, services)
  captionRoutes(app, services)
  app.get(
    '/api/assets',
    {
      config: everyone,
      schema: {
        tags,
        summary: 'The library of images and videos',
        querystring: AssetQuery,
        response: { 200: AssetPage },
      },
    },
    (request) => listAssets(services.db, request.query),
  )
  app.get(
    '/api/assets/:id',
    {
      config: everyone,
      schema: { tags, summary: 'One image or video', params: AssetId, response: { 200: Asset } },
    },
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
    () => ({ ...uploadLimits, video: { bytes: services.config.videoBytes, types: videoTypes } }),
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
