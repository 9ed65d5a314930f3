import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { House } from '../compose.ts'
import { removeExample } from './remove.ts'

const count = z.number().int()

const ExampleRemovedAnswer = z.object({
  removed: z.object({ units: count, people: count, accounts: count, posts: count }),
  /** Names of what stays as the institution's own, because something real hangs on it. */
  kept: z.object({ units: z.array(z.string()), offices: z.array(z.string()) }),
})

export function exampleRoutes(app: ApiApp, house: House): void {
  app.delete(
    '/api/example',
    {
      config: { access: { permission: 'institution.manage' } },
      schema: {
        tags: ['Institution'],
        summary: 'Remove the example university whole; its records stay',
        querystring: z.object({
          trials: z
            .enum(['keep', 'remove'])
            .default('keep')
            .describe(
              'Posts of real people that only go to accounts of the example: keep them, which refuses, or remove them too',
            ),
        }),
        response: { 200: ExampleRemovedAnswer },
      },
    },
    (request) => removeExample(house, actorOf(request), { trials: request.query.trials === 'remove' }),
  )
}
