import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { networkNames } from '#networks/names.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { Unavailable } from '#platform/errors.ts'
import { answerPublic } from '#platform/public-pages/index.ts'
import {
  PagedAccounts,
  PagedAccountsQuery,
  PagedServices,
  PagedTags,
  PagedUnits,
  PageQuery,
  VerifyAnswer,
  VerifyQuery,
} from './contract.ts'
import { isPublic, notSetUp, openToAll } from './answers.ts'
import type { Keeper, KeptRegister } from './keeper.ts'
import { openDataOf } from './open-data.ts'
import { search } from './search.ts'
import { verify } from './verify.ts'

const tags = ['public register']
const base = '/public/api/v1'
const open = { tags, security: [] }

/** What the U.S. Digital Registry offers (accounts, agencies, tags, services, verify), for one university. */
export function publicApiRoutes(app: ApiApp, keeper: Keeper): void {
  app.get(
    `${base}/accounts`,
    {
      config: isPublic,
      schema: {
        ...open,
        summary: 'Official accounts, closed ones too',
        querystring: PagedAccountsQuery,
        response: { 200: PagedAccounts },
      },
    },
    async (request, reply) => {
      const register = await kept(keeper)
      const { page, per_page: perPage, ...wanted } = request.query
      const found = search(register, wanted)
      const answer = paged(register, request, found, { page, perPage })
      return send(request, reply, PagedAccounts, { ...answer.paging, accounts: answer.rows.map(openDataOf) })
    },
  )
  app.get(
    `${base}/verify`,
    {
      config: isPublic,
      schema: {
        ...open,
        summary: 'Is this address, handle or name ours?',
        querystring: VerifyQuery,
        response: { 200: VerifyAnswer },
      },
    },
    async (request, reply) =>
      send(request, reply, VerifyAnswer, verify(await kept(keeper), request.query.url)),
  )
  listRoutes(app, keeper)
}

function listRoutes(app: ApiApp, keeper: Keeper): void {
  const querystring = PageQuery
  app.get(
    `${base}/units`,
    {
      config: isPublic,
      schema: {
        ...open,
        summary: 'Units, as a tree by parentId',
        querystring,
        response: { 200: PagedUnits },
      },
    },
    async (request, reply) => {
      const register = await kept(keeper)
      const { rows, paging } = paged(register, request, register.units, pageOf(request.query))
      return send(request, reply, PagedUnits, { ...paging, units: rows })
    },
  )
  app.get(
    `${base}/tags`,
    {
      config: isPublic,
      schema: {
        ...open,
        summary: 'Tags of accounts that are not closed',
        querystring,
        response: { 200: PagedTags },
      },
    },
    async (request, reply) => {
      const register = await kept(keeper)
      const counted = countedBy(register, (account) => account.tags)
      const { rows, paging } = paged(register, request, counted, pageOf(request.query))
      return send(request, reply, PagedTags, {
        ...paging,
        tags: rows.map(([tag, accounts]) => ({ tag, accounts })),
      })
    },
  )
  app.get(
    `${base}/services`,
    {
      config: isPublic,
      schema: {
        ...open,
        summary: 'Networks that we have accounts on',
        querystring,
        response: { 200: PagedServices },
      },
    },
    async (request, reply) => {
      const register = await kept(keeper)
      const counted = countedBy(register, (account) => [account.network])
      const { rows, paging } = paged(register, request, counted, pageOf(request.query))
      const services = rows.map(([id, accounts]) => ({ id, name: networkNames[id] ?? id, accounts }))
      return send(request, reply, PagedServices, { ...paging, services })
    },
  )
}

async function kept(keeper: Keeper): Promise<KeptRegister> {
  const register = await keeper()
  if (!register) throw new Unavailable('register.not-set-up', notSetUp)
  return register
}

const pageOf = ({ page, per_page: perPage }: z.infer<typeof PageQuery>) => ({ page, perPage })

function countedBy(
  { accounts }: KeptRegister,
  keys: (account: KeptRegister['accounts'][number]) => readonly string[],
): [string, number][] {
  const counts = new Map<string, number>()
  for (const account of accounts)
    if (account.state !== 'closed')
      for (const key of keys(account)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].toSorted(([a], [b]) => a.localeCompare(b, 'en-GB'))
}

/** One page of a list, and the address of the next. */
function paged<Row>(
  { house }: KeptRegister,
  request: FastifyRequest,
  all: readonly Row[],
  { page, perPage }: { page: number; perPage: number },
): { rows: Row[]; paging: { page: number; perPage: number; total: number; next: string | null } } {
  const address = new URL(request.url, house.publicUrl)
  address.searchParams.set('page', String(page + 1))
  const next = page * perPage < all.length ? `${house.publicUrl}${address.pathname}${address.search}` : null
  return {
    rows: all.slice((page - 1) * perPage, page * perPage),
    paging: { page, perPage, total: all.length, next },
  }
}

function send<Shape extends z.ZodType>(
  request: FastifyRequest,
  reply: FastifyReply,
  shape: Shape,
  answer: z.input<Shape>,
): Promise<never> {
  const body = JSON.stringify(shape.parse(answer))
  return answerPublic(request, openToAll(reply), 'application/json; charset=utf-8', body) as Promise<never>
}
