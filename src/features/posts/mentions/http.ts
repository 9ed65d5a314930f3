import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { PostsDeps } from '../deps.ts'
import { list, one, write } from '../route-parts.ts'
import { mentionAnswers } from './contract.ts'
import { lookUpMentions } from './look-up.ts'

export function mentionRoutes(app: ApiApp, deps: PostsDeps): void {
  const names = list.pipe(z.array(z.string().max(300)).max(50)).default([])
  app.get(
    '/api/accounts/:id/mentions',
    {
      config: write,
      schema: {
        tags: ['Posts'],
        summary: 'Does the network know whom these mentions name?',
        params: one,
        querystring: z.object({ names }),
        response: { 200: mentionAnswers },
      },
    },
    async (request) => ({
      mentions: await lookUpMentions(deps, actorOf(request), request.params.id, request.query.names),
    }),
  )
}
