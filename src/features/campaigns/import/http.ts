import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { sendTable, type ApiApp } from '#platform/http/index.ts'
import { uploadedTable } from '#platform/tables/index.ts'
import type { CampaignDeps } from '../deps.ts'
import { needWriting } from '../write-campaign.ts'
import { ImportList, ImportView, LinePage, LineQuery, Mapping } from './contract.ts'
import { startImport, stopImport } from './make-drafts.ts'
import { remarksCsv, templateCsv } from './report.ts'
import { importById, importView, linePage, recentImports } from './store.ts'
import { postTable } from './table-kind.ts'
import { forgetImport, leaveOut, mapColumns, takeIn } from './take-in.ts'

const tags = ['Campaigns']
const config = { access: { permission: 'posts.write' } } as const
const params = z.object({ id: z.uuid() })

/** Posts out of a spreadsheet: upload, columns, dry run, drafts. */
export function campaignImportRoutes(app: ApiApp, deps: CampaignDeps): void {
  readRoutes(app, deps)
  deedRoutes(app, deps)
  fileRoutes(app, deps)
}

function readRoutes(app: ApiApp, { services }: CampaignDeps): void {
  const { db } = services
  app.get(
    '/api/campaign-imports',
    { config, schema: { tags, summary: 'The latest lists of posts', response: { 200: ImportList } } },
    async (request) => ({ imports: await recentImports(db, actorOf(request)) }),
  )
  app.get(
    '/api/campaign-imports/:id',
    {
      config,
      schema: { tags, summary: 'One list and how far it has come', params, response: { 200: ImportView } },
    },
    async (request) => importView(db, await importById(db, actorOf(request), request.params.id)),
  )
  app.get(
    '/api/campaign-imports/:id/lines',
    {
      config,
      schema: {
        tags,
        summary: 'The post that each line would become',
        params,
        querystring: LineQuery,
        response: { 200: LinePage },
      },
    },
    async (request) => {
      const { id } = await importById(db, actorOf(request), request.params.id)
      return linePage(db, id, request.query)
    },
  )
}

function deedRoutes(app: ApiApp, { services }: CampaignDeps): void {
  app.put(
    '/api/campaign-imports/:id/mapping',
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
  app.put(
    '/api/campaign-imports/:id/lines/:line/left-out',
    {
      config,
      schema: {
        tags,
        summary: 'Leave a line out, or take it in again',
        params: params.extend({ line: z.coerce.number().int().min(1) }),
        body: z.object({ leftOut: z.boolean() }),
        response: { 200: ImportView },
      },
    },
    (request) =>
      leaveOut(services, actorOf(request), request.params.id, request.params.line, request.body.leftOut),
  )
  for (const [deed, run, summary] of [
    ['run', startImport, 'Make drafts of what was checked, or go on'],
    ['stop', stopImport, 'Stop; the drafts that are made stay'],
  ] as const)
    app.post(
      `/api/campaign-imports/:id/${deed}`,
      { config, schema: { tags, summary, params, response: { 200: ImportView } } },
      (request) => run(services, actorOf(request), request.params.id),
    )
  app.delete(
    '/api/campaign-imports/:id',
    { config, schema: { tags, summary: 'Forget a list of posts', params, response: { 204: z.undefined() } } },
    async (request, reply) => {
      await forgetImport(services, actorOf(request), request.params.id)
      return reply.status(204).send()
    },
  )
}

function fileRoutes(app: ApiApp, deps: CampaignDeps): void {
  app.post(
    '/api/campaign-imports',
    {
      config,
      schema: {
        tags,
        summary:
          'Upload a list of posts (CSV, TSV or XLSX) for a dry run: multipart/form-data with one part “file”',
        consumes: ['multipart/form-data'],
        querystring: z.object({ campaignId: z.uuid().optional() }),
        response: { 201: ImportView },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request)
      needWriting(actor)
      const file = await uploadedTable(request, postTable)
      return reply
        .status(201)
        .send(await takeIn(deps.services, actor, file, request.query.campaignId ?? null))
    },
  )
  app.get(
    '/api/campaign-imports/:id/remarks.csv',
    { config, schema: { tags, summary: 'The same sheet with a column of remarks', params } },
    async (request, reply) => {
      const file = await remarksCsv(deps, actorOf(request), request.params.id)
      return sendTable(reply, 'posts-with-remarks.csv', file)
    },
  )
  app.get(
    '/api/campaign-import-template.csv',
    { config, schema: { tags, summary: 'A list of posts to begin with' } },
    async (_request, reply) => sendTable(reply, 'posts.csv', await templateCsv(deps)),
  )
}
