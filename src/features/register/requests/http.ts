import { z } from 'zod'
import { actorOf, type Actor } from '#features/people/index.ts'
import { Done, done, type Access, type ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { adviseOn } from './advise.ts'
import { appealRequest } from './appeal.ts'
import { changeRequest } from './change.ts'
import { checkRequest } from './check.ts'
import {
  Appeal,
  NewQuestion,
  Proposal,
  ProposalChange,
  QuestionAnswer,
  RequestCheck,
  RequestFilter,
  RequestForm,
  RequestKind,
  RequestList,
  RequestView,
  StageAdvice,
  StageDecision,
  Versioned,
  Withdrawal,
} from './contract.ts'
import { decideRequest } from './decide.ts'
import { createRequest, discardDraft } from './draft.ts'
import { requestForm } from './form.ts'
import { listRequests } from './lists.ts'
import { submitRequest } from './submit.ts'
import { answerQuestion, askRequester } from './thread.ts'
import { viewRequest } from './view.ts'
import { withdrawRequest } from './withdraw.ts'

const tags = ['requests']
const One = z.object({ id: z.uuid('This address is not complete.') })
const OneStage = One.extend({ stageId: z.uuid() })
const OneQuestion = One.extend({ questionId: z.uuid() })
const make = { access: { permission: 'requests.make' } } as const
const decide = { access: { permission: 'requests.decide' } } as const
const seen = { 200: RequestView }
const made = { 201: RequestView }

/** Requests: asked for, advised on, decided. */
export function requestRoutes(app: ApiApp, { services }: { services: Services }): void {
  formRoutes(app, services)
  draftRoutes(app, services)
  requesterRoutes(app, services)
  officeRoutes(app, services)
}

function formRoutes(app: ApiApp, services: Services): void {
  app.get(
    '/api/request-form',
    {
      config: make,
      schema: {
        tags,
        summary: 'The questions that the policy in force asks of a request',
        querystring: z.object({ kind: RequestKind }),
        response: { 200: RequestForm },
      },
    },
    (request) => requestForm(services, actorOf(request), request.query.kind),
  )
  app.post(
    '/api/request-checks',
    {
      config: make,
      schema: {
        tags,
        summary: 'What the policy says of answers so far; nothing is kept',
        // What is asked for already is not held against its own change.
        body: Proposal.extend({ requestId: z.uuid().optional() }),
        response: { 200: RequestCheck },
      },
    },
    (request) => checkRequest(services, actorOf(request), request.body),
  )
  app.get(
    '/api/requests',
    {
      config: make,
      schema: {
        tags,
        summary: 'Requests: mine, those that wait for me, or all that I may read',
        querystring: RequestFilter,
        response: { 200: RequestList },
      },
    },
    (request) => listRequests(services, actorOf(request), request.query),
  )
  app.get(
    '/api/requests/:id',
    { config: make, schema: { tags, summary: 'One request', params: One, response: seen } },
    (request) => viewRequest(services, actorOf(request), request.params.id),
  )
}

function draftRoutes(app: ApiApp, services: Services): void {
  app.post(
    '/api/requests',
    { config: make, schema: { tags, summary: 'Begin a request', body: Proposal, response: made } },
    async (request, reply) => {
      const actor = actorOf(request)
      const id = await createRequest(services, actor, request.body)
      return reply.status(201).send(await viewRequest(services, actor, id))
    },
  )
  app.put(
    '/api/requests/:id',
    {
      config: make,
      schema: {
        tags,
        summary:
          'Change the answers: of a draft as typed; of a request that was sent, with all offices asked again',
        params: One,
        body: ProposalChange,
        response: seen,
      },
    },
    async (request) => {
      const actor = actorOf(request)
      await changeRequest(services, actor, request.params.id, request.body)
      return viewRequest(services, actor, request.params.id)
    },
  )
  app.delete(
    '/api/requests/:id',
    {
      config: make,
      schema: {
        tags,
        summary: 'Throw a draft away',
        params: One,
        response: { 200: Done },
      },
    },
    (request) => done(discardDraft(services, actorOf(request), request.params.id)),
  )
}

/** Something done to a request; its answer is the request as it stands afterwards. */
function deedRoute<Params extends typeof One, Body extends z.ZodType>(
  app: ApiApp,
  services: Services,
  route: {
    url: string
    config: { access: Access }
    summary: string
    params: Params
    body: Body
    work: (actor: Actor, params: z.output<Params>, body: z.output<Body>) => Promise<void>
  },
): void {
  const { url, config, summary, params, body, work } = route
  app.post(
    url,
    { config, schema: { tags, summary, params, body, response: made } },
    async (request, reply) => {
      const actor = actorOf(request)
      // The compiler cannot read these types through the route; the schemas above have made them so.
      const read = request.params as z.output<Params>
      await work(actor, read, request.body as z.output<Body>)
      return reply.status(201).send(await viewRequest(services, actor, read.id))
    },
  )
}

function requesterRoutes(app: ApiApp, services: Services): void {
  deedRoute(app, services, {
    url: '/api/requests/:id/submission',
    config: make,
    summary: 'Send a request',
    params: One,
    body: Versioned,
    work: (actor, { id }, { version }) => submitRequest(services, actor, id, version),
  })
  deedRoute(app, services, {
    url: '/api/requests/:id/withdrawal',
    config: make,
    summary: 'Take a request back',
    params: One,
    body: Withdrawal,
    work: (actor, { id }, { reason }) => withdrawRequest(services, actor, id, reason),
  })
  deedRoute(app, services, {
    url: '/api/requests/:id/appeal',
    config: make,
    summary: 'Appeal against a refusal, once',
    params: One,
    body: Appeal,
    work: (actor, { id }, { reasons }) => appealRequest(services, actor, id, reasons),
  })
  deedRoute(app, services, {
    url: '/api/requests/:id/questions/:questionId/answer',
    config: make,
    summary: 'Answer a question about my request',
    params: OneQuestion,
    body: QuestionAnswer,
    work: (actor, { id, questionId }, { text }) => answerQuestion(services, actor, id, questionId, text),
  })
}

function officeRoutes(app: ApiApp, services: Services): void {
  deedRoute(app, services, {
    url: '/api/requests/:id/stages/:stageId/questions',
    config: decide,
    summary: 'Ask the requester something; the time limit stands until it is answered',
    params: OneStage,
    body: NewQuestion,
    work: (actor, { id, stageId }, { text }) => askRequester(services, actor, id, stageId, text),
  })
  deedRoute(app, services, {
    url: '/api/requests/:id/stages/:stageId/advice',
    config: decide,
    summary: 'Advise on a request',
    params: OneStage,
    body: StageAdvice,
    work: (actor, { id, stageId }, advice) => adviseOn(services, actor, id, stageId, advice),
  })
  deedRoute(app, services, {
    url: '/api/requests/:id/stages/:stageId/decision',
    config: decide,
    summary: 'Decide a request, with reasons and clauses',
    params: OneStage,
    body: StageDecision,
    work: (actor, { id, stageId }, decision) => decideRequest(services, actor, id, stageId, decision),
  })
}
