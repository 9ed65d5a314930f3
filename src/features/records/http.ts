import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { sendTable, type ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import {
  Checkpoint,
  Consistency,
  Created,
  ErasureInput,
  ExportQuery,
  PostStory,
  ProofFile,
  RecordDetail,
  RecordKinds,
  RecordPage,
  RecordQuery,
  VerificationReport,
} from './contract.ts'
import type { RecordsDeps } from './deps.ts'
import { eraseContent } from './erase-content.ts'
import { exportProofs, exportTable } from './export-records.ts'
import {
  latestCheckpoint,
  listKinds,
  listRecords,
  proveGrowth,
  readRecord,
  verifyRecords,
} from './read-records.ts'
import { postStory } from './story.ts'

const tags = ['Records']
const One = z.object({ id: z.uuid() })
const readers = { access: { permission: 'records.read' } } as const
const exporters = { access: { permission: 'records.export' } } as const
const anybodyHere = { access: { signedIn: true } } as const

/** The records room: the log, its proofs, and the story of a post. */
export function recordRoutes(app: ApiApp, deps: RecordsDeps): void {
  readingRoutes(app, deps)
  checkpointRoutes(app, deps)
  exportRoutes(app, deps)
  app.get(
    '/api/posts/:id/story',
    {
      config: { access: { permission: 'posts.read' } },
      schema: {
        tags,
        summary: 'The history of a post, as a story',
        params: One,
        response: { 200: PostStory },
      },
    },
    (request) => postStory(deps, actorOf(request), request.params.id),
  )
}

function readingRoutes(app: ApiApp, deps: RecordsDeps): void {
  app.get(
    '/api/records',
    {
      config: readers,
      schema: {
        tags,
        summary: 'Records, newest first',
        querystring: RecordQuery,
        response: { 200: RecordPage },
      },
    },
    (request) => listRecords(deps, actorOf(request), request.query),
  )
  app.get(
    '/api/records/kinds',
    {
      config: readers,
      schema: { tags, summary: 'The kinds of records there are', response: { 200: RecordKinds } },
    },
    (request) => listKinds(deps, actorOf(request)),
  )
  app.get(
    '/api/records/verification',
    {
      config: readers,
      schema: { tags, summary: 'Verify the whole log now', response: { 200: VerificationReport } },
    },
    (request) => verifyRecords(deps, actorOf(request)),
  )
  app.get(
    '/api/records/:id',
    {
      config: readers,
      schema: { tags, summary: 'One record with its proof', params: One, response: { 200: RecordDetail } },
    },
    (request) => readRecord(deps, actorOf(request), request.params.id),
  )
}

function checkpointRoutes(app: ApiApp, deps: RecordsDeps): void {
  app.get(
    '/api/records/checkpoints/latest',
    {
      config: anybodyHere,
      schema: { tags, summary: 'The newest signed checkpoint of the log', response: { 200: Checkpoint } },
    },
    async () => {
      const checkpoint = await latestCheckpoint(deps)
      if (!checkpoint) throw new NotFound('checkpoint yet')
      return checkpoint
    },
  )
  app.get(
    '/api/records/checkpoints/consistency',
    {
      config: anybodyHere,
      schema: {
        tags,
        summary: 'Prove that the log has only grown since a checkpoint of this size',
        querystring: z.object({ from: z.coerce.number().int().min(0) }),
        response: { 200: Consistency },
      },
    },
    (request) => proveGrowth(deps, request.query.from),
  )
}

function exportRoutes(app: ApiApp, deps: RecordsDeps): void {
  const day = () => nowOf(deps.services).slice(0, 10)
  app.get(
    '/api/records/export',
    {
      config: exporters,
      schema: {
        tags,
        summary: 'Export records with their proofs, as a file that verifies by itself',
        querystring: ExportQuery,
        response: { 200: ProofFile },
      },
    },
    async (request, reply) => {
      const bundle = await exportProofs(deps, actorOf(request), request.query)
      void reply.header('content-disposition', `attachment; filename="rostrum-records-${day()}.json"`)
      return bundle
    },
  )
  app.get(
    '/api/records/export.csv',
    {
      config: exporters,
      schema: {
        tags,
        summary: 'Export the list of records as CSV',
        querystring: ExportQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const table = await exportTable(deps, actorOf(request), request.query)
      return sendTable(reply, `rostrum-records-${day()}.csv`, table)
    },
  )
  app.post(
    '/api/records/:id/erasures',
    {
      config: exporters,
      schema: {
        tags,
        summary: 'Erase or redact the content of a record; its proof stays',
        params: One,
        body: ErasureInput,
        response: { 201: Created },
      },
    },
    async (request, reply) => {
      const id = await eraseContent(deps.services, actorOf(request), request.params.id, request.body)
      return reply.status(201).send({ id })
    },
  )
}
