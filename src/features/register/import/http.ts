import { z } from 'zod'
import { actorOf, authorise } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { sendTable, type ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { uploadedTable } from '#platform/tables/index.ts'
import { mapColumns, takeIn } from './check-import.ts'
import { ImportList, ImportView, LinePage, LineQuery, Mapping } from './contract.ts'
import { accountTable } from './table-kind.ts'
import { importReport } from './report.ts'
import { startImport, stopImport } from './run-import.ts'
import { importForChange, importView, linePage, recentImports } from './store.ts'

const tags = ['accounts']
const config = { access: { permission: 'accounts.import' } } as const
const params = z.object({ id: z.uuid() })

/** Bringing a list of accounts in: upload, columns, check, run, report. */
export function importRoutes(app: ApiApp, services: Services): void {
  listRoutes(app, services)
  deedRoutes(app, services)
  app.post(
    '/api/account-imports',
    {
      config,
      schema: {
        tags,
        summary:
          'Upload a list of accounts (CSV or XLSX) and check it: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        response: { 201: ImportView },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      authorise(actor, 'accounts.import')
      return reply.status(201).send(await takeIn(services, actor, await uploadedTable(request, accountTable)))
    },
  )
  app.get(
    '/api/account-imports/:id/report.csv',
    { config, schema: { tags, summary: 'The report of an import, line by line', params } },
    async (request, reply) =>
      sendTable(
        reply,
        'import-report.csv',
        await importReport(services, actorOf(request), request.params.id),
      ),
  )
}

function listRoutes(app: ApiApp, { db }: Services): void {
  app.get(
    '/api/account-imports',
    { config, schema: { tags, summary: 'The latest imports', response: { 200: ImportList } } },
    async (request) => {
      authorise(actorOf(request), 'accounts.import')
      return { imports: await recentImports(db) }
    },
  )
  app.get(
    '/api/account-imports/:id',
    {
      config,
      schema: { tags, summary: 'One import and how far it has come', params, response: { 200: ImportView } },
    },
    (request) => {
      authorise(actorOf(request), 'accounts.import')
      return importView(db, request.params.id)
    },
  )
  app.get(
    '/api/account-imports/:id/lines',
    {
      config,
      schema: {
        tags,
        summary: 'What becomes of each line',
        params,
        querystring: LineQuery,
        response: { 200: LinePage },
      },
    },
    async (request) => {
      authorise(actorOf(request), 'accounts.import')
      await importView(db, request.params.id)
      return linePage(db, request.params.id, request.query)
    },
  )
}

function deedRoutes(app: ApiApp, services: Services): void {
  app.put(
    '/api/account-imports/:id/mapping',
    {
      config,
      schema: {
        tags,
        summary: 'Say what the columns mean; every line is checked anew',
        params,
        body: Mapping,
        response: { 200: ImportView },
      },
    },
    (request) => mapColumns(services, actorOf(request), request.params.id, request.body),
  )
  app.post(
    '/api/account-imports/:id/run',
    {
      config,
      schema: { tags, summary: 'Write what was checked, or go on', params, response: { 202: ImportView } },
    },
    async (request, reply) =>
      reply.status(202).send(await startImport(services, actorOf(request), request.params.id)),
  )
  app.post(
    '/api/account-imports/:id/stop',
    {
      config,
      schema: { tags, summary: 'Stop; what is written stays', params, response: { 200: ImportView } },
    },
    (request) => stopImport(services, actorOf(request), request.params.id),
  )
  app.delete(
    '/api/account-imports/:id',
    { config, schema: { tags, summary: 'Forget a list', params, response: { 204: z.undefined() } } },
    async (request, reply) => {
      authorise(actorOf(request), 'accounts.import')
      await services.db.transaction().execute(async (tx) => {
        const { state } = await importForChange(tx, request.params.id)
        if (state === 'running')
          throw new Conflict('import.running', 'This import is running.', { fix: 'Stop it first.' })
        await tx.deleteFrom('account_import').where('id', '=', request.params.id).execute()
      })
      return reply.status(204).send()
    },
  )
}
