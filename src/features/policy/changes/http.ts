import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { changesOfDraft, changesOfEdition } from './changes.ts'
import { PolicyChanges } from './contract.ts'

const tags = ['policy']
const readers = { access: { permission: 'policy.read' } } as const
const params = z.object({ id: z.uuid('This is not the id of an edition or a draft.') })

/** What became of a policy, clause by clause. */
export function changesRoutes(app: ApiApp, { services }: { services: Services }): void {
  app.get(
    '/api/policy/editions/:id/changes',
    {
      config: readers,
      schema: {
        tags,
        summary: 'What an edition changed since the one before it, or since another',
        params,
        querystring: z.object({ since: z.uuid('Choose an edition to compare with.').optional() }),
        response: { 200: PolicyChanges },
      },
    },
    async (request) => changesOfEdition(services, actorOf(request), request.params.id, request.query.since),
  )
  app.get(
    '/api/policy/drafts/:id/changes',
    {
      config: readers,
      schema: {
        tags,
        summary: 'What a draft changes in the edition that it is based on',
        params,
        response: { 200: PolicyChanges },
      },
    },
    async (request) => changesOfDraft(services, actorOf(request), request.params.id),
  )
}
