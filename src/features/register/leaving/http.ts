import { z } from 'zod'
import { actorOf, type Actor } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { RegisterDeps } from '../connections.ts'
import { NetworkId } from '../watch/http.ts'
import { beginLeaving } from './begin.ts'
import { changeLeaving } from './change.ts'
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
import { draftSignpost } from './draft-signpost.ts'
import { giveUpLeaving } from './give-up.ts'
import { markLeavingStep } from './mark-step.ts'
import { networkLeaving } from './network-leaving.ts'
import { leavingPlan } from './plan.ts'
import { tellRegister } from './tell-register.ts'

const tags = ['accounts']
const params = z.object({ id: z.uuid() })
const editors = { access: { permission: 'accounts.edit' } } as const
const response = { 200: LeavingPlan }

/** Closing an account step by step: one account, and the list of all on a network. */
export function leavingRoutes(app: ApiApp, deps: RegisterDeps): void {
  const summary = 'How far the closing of an account is'
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
    { config: editors, schema: { tags, summary, params, response } },
    (request) => leavingPlan(deps, actorOf(request), request.params.id),
  )
  byTheCentre(app, deps)
  byItsPeople(app, deps)
}

function byTheCentre(app: ApiApp, deps: RegisterDeps): void {
  function post<Body extends z.ZodType>(
    path: string,
    summary: string,
    body: Body,
    deed: (
      deps: RegisterDeps,
      actor: Actor,
      accountId: string,
      input: z.output<Body>,
    ) => Promise<LeavingPlan>,
  ): void {
    app.post(
      `/api/accounts/:id/leaving${path}`,
      {
        config: { access: { permission: 'accounts.close' } },
        schema: { tags, summary, params, body, response: { 201: LeavingPlan } },
      },
      async (request, reply) => {
        // The schema has parsed it; a generic route only doesn't know that.
        const input = request.body as z.output<Body>
        return reply.status(201).send(await deed(deps, actorOf(request), request.params.id, input))
      },
    )
  }
  post('', 'Begin to close an account step by step', LeavingInput, beginLeaving)
  post('/telling', 'Say in the register that it is being closed', LeavingTell, tellRegister)
  post('/given-up', 'Keep an account after all', LeavingEnd, giveUpLeaving)
}

function byItsPeople(app: ApiApp, deps: RegisterDeps): void {
  const changing = 'Change the day, where people go, or the last words'
  app.patch(
    '/api/accounts/:id/leaving',
    { config: editors, schema: { tags, summary: changing, params, body: LeavingChange, response } },
    (request) => changeLeaving(deps, actorOf(request), request.params.id, request.body),
  )
  app.put(
    '/api/accounts/:id/leaving/steps/:step',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Say of a step that it is done, or not',
        params: params.extend({ step: HandStep }),
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
      schema: { tags, summary: 'Begin the last post', params, response: { 201: SignpostMade } },
    },
    async (request, reply) =>
      reply.status(201).send({ postId: await draftSignpost(deps, actorOf(request), request.params.id) }),
  )
}
