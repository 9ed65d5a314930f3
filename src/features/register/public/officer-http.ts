import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { Done, done, type ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import {
  AccountPageSettings,
  AccountPageView,
  PublicRegisterSettings,
  PublicRegisterView,
  ReportList,
  SettleReport,
} from './contract.ts'
import type { Keeper } from './keeper.ts'
import { accountPageView, publicRegisterView, setAccountPage, setPublicRegister } from './page-settings.ts'
import { listReports } from './reports.ts'
import { settleReport } from './settle-report.ts'

const params = z.object({ id: z.uuid() })
const readers = { access: { permission: 'accounts.read' } } as const
const editors = { access: { permission: 'accounts.edit' } } as const
const watchers = { access: { permission: 'impersonations.read' } } as const

/** What the public sees, for those who look after it; and what the public reports. */
export function officerRoutes(app: ApiApp, services: Services, keeper: Keeper): void {
  pageSettingRoutes(app, services, keeper)
  const tags = ['impersonations']
  app.get(
    '/api/impersonations',
    {
      config: watchers,
      schema: { tags, summary: 'Reports of accounts that pretend to be ours', response: { 200: ReportList } },
    },
    async (request) => ({
      reports: await listReports(services.db, actorOf(request)),
      mayAnswer: services.mail.enabled,
    }),
  )
  app.post(
    '/api/impersonations/:id/settlement',
    {
      config: watchers,
      schema: {
        tags,
        summary: 'Say what was found about one',
        params,
        body: SettleReport,
        response: { 200: Done },
      },
    },
    (request) => done(settleReport(services, actorOf(request), request.params.id, request.body)),
  )
}

function pageSettingRoutes(app: ApiApp, services: Services, keeper: Keeper): void {
  const tags = ['accounts']
  app.get(
    '/api/accounts/:id/public-page',
    {
      config: readers,
      schema: {
        tags,
        summary: 'What an account’s public page says',
        params,
        response: { 200: AccountPageView },
      },
    },
    async (request) => accountPageView(services, await keeper(), actorOf(request), request.params.id),
  )
  app.put(
    '/api/accounts/:id/public-page',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Change what it says',
        params,
        body: AccountPageSettings,
        response: { 200: Done },
      },
    },
    (request) => done(setAccountPage(services, actorOf(request), request.params.id, request.body)),
  )
  app.get(
    '/api/public-register',
    {
      config: readers,
      schema: {
        tags,
        summary: 'What the public register says of all accounts',
        response: { 200: PublicRegisterView },
      },
    },
    async (request) => publicRegisterView(services, await keeper(), actorOf(request)),
  )
  app.put(
    '/api/public-register',
    {
      config: editors,
      schema: {
        tags,
        summary: 'Change the house rules',
        body: PublicRegisterSettings,
        response: { 200: Done },
      },
    },
    (request) => done(setPublicRegister(services, actorOf(request), request.body)),
  )
}
