import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { Asset, CaptionsChange, CaptionsText } from '../contract.ts'
import { dropCaptions, keepCaptions, readCaptions } from './keep-captions.ts'

const tags = ['images']
const params = z.object({ id: z.uuid(), language: z.string().max(35) })
const uploaders = { access: { permission: 'assets.upload' } } as const

export function captionRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/assets/:id/captions/:language',
    {
      config: { access: { signedIn: true } },
      schema: { tags, summary: 'The captions of a video', params, response: { 200: CaptionsText } },
    },
    (request) => readCaptions(services, request.params.id, request.params.language),
  )
  app.put(
    '/api/assets/:id/captions/:language',
    {
      config: uploaders,
      schema: {
        tags,
        summary: 'Give a video captions: the text of a SubRip or WebVTT file',
        params,
        body: CaptionsChange,
        response: { 200: Asset },
      },
    },
    (request) => keepCaptions(services, actorOf(request), { ...request.params, text: request.body.text }),
  )
  app.delete(
    '/api/assets/:id/captions/:language',
    {
      config: uploaders,
      schema: { tags, summary: 'Take captions away', params, response: { 200: Asset } },
    },
    (request) => dropCaptions(services, actorOf(request), request.params.id, request.params.language),
  )
}
