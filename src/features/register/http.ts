import { z } from 'zod'
import { actorOf, authorise, mayFor, type Actor } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { addAccount } from './add-account.ts'
import { networkAppRoutes } from './apps/http.ts'
import { whomToAsk } from './apps/whom-to-ask.ts'
import { changeAccount } from './change-account.ts'
import { connectProblemOf } from './connect-problems.ts'
import { connectionRoutes } from './connection-http.ts'
import type { RegisterDeps } from './connections.ts'
import { Account, AccountChange, AccountDetail, MemberChange, NewAccount, NewMember } from './contract.ts'
import { estateRoutes } from './estate/http.ts'
import { importRoutes } from './import/http.ts'
import { handOverRoutes } from './hand-over/http.ts'
import { closeAccount } from './leaving/close-account.ts'
import { ClosingInput } from './leaving/contract.ts'
import { lifeRoutes } from './life/http.ts'
import { isOver, mayConnect } from './life/rules.ts'
import { addMember, changeMember, endMember } from './members.ts'
import { requestRoutes } from './requests/http.ts'
import { reviewRoutes } from './reviews/http.ts'
import { accountView } from './views.ts'

const tags = ['accounts']
const AccountId = z.object({ id: z.uuid() })
const MemberId = z.object({ id: z.uuid(), memberId: z.uuid() })
const readers = { access: { permission: 'accounts.read' } } as const
const editors = { access: { permission: 'accounts.edit' } } as const

/** The register: accounts, their people, and their connections. */
export function registerRoutes(app: ApiApp, deps: RegisterDeps): void {
  accountRoutes(app, deps)
  memberRoutes(app, deps.services)
  connectionRoutes(app, deps)
  networkAppRoutes(app, deps)
  handOverRoutes(app, deps)
  lifeRoutes(app, deps)
  importRoutes(app, deps.services)
  estateRoutes(app, deps.services)
  requestRoutes(app, deps)
  reviewRoutes(app, deps)
}

function accountRoutes(app: ApiApp, deps: RegisterDeps): void {
  const { services } = deps
  app.get(
    '/api/accounts/:id',
    {
      config: readers,
      schema: { tags, summary: 'One account', params: AccountId, response: { 200: AccountDetail } },
    },
    (request) => {
      const actor = actorOf(request)
      authorise(actor, 'accounts.read')
      return detailOf(deps, actor, request.params.id)
    },
  )
  app.post(
    '/api/accounts',
    {
      config: { access: { permission: 'accounts.add' } },
      schema: { tags, summary: 'Add an official account', body: NewAccount, response: { 201: Account } },
    },
    async (request, reply) =>
      reply.status(201).send(await addAccount(services, actorOf(request), request.body)),
  )
  app.patch(
    '/api/accounts/:id',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Change an account’s entry',
        params: AccountId,
        body: AccountChange,
        response: { 200: Account },
      },
    },
    (request) => changeAccount(services, actorOf(request), request.params.id, request.body),
  )
  app.post(
    '/api/accounts/:id/closing',
    {
      config: { access: { permission: 'accounts.close' } },
      schema: {
        tags,
        summary: 'Close an account',
        params: AccountId,
        body: ClosingInput,
        response: { 201: Account },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await closeAccount(deps, actorOf(request), request.params.id, request.body)),
  )
}

async function detailOf({ services, networks }: RegisterDeps, actor: Actor, id: string) {
  const account = await accountView(services.db, id, nowOf(services))
  const open = !isOver(account.state)
  const connect = mayConnect(account.state) && mayFor(actor, 'accounts.connect', id)
  const network = networks.get(account.network)
  return {
    ...account,
    may: {
      edit: open && mayFor(actor, 'accounts.edit', id),
      connect,
      close: open && mayFor(actor, 'accounts.close', id),
    },
    connectProblem: await connectProblemOf(services, id),
    appMissing: connect && network ? await whomToAsk(services, network) : null,
  }
}

function memberRoutes(app: ApiApp, services: Services): void {
  app.post(
    '/api/accounts/:id/members',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Give somebody a part in an account',
        params: AccountId,
        body: NewMember,
        response: { 201: Account },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await addMember(services, actorOf(request), request.params.id, request.body)),
  )
  app.patch(
    '/api/accounts/:id/members/:memberId',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Change somebody’s part in an account',
        params: MemberId,
        body: MemberChange,
        response: { 200: Account },
      },
    },
    (request) =>
      changeMember(services, actorOf(request), request.params.id, request.params.memberId, request.body),
  )
  app.delete(
    '/api/accounts/:id/members/:memberId',
    {
      config: editors,
      schema: {
        tags,
        summary: 'End somebody’s part in an account',
        params: MemberId,
        response: { 200: Account },
      },
    },
    (request) => endMember(services, actorOf(request), request.params.id, request.params.memberId),
  )
}
