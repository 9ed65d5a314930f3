import { z } from 'zod'
import { actorOf, authorise } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import type { Services } from '#platform/services.ts'
import { EditionList, PolicyEdition, PolicyInForce } from './contract.ts'
import { editionInForce } from './editions.ts'
import { institutionForCheck } from './in-force.ts'
import { allEditions, editionById, idInForce } from './store.ts'
import { editionView, headOf } from './views.ts'

export interface PolicyDeps {
  services: Pick<Services, 'db' | 'clock'>
}

const tags = ['policy']
const readers = { access: { permission: 'policy.read' } } as const

/** The policy in force and its older editions. */
export function policyRoutes(app: ApiApp, { services }: PolicyDeps): void {
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
      const edition = await editionInForce(services.db, nowOf(services))
      return { ...editionView(edition), institution: await institutionForCheck(services.db) }
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
      const inForce = await idInForce(services.db, nowOf(services))
      const rows = await allEditions(services.db)
      return { editions: rows.map((row) => ({ ...headOf(row), inForce: row.id === inForce })) }
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
