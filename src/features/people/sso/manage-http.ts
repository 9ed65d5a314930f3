import { z } from 'zod'
import { done, type ApiApp } from '#platform/http/index.ts'
import { actorOf } from '../actor.ts'
import { authorise } from '../authorise.ts'
import { Done, IdParams } from '../contract.ts'
import type { PeopleDeps } from '../deps.ts'
import { browserSession, requireRecentConfirmation } from '../hooks.ts'
import { beginAtService } from './begin.ts'
import {
  BeginRound,
  ChangeService,
  LinkedServices,
  MadeService,
  MarkBreakGlass,
  NewService,
  RoundBegun,
  SignInServices,
  SwitchService,
  Trials,
} from './contract.ts'
import { linkedServices, listServices, trialOf } from './list.ts'
import { markBreakGlass } from './break-glass.ts'
import { addService, changeService, removeService, switchService } from './manage.ts'
import { browserSecret } from './rounds.ts'
import { refuse } from './refusals.ts'
import { unlinkService } from './unlink.ts'
import { serviceById } from './store.ts'

const tags = ['Sign-in services']
const manage = { permission: 'directory.manage' } as const

/** For whoever sets services up, and for people who link one to their account. */
export function manageServiceRoutes(app: ApiApp, deps: PeopleDeps): void {
  listRoutes(app, deps)
  changeRoutes(app, deps)
  switchRoutes(app, deps)
  ownRoutes(app, deps)
}

function listRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.get(
    '/api/sign-in-services',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'The sign-in services, as they are set up',
        response: { 200: SignInServices },
      },
    },
    (request) => listServices(services, actorOf(request)),
  )
  app.get(
    '/api/sign-in-services/:id/trial',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'What the provider said when I tried the service',
        params: IdParams,
        response: { 200: Trials },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      return { trial: await trialOf(services, actorOf(request), request.params.id) }
    },
  )
}

function changeRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.post(
    '/api/sign-in-services',
    {
      config: { access: manage, secretAnswer: true },
      schema: { tags, summary: 'Set up a sign-in service', body: NewService, response: { 201: MadeService } },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      return reply.status(201).send({ id: await addService(services, actorOf(request), request.body) })
    },
  )
  app.patch(
    '/api/sign-in-services/:id',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Change a sign-in service',
        params: IdParams,
        body: ChangeService,
        response: { 200: Done },
      },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(changeService(services, actorOf(request), request.params.id, request.body))
    },
  )
  app.delete(
    '/api/sign-in-services/:id',
    {
      config: { access: manage },
      schema: { tags, summary: 'Remove a sign-in service', params: IdParams, response: { 200: Done } },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(removeService(services, actorOf(request), request.params.id))
    },
  )
}

/** Who has to come, and who may always. */
function switchRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.put(
    '/api/sign-in-services/:id/switch',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Switch a service on or off, or require it of everybody',
        params: IdParams,
        body: SwitchService,
        response: { 200: Done },
      },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(switchService(services, actorOf(request), request.params.id, request.body))
    },
  )
  app.put(
    '/api/sign-in-services/break-glass',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Say who may sign in without a service in an emergency',
        body: MarkBreakGlass,
        response: { 200: Done },
      },
    },
    (request) => {
      requireRecentConfirmation(services, request)
      return done(markBreakGlass(services, actorOf(request), request.body))
    },
  )
}

function ownRoutes(app: ApiApp, { services }: PeopleDeps): void {
  const access = { signedIn: true } as const
  app.get(
    '/api/me/sign-in-services',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The services that are linked to my account',
        response: { 200: LinkedServices },
      },
    },
    (request) => linkedServices(services, browserSession(request)),
  )
  app.post(
    '/api/me/sign-in-services/:id/rounds',
    {
      config: { access, secretAnswer: true },
      schema: {
        tags,
        summary: 'Begin at a service: to link it, to try it, or to confirm that it is me',
        params: IdParams,
        body: BeginRound,
        response: { 201: RoundBegun },
      },
    },
    async (request, reply) => {
      const { purpose, back } = request.body
      const session =
        purpose === 'link' ? requireRecentConfirmation(services, request) : browserSession(request)
      if (purpose === 'try') authorise(actorOf(request), 'directory.manage')
      const service = await serviceById(services.db, request.params.id)
      if (!service.enabled && purpose !== 'try') throw refuse('off')
      const browser = browserSecret(services, request, reply)
      const { personId } = session
      const url = await beginAtService(services, service, { purpose, back, personId, browser })
      return reply.status(201).send({ url })
    },
  )
  app.delete(
    '/api/me/sign-in-services/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a service off my account',
        params: z.object({ id: z.uuid('This address is not complete.') }),
        response: { 200: Done },
      },
    },
    async (request) => {
      return done(unlinkService(services, requireRecentConfirmation(services, request), request.params.id))
    },
  )
}
