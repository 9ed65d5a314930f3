import { z } from 'zod'
import { publicHouse } from '#features/institution/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { answerMissing, answerPublic, htmlType, pageFonts } from '#platform/public-pages/index.ts'
import type { PublicHouse } from '#platform/public-pages/index.ts'
import type { Services } from '#platform/services.ts'
import { policyInForce } from '../editions.ts'
import type { EditionRow } from '../store.ts'
import { editionPage, inForcePage, noPage } from './page.ts'
import { pdfKeeper } from './pdf-keeper.ts'
import { readEditions } from './reading.ts'
import { editionAt, editionsWithClause, listEditions } from './store.ts'
import { policyStyles } from './styles.ts'

const isPublic = {
  access: { public: 'Whom a policy binds may read it, and a university’s policy is for everybody to see.' },
}
const schema = { hide: true } as const
const notSetUp = 'No policy is published here yet: this Rostrum has not been set up.'
const aYear = 'public, max-age=31536000, immutable'

/** The policy of the institution for everybody: in force, each edition at its lasting address, and on paper. */
export function publicPolicyRoutes(app: ApiApp, { services }: { services: Services }): void {
  const { db } = services
  const pdfs = pdfKeeper()
  const inForce = async (house: PublicHouse): Promise<EditionRow[]> => {
    const { own, baseline } = await policyInForce(db, house.now)
    return own ? [own, baseline] : [baseline]
  }
  partRoutes(app)

  app.get('/public/policy', { config: isPublic, schema }, async (request, reply) => {
    const house = await publicHouse(services)
    if (!house) return answerMissing(reply, noPage(notSetUp, null))
    const editions = readEditions(await inForce(house))
    return answerPublic(
      request,
      reply,
      htmlType,
      inForcePage(editions, await listEditions(db, house.now), house),
    )
  })

  app.get('/public/policy.pdf', { config: isPublic, schema }, async (request, reply) => {
    const house = await publicHouse(services)
    if (!house) return answerMissing(reply, noPage(notSetUp, null))
    const bytes = await pdfs(await inForce(house), house)
    void reply.header('content-disposition', 'inline; filename="social-media-policy.pdf"')
    return answerPublic(request, reply, 'application/pdf', bytes)
  })

  app.get(
    '/public/policy/clauses/:id',
    { config: isPublic, schema: { ...schema, params: z.object({ id: z.string().max(100) }) } },
    async (request, reply) => {
      const house = await publicHouse(services)
      if (!house) return answerMissing(reply, noPage(notSetUp, null))
      const { id } = request.params
      for (const edition of readEditions(await inForce(house)))
        for (const { clauses } of edition.sections) {
          const clause = clauses.find((one) => one.id === id)
          if (clause)
            return reply
              .header('cache-control', 'public, max-age=300')
              .redirect(`/public/policy#${encodeURIComponent(clause.anchor)}`, 302)
        }
      const having = await editionsWithClause(db, id)
      const others = (await listEditions(db, house.now)).filter((one) => having.has(one.id))
      const sentence = `The policy in force has no clause ${id}.${others.length > 0 ? ' It stands in:' : ''}`
      return answerMissing(reply, noPage(sentence, house, others))
    },
  )

  editionRoute(app, services, pdfs)
}

/** An edition and its PDF are one address but for the ending. */
function editionRoute(app: ApiApp, services: Services, pdfs: ReturnType<typeof pdfKeeper>): void {
  const { db } = services
  app.get(
    '/public/policy/:pack/:edition',
    {
      config: isPublic,
      schema: { ...schema, params: z.object({ pack: z.string().max(100), edition: z.string().max(20) }) },
    },
    async (request, reply) => {
      const house = await publicHouse(services)
      if (!house) return answerMissing(reply, noPage(notSetUp, null))
      const { pack, edition } = request.params
      const [, number, asPdf] = /^([1-9]\d{0,8})(\.pdf)?$/.exec(edition) ?? []
      const row = number === undefined ? null : await editionAt(db, pack, Number(number))
      const listed = await listEditions(db, house.now)
      const standing = listed.find(({ id }) => id === row?.id)
      if (!row || !standing) {
        const ofPack = listed.filter((one) => one.pack === pack)
        const others = ofPack.length > 0 ? ofPack : listed
        return answerMissing(
          reply,
          noPage('There is no such edition of a policy here. These there are:', house, others),
        )
      }
      if (asPdf !== undefined) {
        void reply.header('content-disposition', `inline; filename="${row.pack}-edition-${row.edition}.pdf"`)
        return answerPublic(request, reply, 'application/pdf', await pdfs([row], house))
      }
      const [read] = readEditions([row])
      if (!read) return answerMissing(reply, noPage('There is no such edition of a policy here.', house))
      return answerPublic(request, reply, htmlType, editionPage(read, standing, listed, house))
    },
  )
}

/** What the pages are drawn with. */
function partRoutes(app: ApiApp): void {
  const parts = { access: { public: 'What the public page of the policy is drawn with holds no data.' } }
  app.get('/public/policy.css', { config: parts, schema }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', aYear).send(policyStyles.css),
  )
  app.get(
    '/public/fonts/:file',
    { config: parts, schema: { ...schema, params: z.object({ file: z.string().max(100) }) } },
    (request, reply) => {
      const font = pageFonts.get(request.params.file)
      if (!font) return reply.callNotFound()
      return reply.type('font/woff2').header('cache-control', 'public, max-age=2592000').send(font())
    },
  )
}
