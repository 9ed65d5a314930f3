import { actorOf, browserSession } from '#features/people/index.ts'
import { done, type ApiApp } from '#platform/http/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { allDuties, finishDuty, giveDuty } from './act.ts'
import { Done, Duties, DutyParams, FinishDuty, GiveDuty } from './contract.ts'
import { dutiesOf } from './duties-of.ts'

const tags = ['Duties']
const access = { signedIn: true } as const

export function dutyRoutes(app: ApiApp, { services }: { services: Services }): void {
  app.get(
    '/api/me/duties',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What I have to do by a date, and what the offices have that I hold',
        response: { 200: Duties },
      },
    },
    async (request) => {
      browserSession(request)
      return { duties: await dutiesOf(services.db, actorOf(request), nowOf(services)) }
    },
  )
  app.get(
    '/api/duties',
    {
      config: { access: { permission: 'duties.read' } },
      schema: { tags, summary: 'The open duties of every office', response: { 200: Duties } },
    },
    async (request) => ({ duties: await allDuties(services, actorOf(request)) }),
  )
  app.put(
    '/api/duties/:id/taken-by',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a duty of an office, give it to somebody who holds it, or give it back',
        params: DutyParams,
        body: GiveDuty,
        response: { 200: Done },
      },
    },
    async (request) => {
      browserSession(request)
      return done(giveDuty(services, actorOf(request), request.params.id, request.body.personId))
    },
  )
  app.post(
    '/api/duties/:id/done',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Say that a duty is done, where nothing else can tell',
        params: DutyParams,
        body: FinishDuty,
        response: { 200: Done },
      },
    },
    async (request) => {
      browserSession(request)
      return done(finishDuty(services, actorOf(request), request.params.id, request.body.note))
    },
  )
}
