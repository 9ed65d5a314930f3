import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { Asset } from '../contract.ts'
import { fileOf } from '../form-file.ts'
import { authoriseImages } from '../keep-asset.ts'
import { keepCover } from './keep-cover.ts'
import { tooLargeVideo } from './spool.ts'
import { uploadVideo } from './upload-video.ts'

const tags = ['images']
const uploaders = { access: { permission: 'assets.upload' } } as const

export function videoRoutes(app: ApiApp, services: Services): void {
  app.post(
    '/api/assets/videos',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'Upload a video: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        response: { 201: Asset },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      authoriseImages(actor)
      const most = services.config.videoBytes
      return reply.status(201).send(await uploadVideo(services, actor, await streamOf(request, most)))
    },
  )
  app.put(
    '/api/assets/:id/cover',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'The picture that stands for a video: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        params: z.object({ id: z.uuid() }),
        response: { 200: Asset },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      authoriseImages(actor)
      return keepCover(services, actor, request.params.id, await fileOf(request))
    },
  )
}

/** The one file of a form as it comes. */
async function streamOf(
  request: FastifyRequest,
  most: number,
): Promise<{ name: string; chunks: AsyncIterable<Uint8Array> }> {
  if (!request.isMultipart())
    throw new Invalid('assets.no-file', 'Send the video as multipart/form-data, in a part called “file”.')
  // What stands around the file in the form takes some hundred bytes.
  if (Number(request.headers['content-length'] ?? 0) > most + 10_000) throw tooLargeVideo(most)
  // One more than is allowed, so that too much is seen as such and never kept as a file that was cut off.
  const part = await request.file({ limits: { fileSize: most + 1 } })
  if (!part) throw new Invalid('assets.no-file', 'There is no file in this upload.')
  return { name: part.filename, chunks: part.file as AsyncIterable<Uint8Array> }
}
