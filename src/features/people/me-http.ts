import { z } from 'zod'
import { done, type ApiApp } from '#platform/http/index.ts'
import { actorOf } from './actor.ts'
import {
  ChangedPassword,
  Credentials,
  Done,
  IdParams,
  MadeToken,
  NameParams,
  NewToken,
  OwnSessions,
  RecoveryCodes,
  Tokens,
} from './contract.ts'
import { clearSessionCookie } from './cookies.ts'
import {
  changePassword,
  newRecoveryCodes,
  ownCredentials,
  recordOwn,
  removeCredential,
  renamePasskey,
} from './credentials.ts'
import type { PeopleDeps } from './deps.ts'
import { browserSession, requireRecentConfirmation } from './hooks.ts'
import { endAllSessions, endOwnSession, listOwnSessions } from './sessions.ts'
import { listTokens, makeToken, revokeToken } from './tokens.ts'

const tags = ['My account']
const access = { signedIn: true } as const

export function meRoutes(app: ApiApp, deps: PeopleDeps): void {
  credentialRoutes(app, deps)
  ownSessionRoutes(app, deps)
  tokenRoutes(app, deps)
}

function credentialRoutes(app: ApiApp, { services, institution }: PeopleDeps): void {
  app.get(
    '/api/me/credentials',
    { config: { access }, schema: { tags, summary: 'My ways to sign in', response: { 200: Credentials } } },
    (request) => ownCredentials(services, browserSession(request)),
  )
  app.put(
    '/api/me/password',
    {
      config: { access },
      schema: { tags, summary: 'Change my password', body: ChangedPassword, response: { 200: Done } },
    },
    async (request) => {
      const here = await institution(services.db)
      return done(changePassword(services, browserSession(request), here?.name ?? null, request.body))
    },
  )
  app.delete(
    '/api/me/password',
    {
      config: { access },
      schema: { tags, summary: 'Remove my password and authenticator', response: { 200: Done } },
    },
    (request) => done(removeCredential(services, browserSession(request), 'password-and-authenticator')),
  )
  app.patch(
    '/api/me/passkeys/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Rename a passkey of mine',
        params: NameParams,
        body: z.object({ name: z.string().trim().min(1, 'Give a name.').max(80) }),
        response: { 200: Done },
      },
    },
    async (request) => {
      return done(
        renamePasskey(services, browserSession(request), {
          id: request.params.id,
          name: request.body.name,
        }),
      )
    },
  )
  app.delete(
    '/api/me/passkeys/:id',
    {
      config: { access },
      schema: { tags, summary: 'Remove a passkey of mine', params: NameParams, response: { 200: Done } },
    },
    (request) => done(removeCredential(services, browserSession(request), { passkey: request.params.id })),
  )
  app.post(
    '/api/me/recovery-codes',
    {
      config: { access, secretAnswer: true },
      schema: { tags, summary: 'New recovery codes for me; shown once', response: { 201: RecoveryCodes } },
    },
    async (request, reply) => {
      const recoveryCodes = await newRecoveryCodes(services, browserSession(request))
      return reply.status(201).send({ recoveryCodes })
    },
  )
}

function ownSessionRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.get(
    '/api/me/sessions',
    { config: { access }, schema: { tags, summary: 'Where I am signed in', response: { 200: OwnSessions } } },
    async (request) => ({ sessions: await listOwnSessions(services, browserSession(request)) }),
  )
  app.delete(
    '/api/me/sessions/:id',
    {
      config: { access },
      schema: { tags, summary: 'End one session of mine', params: IdParams, response: { 200: Done } },
    },
    (request) => done(endOwnSession(services, browserSession(request), request.params.id)),
  )
  app.delete(
    '/api/me/sessions',
    {
      config: { access },
      schema: { tags, summary: 'End all sessions of mine, this one too', response: { 200: Done } },
    },
    async (request, reply) => {
      const session = browserSession(request)
      await services.db.transaction().execute(async (tx) => {
        await endAllSessions(tx, session.personId)
        await recordOwn(
          services,
          tx,
          session,
          'people.signed-out-everywhere',
          'All sessions of a person were ended.',
        )
      })
      clearSessionCookie(services, reply)
      return { done: true as const }
    },
  )
}

function tokenRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.get(
    '/api/me/tokens',
    { config: { access }, schema: { tags, summary: 'My personal tokens', response: { 200: Tokens } } },
    async (request) => ({ tokens: await listTokens(services, browserSession(request).personId) }),
  )
  app.post(
    '/api/me/tokens',
    {
      config: { access, secretAnswer: true },
      schema: {
        tags,
        summary: 'Make a personal token; its secret is shown once',
        body: NewToken,
        response: { 201: MadeToken },
      },
    },
    async (request, reply) => {
      const session = requireRecentConfirmation(services, request)
      const made = await makeToken(services, actorOf(request), session, request.body)
      return reply.status(201).send(made)
    },
  )
  app.delete(
    '/api/me/tokens/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Withdraw a personal token of mine',
        params: IdParams,
        response: { 200: Done },
      },
    },
    async (request) => {
      browserSession(request)
      return done(revokeToken(services, actorOf(request), request.params.id))
    },
  )
}
