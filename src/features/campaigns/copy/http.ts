import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { CampaignDeps } from '../deps.ts'
import { AskedCopy, CopyDone, CopyPreview, DoCopy } from './contract.ts'
import { copyCampaign } from './copy-campaign.ts'
import { previewCopy } from './plan-copies.ts'

const tags = ['Campaigns']
const config = { access: { permission: 'posts.write' } } as const
const params = z.object({ id: z.uuid() })

export function copyRoutes(app: ApiApp, deps: CampaignDeps): void {
  app.post(
    '/api/campaigns/:id/copy-preview',
    {
      config,
      schema: {
        tags,
        summary: 'What the copies of a campaign’s posts would be; nothing is written',
        params,
        body: AskedCopy,
        response: { 200: CopyPreview },
      },
    },
    (request) => previewCopy(deps, actorOf(request), request.params.id, request.body),
  )
  app.post(
    '/api/campaigns/:id/copies',
    {
      config,
      schema: { tags, summary: 'Duplicate a campaign', params, body: DoCopy, response: { 201: CopyDone } },
    },
    async (request, reply) =>
      reply.status(201).send(await copyCampaign(deps, actorOf(request), request.params.id, request.body)),
  )
}
