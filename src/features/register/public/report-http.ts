import { z } from 'zod'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiApp } from '#platform/http/index.ts'
import { Problem } from '#platform/errors.ts'
import { htmlType } from '#platform/public-pages/index.ts'
import type { Services } from '#platform/services.ts'
import { NewReport } from './contract.ts'
import { noRegister } from './answers.ts'
import type { Keeper } from './keeper.ts'
import { insteadOfReport, reportImpersonation } from './report.ts'
import { reportPage, thanksPage, type ReportForm } from './report-page.ts'

const access = { public: 'Whoever sees an account that pretends to be ours may tell us.' }
const largestForm = 20_000
const empty = { address: '', claim: '', email: '' }

/** The form for reports from outside. Its answer is always a page, since no script is there to show anything else. */
export function reportRoutes(app: ApiApp, services: Services, keeper: Keeper): void {
  app.get(
    '/public/impersonations',
    {
      config: { access },
      schema: { hide: true, querystring: z.object({ address: z.string().max(2_000).optional() }) },
    },
    async (request, reply) => {
      const register = await keeper()
      if (!register) return noRegister(reply)
      const address = (request.query.address ?? '').slice(0, 500)
      const page = reportPage(register.house, { values: { ...empty, address }, faults: {} })
      return reply.type(htmlType).header('cache-control', 'no-store').send(page)
    },
  )
  void app.register((scope, _options, done) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: largestForm },
      (_request, body, parsed) => parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    sendRoute(scope.withTypeProvider<ZodTypeProvider>(), services, keeper)
    done()
  })
}

function sendRoute(app: ApiApp, services: Services, keeper: Keeper): void {
  app.post(
    '/public/impersonations',
    {
      config: { access, plainForm: true },
      bodyLimit: largestForm,
      schema: { hide: true, body: z.record(z.string().max(40), z.string()) },
    },
    async (request, reply) => {
      const register = await keeper()
      if (!register) return noRegister(reply)
      const { house } = register
      void reply.type(htmlType).header('cache-control', 'no-store')
      const { address = '', claim = '', email = '', website = '' } = request.body
      const values = { address, claim, email }
      // Nobody sees that field; who fills it in is a program, and is thanked like everybody.
      if (website !== '') return reply.send(thanksPage(house, false))
      const read = NewReport.safeParse(values)
      if (!read.success) {
        const faults: ReportForm['faults'] = {}
        for (const { path, message } of read.error.issues) {
          const [field] = path
          if (field === 'address' || field === 'claim' || field === 'email') faults[field] ??= message
        }
        return reply.status(422).send(reportPage(house, { values, faults }))
      }
      try {
        await reportImpersonation(services, register, read.data, { address: request.ip })
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 429) throw error
        void reply.status(429).header('retry-after', '3600')
        const refusal = { say: error.message, instead: await insteadOfReport(services) }
        return reply.send(reportPage(house, { values, faults: {}, refusal }))
      }
      return reply.status(201).send(thanksPage(house, read.data.email !== '' && services.mail.enabled))
    },
  )
}
