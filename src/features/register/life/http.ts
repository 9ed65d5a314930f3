import { z } from 'zod'
import { actorOf, authorise } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { openAccountForChange } from '../change-account.ts'
import { Account, AccountPause, NewObjective } from '../contract.ts'
import { accountById } from '../store.ts'
import { accountView } from '../views.ts'
import { AccountLife, MoveReason } from './contract.ts'
import { setObjective } from './objectives.ts'
import { openAccount } from './open-account.ts'
import { pauseAccount, resumeAccount } from './pause.ts'
import { readLife } from './read-life.ts'

const tags = ['accounts']
const params = z.object({ id: z.uuid() })
const editors = { access: { permission: 'accounts.edit' } } as const

/** The life of an account: its story, its pause, its objective, its opening. */
export function lifeRoutes(app: ApiApp, deps: RegisterDeps): void {
  const { services } = deps
  app.get(
    '/api/accounts/:id/life',
    {
      config: { access: { permission: 'accounts.read' } },
      schema: {
        tags,
        summary: 'The story of an account, and what stands against it',
        params,
        response: { 200: AccountLife },
      },
    },
    (request) => readLife(deps, actorOf(request), request.params.id),
  )
  app.put(
    '/api/accounts/:id/objective',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Say what an account is to reach',
        params,
        body: NewObjective,
        response: { 200: Account },
      },
    },
    (request) => {
      const actor = actorOf(request)
      authorise(actor, 'accounts.edit', request.params.id)
      return objectiveByHand(services, actor, request.params.id, request.body)
    },
  )
  pauseRoutes(app, services)
  openingRoutes(app, deps)
}

async function objectiveByHand(
  services: Services,
  actor: Parameters<typeof setObjective>[2],
  accountId: string,
  input: NewObjective,
): Promise<Account> {
  if (!(await accountById(services.db, accountId))) throw new NotFound('account')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    await openAccountForChange(tx, accountId)
    await setObjective(tx, at, actor, accountId, input)
    return accountView(tx, accountId, at)
  })
}

function pauseRoutes(app: ApiApp, services: Services): void {
  app.post(
    '/api/accounts/:id/pause',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Pause an account: nothing goes out from it',
        params,
        body: AccountPause,
        response: { 201: Account },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await pauseAccount(services, actorOf(request), request.params.id, request.body)),
  )
  app.delete(
    '/api/accounts/:id/pause',
    {
      config: editors,
      schema: { tags, summary: 'End the pause of an account', params, response: { 200: Account } },
    },
    (request) => resumeAccount(services, actorOf(request), request.params.id),
  )
}

function openingRoutes(app: ApiApp, { services }: RegisterDeps): void {
  app.post(
    '/api/accounts/:id/opening',
    {
      config: { access: { permission: 'accounts.close' } },
      schema: {
        tags,
        summary: 'Say that an approved account is open, on a network that is not connected',
        params,
        body: MoveReason,
        response: { 201: Account },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send(await openAccount(services, actorOf(request), request.params.id, request.body.reason)),
  )
}
