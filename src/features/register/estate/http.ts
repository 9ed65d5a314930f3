import { z } from 'zod'
import { actorOf, authorise } from '#features/people/index.ts'
import { sendTable, type ApiApp } from '#platform/http/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import {
  AccountFilter,
  AccountPage,
  AccountQuery,
  Estate,
  EstateQuery,
  NewView,
  SavedView,
  SavedViews,
} from './contract.ts'
import { exportAccounts } from './export-accounts.ts'
import { pageAccounts } from './page-accounts.ts'
import { forgetView, keepView, savedViews } from './saved-views.ts'
import { viewEstate } from './view-estate.ts'

const tags = ['accounts']
const readers = { access: { permission: 'accounts.read' } } as const

/** The register as a list of thousands, and the whole at a glance. */
export function estateRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/accounts',
    {
      config: readers,
      schema: {
        tags,
        summary: 'The register of official accounts: searched, filtered, sorted, in pages',
        querystring: AccountQuery,
        response: { 200: AccountPage },
      },
    },
    (request) => {
      const actor = actorOf(request)
      authorise(actor, 'accounts.read')
      return pageAccounts(services.db, request.query, actor, nowOf(services))
    },
  )
  app.get(
    '/api/accounts/export.csv',
    {
      config: readers,
      schema: { tags, summary: 'The accounts that match, as CSV', querystring: AccountFilter },
    },
    async (request, reply) =>
      sendTable(reply, 'accounts.csv', await exportAccounts(services, actorOf(request), request.query)),
  )
  app.get(
    '/api/estate',
    {
      config: { access: { permission: 'estate.read' } },
      schema: {
        tags,
        summary: 'All accounts at a glance, and what they lack',
        querystring: EstateQuery,
        response: { 200: Estate },
      },
    },
    (request) => viewEstate(services, actorOf(request), request.query),
  )
  viewRoutes(app, services)
}

function viewRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/account-views',
    {
      config: readers,
      schema: { tags, summary: 'Filters kept under a name', response: { 200: SavedViews } },
    },
    (request) => savedViews(services, actorOf(request)),
  )
  app.post(
    '/api/account-views',
    {
      config: readers,
      schema: { tags, summary: 'Keep a filter under a name', body: NewView, response: { 201: SavedView } },
    },
    async (request, reply) =>
      reply.status(201).send(await keepView(services, actorOf(request), request.body)),
  )
  app.delete(
    '/api/account-views/:id',
    {
      config: readers,
      schema: {
        tags,
        summary: 'Forget a kept filter',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      await forgetView(services, actorOf(request), request.params.id)
      return reply.status(204).send()
    },
  )
}
