import { z } from 'zod'
import { done, type ApiApp } from '#platform/http/index.ts'
import { actorOf } from '../actor.ts'
import { Done, IdParams } from '../contract.ts'
import { requireRecentConfirmation } from '../hooks.ts'
import { makeScimToken, revokeScimToken } from '../scim/tokens.ts'
import { addRule, changeSettings, previewChange, removeRule } from './change-directory.ts'
import {
  Directory,
  DirectorySettings,
  MadeScimToken,
  NewRule,
  NewScimToken,
  Preview,
  Proposal,
  TriedOut,
  TryOut,
} from './contract.ts'
import type { DirectoryDeps } from './last-administrator.ts'
import { readDirectory, tryOut } from './read-directory.ts'

const tags = ['Directory']
const config = { access: { permission: 'directory.manage' } } as const

export function directoryRoutes(app: ApiApp, deps: DirectoryDeps): void {
  const { services } = deps
  app.get(
    '/api/directory',
    {
      config,
      schema: {
        tags,
        summary: 'Rules, tokens and what the directory has told',
        response: { 200: Directory },
      },
    },
    (request) => readDirectory(services, actorOf(request)),
  )
  app.post(
    '/api/directory/preview',
    {
      config,
      schema: { tags, summary: 'Who would gain, lose or leave', body: Proposal, response: { 200: Preview } },
    },
    (request) => previewChange(services, actorOf(request), request.body),
  )
  app.post(
    '/api/directory/try',
    {
      config,
      schema: { tags, summary: 'What these groups would give', body: TryOut, response: { 200: TriedOut } },
    },
    (request) => tryOut(services, actorOf(request), request.body),
  )
  changeRoutes(app, deps)
  tokenRoutes(app, deps)
}

/** What a rule gives, it gives to many at once, so it is guarded as roles are. */
function changeRoutes(app: ApiApp, deps: DirectoryDeps): void {
  const { services } = deps
  app.post(
    '/api/directory/rules',
    {
      config,
      schema: {
        tags,
        summary: 'Add a rule, and let it come true',
        body: NewRule,
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      const id = await addRule(deps, actorOf(request), request.body)
      return reply.status(201).send({ id })
    },
  )
  app.delete(
    '/api/directory/rules/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Remove a rule, and what it gave',
        params: IdParams,
        response: { 200: Done },
      },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(removeRule(deps, actorOf(request), request.params.id))
    },
  )
  app.put(
    '/api/directory/settings',
    {
      config,
      schema: {
        tags,
        summary: 'Say which group one has to be in',
        body: DirectorySettings,
        response: { 200: Done },
      },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(changeSettings(deps, actorOf(request), request.body))
    },
  )
}

function tokenRoutes(app: ApiApp, { services }: DirectoryDeps): void {
  app.post(
    '/api/directory/tokens',
    {
      config: { ...config, secretAnswer: true },
      schema: {
        tags,
        summary: 'Make a token for SCIM; its secret is shown once',
        body: NewScimToken,
        response: { 201: MadeScimToken },
      },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      return reply.status(201).send(await makeScimToken(services, actorOf(request), request.body))
    },
  )
  app.delete(
    '/api/directory/tokens/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Withdraw a token for SCIM',
        params: IdParams,
        response: { 200: Done },
      },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(revokeScimToken(services, actorOf(request), request.params.id))
    },
  )
}
