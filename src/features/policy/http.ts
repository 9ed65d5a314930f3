import { z } from 'zod'
import { actorOf, authorise } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import type { Services } from '#platform/services.ts'
import { EditionList, PolicyEdition, PolicyInForce } from './contract.ts'
import { doubtsOf } from './accuracy/doubts.ts'
import { acknowledgementRoutes } from './acknowledgements/http.ts'
import { changesRoutes } from './changes/http.ts'
import { draftRoutes } from './drafts/http.ts'
import { policyInForce } from './editions.ts'
import { institutionForCheck } from './in-force.ts'
import { allEditions, editionById, idsInForce } from './store.ts'
import { trialRoutes } from './trial-http.ts'
import { editionView, headOf } from './views.ts'

export interface PolicyDeps {
  services: Services
}

const tags = ['policy']
const readers = { access: { permission: 'policy.read' } } as const

/** The policy in force and its older editions. */
export function policyRoutes(app: ApiApp, { services }: PolicyDeps): void {
  acknowledgementRoutes(app, { services })
  draftRoutes(app, { services })
  changesRoutes(app, { services })
  trialRoutes(app, { services })
  app.get(
    '/api/policy',
    {
      config: readers,
      schema: {
        tags,
        summary: 'The policy in force, and the controls to check by',
        response: { 200: PolicyInForce },
      },
    },
    async (request) => {
      authorise(actorOf(request), 'policy.read')
      const { own, baseline, ruleset } = await policyInForce(services.db, nowOf(services))
      return {
        own: own && editionView(own),
        baseline: editionView(baseline),
        ruleset,
        doubts: doubtsOf(ruleset.controls),
        institution: await institutionForCheck(services.db, nowOf(services)),
      }
    },
  )
  app.get(
    '/api/policy/editions',
    {
      config: readers,
      schema: { tags, summary: 'All editions, the newest first', response: { 200: EditionList } },
    },
    async (request) => {
      authorise(actorOf(request), 'policy.read')
      const { own, baseline } = await idsInForce(services.db, nowOf(services))
      const rows = await allEditions(services.db)
      return {
        editions: rows.map((row) => ({ ...headOf(row), inForce: row.id === own || row.id === baseline })),
      }
    },
  )
  app.get(
    '/api/policy/editions/:id',
    {
      config: readers,
      schema: {
        tags,
        summary: 'One edition; old ones stay readable here',
        params: z.object({ id: z.uuid() }),
        response: { 200: PolicyEdition },
      },
    },
    async (request) => {
      authorise(actorOf(request), 'policy.read')
      const row = await editionById(services.db, request.params.id)
      if (!row) throw new NotFound('edition')
      return editionView(row)
    },
  )
}
