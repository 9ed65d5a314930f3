import { z } from 'zod'
import { actorOf, requireRecentConfirmation } from '#features/people/index.ts'
import { done, Done, type ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import {
  NewSecret,
  ReadingAsked,
  ReadingDecision,
  ReadingView,
  SecretList,
  SecretOpened,
  SecretRenewal,
} from './contract.ts'
import { askReading, decideReading, readSecret, withdrawReading } from './readings.ts'
import { keepSecret, listSecrets, removeSecret, renewSecret } from './secrets.ts'

const tags = ['accounts']
const AccountId = z.object({ id: z.uuid() })
const SecretId = z.object({ id: z.uuid(), secretId: z.uuid() })
const ReadingId = z.object({ id: z.uuid() })
const keepers = { access: { permission: 'accounts.secrets' } } as const
const breakers = { access: { permission: 'accounts.break-glass' } } as const

/** Secrets under seal. Only the last route answers one, once, to whoever asked and was agreed to. */
export function secretRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/accounts/:id/secrets',
    {
      config: { access: { permission: 'accounts.read' } },
      schema: {
        tags,
        summary: 'What an account keeps under seal, by name',
        params: AccountId,
        response: { 200: SecretList },
      },
    },
    (request) => listSecrets(services, actorOf(request), request.params.id),
  )
  app.post(
    '/api/accounts/:id/secrets',
    {
      config: keepers,
      schema: {
        tags,
        summary: 'Put a secret under seal',
        params: AccountId,
        body: NewSecret,
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send({ id: await keepSecret(services, actorOf(request), request.params.id, request.body) }),
  )
  app.put(
    '/api/accounts/:id/secrets/:secretId',
    {
      config: keepers,
      schema: {
        tags,
        summary: 'Renew a secret under its seal',
        params: SecretId,
        body: SecretRenewal,
        response: { 200: Done },
      },
    },
    async (request) => {
      const { id, secretId } = request.params
      return done(renewSecret(services, actorOf(request), id, secretId, request.body.value))
    },
  )
  app.delete(
    '/api/accounts/:id/secrets/:secretId',
    {
      config: keepers,
      schema: {
        tags,
        summary: 'Take a secret away for good',
        params: SecretId,
        response: { 200: Done },
      },
    },
    async (request) => {
      const { id, secretId } = request.params
      return done(removeSecret(services, actorOf(request), id, secretId))
    },
  )
  readingRoutes(app, services)
}

/** Each wants a browser and a second factor of the last minutes: a token breaks no glass. */
function readingRoutes(app: ApiApp, services: Services): void {
  app.post(
    '/api/accounts/:id/secrets/:secretId/readings',
    {
      config: breakers,
      schema: {
        tags,
        summary: 'Ask to open a secret under seal',
        params: SecretId,
        body: ReadingAsked,
        response: { 201: ReadingView },
      },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      const { id, secretId } = request.params
      return reply
        .status(201)
        .send(await askReading(services, actorOf(request), id, secretId, request.body.reason))
    },
  )
  app.post(
    '/api/secret-readings/:id/decision',
    {
      config: breakers,
      schema: {
        tags,
        summary: 'Agree, as the second person, that a secret be opened, or refuse it',
        params: ReadingId,
        body: ReadingDecision,
        response: { 201: ReadingView },
      },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      return reply
        .status(201)
        .send(await decideReading(services, actorOf(request), request.params.id, request.body))
    },
  )
  app.delete(
    '/api/secret-readings/:id',
    {
      config: breakers,
      schema: {
        tags,
        summary: 'Take back my question to open a secret',
        params: ReadingId,
        response: { 200: ReadingView },
      },
    },
    (request) => withdrawReading(services, actorOf(request), request.params.id),
  )
  app.post(
    '/api/secret-readings/:id/opening',
    {
      config: { ...breakers, secretAnswer: true },
      schema: {
        tags,
        summary: 'Read what two people agreed to open; once',
        params: ReadingId,
        response: { 201: SecretOpened },
      },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      const opened = await readSecret(services, actorOf(request), request.params.id)
      return reply.status(201).header('cache-control', 'no-store').send(opened)
    },
  )
}
