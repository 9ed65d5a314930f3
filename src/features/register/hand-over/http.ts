import { z } from 'zod'
import { actorOf, mayAnywhere } from '#features/people/index.ts'
import { done, Done, type ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { Account } from '../contract.ts'
import { Designation, HandOverInput, HandOverPlan, HandOverView, InHand, Renewals } from './contract.ts'
import { designate } from './designation.ts'
import { handOver } from './hand-over.ts'
import { handOverPlan } from './plan.ts'
import { readingsAsked, readingView } from './readings-store.ts'
import { openRenewals } from './renewals.ts'
import { secretRoutes } from './secrets-http.ts'
import { handOverView, openHandOvers } from './store.ts'
import { eraseNotes, takeOver } from './take-over.ts'
import { unansweredAccounts } from './unanswered.ts'

const tags = ['accounts']
const AccountId = z.object({ id: z.uuid() })
const HandOverId = z.object({ id: z.uuid() })
const handers = { access: { permission: 'accounts.hand-over' } } as const

/** Who answers first, hand-overs, connections to be renewed, and secrets under seal. */
export function handOverRoutes(app: ApiApp, deps: RegisterDeps): void {
  const { services } = deps
  app.put(
    '/api/accounts/:id/designated-administrator',
    {
      config: { access: { permission: 'accounts.edit' } },
      schema: {
        tags,
        summary: 'Say which administrator answers first for an account',
        params: AccountId,
        body: Designation,
        response: { 200: Account },
      },
    },
    (request) => designate(services, actorOf(request), request.params.id, request.body.memberId),
  )
  app.get(
    '/api/accounts/:id/hand-over',
    {
      config: handers,
      schema: {
        tags,
        summary: 'What an account’s hand-over would pass on, and those there were',
        params: AccountId,
        response: { 200: HandOverPlan },
      },
    },
    (request) => handOverPlan(deps, actorOf(request), request.params.id),
  )
  app.post(
    '/api/accounts/:id/hand-over',
    {
      config: handers,
      schema: {
        tags,
        summary: 'Hand an account over',
        params: AccountId,
        body: HandOverInput,
        response: { 201: HandOverView },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await handOver(services, actorOf(request), request.params.id, request.body)),
  )
  settlingRoutes(app, deps)
  secretRoutes(app, services)
}

function settlingRoutes(app: ApiApp, { services }: RegisterDeps): void {
  app.post(
    '/api/hand-overs/:id/taking-over',
    {
      config: handers,
      schema: {
        tags,
        summary: 'Confirm that I have taken an account over',
        params: HandOverId,
        response: { 201: HandOverView },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await takeOver(services, actorOf(request), request.params.id)),
  )
  app.delete(
    '/api/hand-overs/:id/notes',
    {
      config: handers,
      schema: {
        tags,
        summary: 'Erase the notes of a hand-over',
        params: HandOverId,
        response: { 200: Done },
      },
    },
    (request) => done(eraseNotes(services, actorOf(request), request.params.id)),
  )
  app.get(
    '/api/connection-renewals',
    {
      config: { access: { permission: 'accounts.connect' } },
      schema: {
        tags,
        summary: 'Connections that somebody else has to give anew',
        querystring: z.object({ account: z.uuid().optional() }),
        response: { 200: Renewals },
      },
    },
    async (request) => ({
      renewals: await openRenewals(services.db, actorOf(request), request.query.account),
    }),
  )
  app.get(
    '/api/accounts-in-hand',
    {
      config: { access: { signedIn: true }, background: true },
      schema: {
        tags,
        summary: 'Hand-overs, connections, sealed secrets and accounts with nobody that wait for me',
        response: { 200: InHand },
      },
    },
    async (request) => {
      const actor = actorOf(request)
      const now = nowOf(services)
      const all = mayAnywhere(actor, 'accounts.hand-over')
      const own = actor.accounts.map((held) => held.accountId)
      const open = await openHandOvers(services.db, all ? null : own)
      const glass = mayAnywhere(actor, 'accounts.break-glass')
      const asked = glass ? await readingsAsked(services.db, now) : []
      return {
        unanswered: mayAnywhere(actor, 'accounts.edit') ? await unansweredAccounts(services.db, now) : [],
        handOvers: open.map((row) => ({
          ...handOverView({ ...row, notes: null }),
          mine: row.to_person === actor.personId,
        })),
        renewals: await openRenewals(services.db, actor),
        readings: asked.map((reading) => readingView(reading, actor, now)),
      }
    },
  )
}
