import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { cancelPublication, lookAgain, sendNow, settleUnknown } from './control.ts'
import { correctionsFor, decideCorrection, proposeCorrection } from './corrections.ts'
import { removeOnNetwork } from './on-network.ts'
import { mendPublication } from './mend.ts'
import { openCorrection, pauseView as pauseShape } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { pauseEverything, pauseView, resumeEverything } from './pause.ts'
import { approve, control, done, note, ok, one, reason, write } from './route-parts.ts'

export function publicationRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Publishing']
  const act = (
    path: string,
    summary: string,
    run: (id: string, actor: ReturnType<typeof actorOf>) => Promise<void>,
  ) =>
    app.post(
      `/api/publications/:id/${path}`,
      { config: control, schema: { tags, summary, params: one, response: { 200: done } } },
      (request) => ok(run(request.params.id, actorOf(request))),
    )
  act('send-now', 'Say that a held publication should go', (id, actor) => sendNow(deps, actor, id))
  act('look-again', 'Read the account back now', (id, actor) => lookAgain(deps, actor, id))
  app.post(
    '/api/publications/:id/cancel',
    {
      config: control,
      schema: {
        tags,
        summary: 'Say that it should not go',
        params: one,
        body: z.object({ reason: note.default('') }),
        response: { 200: done },
      },
    },
    (request) => ok(cancelPublication(deps, actorOf(request), request.params.id, request.body.reason)),
  )
  app.post(
    '/api/publications/:id/mend',
    {
      config: write,
      schema: {
        tags,
        summary: 'Begin a post of its own for the one account where it did not go',
        params: one,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const id = await mendPublication(deps, actorOf(request), request.params.id)
      return reply.status(201).send({ id })
    },
  )
  const answer = z.discriminatedUnion('there', [
    z.object({ there: z.literal(true), url: z.url({ protocol: /^https?$/ }) }),
    z.object({ there: z.literal(false) }),
  ])
  app.post(
    '/api/publications/:id/settle',
    {
      config: control,
      schema: {
        tags,
        summary: 'Say what became of an unknown one',
        params: one,
        body: answer,
        response: { 200: done },
      },
    },
    (request) => ok(settleUnknown(deps, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/publications/:id/remove',
    {
      config: control,
      schema: {
        tags,
        summary: 'Delete it on the network',
        params: one,
        body: z.object({ reason }),
        response: { 200: done },
      },
    },
    (request) => ok(removeOnNetwork(deps, actorOf(request), request.params.id, request.body.reason)),
  )
  const proposal = z.object({
    part: z.number().int().min(0),
    text: z.string().trim().min(1, 'Write what it should say.').max(100_000),
    reason,
  })
  app.post(
    '/api/publications/:id/corrections',
    {
      config: write,
      schema: {
        tags,
        summary: 'Propose other words for what is published',
        params: one,
        body: proposal,
        response: { 201: one },
      },
    },
    async (request, reply) => {
      const id = await proposeCorrection(deps, actorOf(request), request.params.id, request.body)
      return reply.status(201).send({ id })
    },
  )
  app.get(
    '/api/corrections',
    {
      config: approve,
      schema: {
        tags,
        summary: 'Corrections that wait for my agreement',
        response: { 200: z.object({ corrections: z.array(openCorrection) }) },
      },
    },
    async (request) => ({ corrections: await correctionsFor(deps, actorOf(request)) }),
  )
  for (const [path, summary, agree] of [
    ['approve', 'Agree to a correction, which is then made on the network', true],
    ['refuse', 'Refuse a correction', false],
  ] as const)
    app.post(
      `/api/corrections/:id/${path}`,
      { config: approve, schema: { tags, summary, params: one, response: { 200: done } } },
      (request) => ok(decideCorrection(deps, actorOf(request), request.params.id, agree)),
    )
}

export function pauseRoutes(app: ApiApp, deps: PostsDeps): void {
  const tags = ['Publishing']
  const pause = { access: { permission: 'publishing.pause' } }
  app.get(
    '/api/pause',
    {
      config: { access: { signedIn: true } },
      schema: { tags, summary: 'Is everything paused?', response: { 200: pauseShape } },
    },
    () => pauseView(deps.services.db),
  )
  app.post(
    '/api/pause',
    {
      config: pause,
      schema: {
        tags,
        summary: 'Pause all sending',
        body: z.object({ reason }),
        response: { 200: pauseShape },
      },
    },
    async (request) => {
      await pauseEverything(deps, actorOf(request), request.body.reason)
      return pauseView(deps.services.db)
    },
  )
  app.post(
    '/api/resume',
    { config: pause, schema: { tags, summary: 'Allow sending again', response: { 200: pauseShape } } },
    async (request) => {
      await resumeEverything(deps, actorOf(request))
      return pauseView(deps.services.db)
    },
  )
}
