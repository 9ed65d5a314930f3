import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { RegisterDeps } from '../connections.ts'
import { closeLeft } from './close-due.ts'
import {
  beginLeaving,
  changeLeaving,
  draftSignpost,
  giveUpLeaving,
  markLeavingStep,
  tellRegister,
} from './leaving.ts'
import {
  HandStep,
  HandStepDone,
  LeavingChange,
  LeavingEnd,
  LeavingInput,
  LeavingPlan,
  LeavingTell,
  NetworkLeaving,
  SignpostMade,
} from './contract.ts'
import { leavingPlan, networkLeaving } from './plan.ts'
import { NetworkId } from '../watch/http.ts'

const tags = ['accounts']
const Id = z.object({ id: z.uuid() })
const editors = { access: { permission: 'accounts.edit' } } as const
const closers = { access: { permission: 'accounts.close' } } as const
const response = { 200: LeavingPlan }
const made = { 201: LeavingPlan }

/** Leaving a network step by step: with one account, and the list for all. */
export function leavingRoutes(app: ApiApp, deps: RegisterDeps): void {
  app.get(
    '/api/networks-watch/:network/leaving',
    {
      config: { access: { permission: 'accounts.read' } },
      schema: {
        tags,
        summary: 'Who is how far off a network',
        params: NetworkId,
        response: { 200: NetworkLeaving },
      },
    },
    (request) => networkLeaving(deps, actorOf(request), request.params.network),
  )
  app.get(
    '/api/accounts/:id/leaving',
    {
      config: editors,
      schema: { tags, summary: 'How far an account is off its network', params: Id, response },
    },
    (request) => leavingPlan(deps, actorOf(request), request.params.id),
  )
  app.post(
    '/api/accounts/:id/leaving',
    {
      config: closers,
      schema: {
        tags,
        summary: 'Begin to leave a network with an account',
        params: Id,
        body: LeavingInput,
        response: made,
      },
    },
    async (request, reply) =>
      reply.status(201).send(await beginLeaving(deps, actorOf(request), request.params.id, request.body)),
  )
  app.patch(
    '/api/accounts/:id/leaving',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Change the date, the successor or the last words',
        params: Id,
        body: LeavingChange,
        response,
      },
    },
    (request) => changeLeaving(deps, actorOf(request), request.params.id, request.body),
  )
  app.put(
    '/api/accounts/:id/leaving/steps/:step',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Say of a step that it is done, or not',
        params: Id.extend({ step: HandStep }),
        body: HandStepDone,
        response,
      },
    },
    (request) =>
      markLeavingStep(deps, actorOf(request), request.params.id, request.params.step, request.body),
  )
  app.post(
    '/api/accounts/:id/leaving/signpost',
    {
      config: editors,
      schema: { tags, summary: 'Begin the last post', params: Id, response: { 201: SignpostMade } },
    },
    async (request, reply) =>
      reply.status(201).send({ postId: await draftSignpost(deps, actorOf(request), request.params.id) }),
  )
  endingRoutes(app, deps)
}

function endingRoutes(app: ApiApp, deps: RegisterDeps): void {
  app.post(
    '/api/accounts/:id/leaving/telling',
    {
      config: closers,
      schema: {
        tags,
        summary: 'Say in the register that it is being closed',
        params: Id,
        body: LeavingTell,
        response: made,
      },
    },
    async (request, reply) =>
      reply.status(201).send(await tellRegister(deps, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/accounts/:id/leaving/given-up',
    {
      config: closers,
      schema: {
        tags,
        summary: 'Stay on the network after all',
        params: Id,
        body: LeavingEnd,
        response: made,
      },
    },
    async (request, reply) =>
      reply.status(201).send(await giveUpLeaving(deps, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/accounts/:id/leaving/closing',
    {
      config: closers,
      schema: {
        tags,
        summary: 'Close an account that has left its network',
        params: Id,
        body: LeavingEnd,
        response: made,
      },
    },
    async (request, reply) =>
      reply.status(201).send(await closeLeft(deps, actorOf(request), request.params.id, request.body)),
  )
}
