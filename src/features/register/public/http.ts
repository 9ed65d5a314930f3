import { z } from 'zod'
import { policyInForce } from '#features/policy/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { answerMissing, answerPublic, htmlType } from '#platform/public-pages/index.ts'
import { accountPage } from './account-page.ts'
import { isPublic, noRegister, openToAll } from './answers.ts'
import { publicApiRoutes } from './api-http.ts'
import { AccountsQuery } from './contract.ts'
import { keepRegister, once, type Keeper, type KeptRegister, type PublicDeps } from './keeper.ts'
import { listPage } from './list-page.ts'
import { officialPage } from './official-page.ts'
import { accountsCsv, accountsJson, changesFeed } from './open-data.ts'
import { officerRoutes } from './officer-http.ts'
import type { ListedAccount } from './read-register.ts'
import { noPage } from './report-page.ts'
import { reportRoutes } from './report-http.ts'
import { pathOf } from './slugs.ts'
import { registerStyles } from './styles.ts'
import { verify } from './verify.ts'

const schema = { hide: true } as const
const jsonType = 'application/json; charset=utf-8'

/** The register for everybody: pages, files, an API, reports from outside; and what officers see of it. */
export function publicRegisterRoutes(app: ApiApp, deps: PublicDeps): void {
  const keeper = keepRegister(deps)
  pageRoutes(app, deps, keeper)
  fileRoutes(app, deps, keeper)
  publicApiRoutes(app, keeper)
  reportRoutes(app, deps.services, keeper)
  officerRoutes(app, deps.services, keeper)
}

function pageRoutes(app: ApiApp, { services }: PublicDeps, keeper: Keeper): void {
  app.get(
    '/public/accounts',
    { config: isPublic, schema: { ...schema, querystring: AccountsQuery.partial() } },
    async (request, reply) => {
      const register = await keeper()
      if (!register) return noRegister(reply)
      const wanted = AccountsQuery.parse(request.query)
      const all = Object.values(wanted).every((value) => value === '')
      const page = all ? once(register, 'list', () => listPage(register, wanted)) : listPage(register, wanted)
      return answerPublic(request, reply, htmlType, page)
    },
  )
  app.get(
    '/public/accounts/:id',
    { config: isPublic, schema: { ...schema, params: z.object({ id: z.string().max(300) }) } },
    async (request, reply) => {
      const register = await keeper()
      if (!register) return noRegister(reply)
      const { id } = request.params
      const account = register.byId.get(id) ?? register.bySlug.get(id.toLowerCase())
      if (account) {
        const clauses = await clauseIds(services, register)
        return answerPublic(request, reply, htmlType, accountPage(register, account, clauses))
      }
      const renamed = formerlyAt(register, id.toLowerCase())
      if (renamed) return reply.header('cache-control', 'public, max-age=300').redirect(pathOf(renamed), 302)
      return answerMissing(reply, noPage('There is no such account in the register.', register.house))
    },
  )
  app.get(
    '/public/official',
    {
      config: isPublic,
      schema: { ...schema, querystring: z.object({ account: z.string().max(2_000).optional() }) },
    },
    async (request, reply) => {
      const register = await keeper()
      if (!register) return noRegister(reply)
      const asked = (request.query.account ?? '').trim().slice(0, 500)
      const answer = asked === '' ? null : verify(register, asked)
      return answerPublic(request, reply, htmlType, officialPage(register, asked, answer))
    },
  )
}

/** The account that had this readable address under a former handle. */
function formerlyAt({ accounts, bySlug }: KeptRegister, slug: string): ListedAccount | undefined {
  if (bySlug.has(slug)) return undefined
  return accounts.find(({ network, formerHandles }) =>
    formerHandles.some(({ handle }) => `${network}-${handle.toLowerCase()}` === slug),
  )
}

async function clauseIds({ db }: PublicDeps['services'], { house }: KeptRegister): Promise<Set<string>> {
  const { own, baseline } = await policyInForce(db, house.now)
  return new Set([own, baseline].flatMap((row) => row?.content.clauses.map(({ id }) => id) ?? []))
}

function fileRoutes(app: ApiApp, { services }: PublicDeps, keeper: Keeper): void {
  app.get(
    '/public/accounts/:id/qr.svg',
    { config: isPublic, schema: { ...schema, params: z.object({ id: z.uuid() }) } },
    async (request, reply) => {
      const register = await keeper()
      const account = register?.byId.get(request.params.id)
      if (!register || !account) return reply.callNotFound()
      // The lasting address, not the readable one, which changes with the handle.
      const address = `${register.house.publicUrl}/public/accounts/${account.id}`
      const svg = await once(register, `qr ${account.id}`, async () => {
        const { toString } = await import('qrcode')
        return toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
      })
      return answerPublic(request, reply, 'image/svg+xml', svg)
    },
  )
  app.get('/public/accounts.csv', { config: isPublic, schema }, async (request, reply) => {
    const register = await keeper()
    if (!register) return noRegister(reply)
    void reply.header('content-disposition', 'attachment; filename="official-accounts.csv"')
    const body = once(register, 'csv', () => accountsCsv(register))
    return answerPublic(request, openToAll(reply), 'text/csv; charset=utf-8', body)
  })
  app.get('/public/accounts.json', { config: isPublic, schema }, async (request, reply) => {
    const register = await keeper()
    if (!register) return noRegister(reply)
    const body = once(register, 'json', () => accountsJson(register))
    return answerPublic(request, openToAll(reply), jsonType, body)
  })
  app.get(
    '/public/changes.json',
    {
      config: isPublic,
      schema: { ...schema, querystring: z.object({ before: z.iso.datetime({ offset: true }).optional() }) },
    },
    async (request, reply) => {
      const register = await keeper()
      if (!register) return noRegister(reply)
      const feed = await changesFeed(services.db, register, request.query.before ?? null)
      return answerPublic(request, openToAll(reply), 'application/feed+json; charset=utf-8', feed)
    },
  )
  app.get('/public/register.css', { config: isPublic, schema }, (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(registerStyles.css),
  )
}
