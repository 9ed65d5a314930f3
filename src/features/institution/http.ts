import { NotFound } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { actorOf, originOf, setSessionCookie } from '#features/people/index.ts'
import { calendarFileRoutes } from './calendar-file/http.ts'
import { changeInstitution } from './change-institution.ts'
import { viewCalendar } from './calendar/view-calendar.ts'
import {
  ChangeInstitution,
  Done,
  Institution,
  InstitutionCalendar,
  Setup,
  SetupAnswer,
  SetupStatus,
} from './contract.ts'
import { finishSetup, isSetupNeeded, setUp, type SetupHook } from './setup.ts'
import { getInstitution } from './store.ts'

export interface InstitutionDeps {
  services: Services
  onSetup: SetupHook[]
}

export function institutionRoutes(app: ApiApp, { services, onSetup }: InstitutionDeps): void {
  setupRoutes(app, { services, onSetup })
  calendarFileRoutes(app, services)
  const tags = ['Institution']

  app.get(
    '/api/institution',
    {
      config: { access: { signedIn: true } },
      schema: {
        tags,
        summary: 'The institution and its own contact details',
        response: { 200: Institution },
      },
    },
    async () => {
      const institution = await getInstitution(services.db)
      if (!institution) throw new NotFound('institution')
      return institution
    },
  )

  app.get(
    '/api/institution/calendar',
    {
      config: { access: { signedIn: true } },
      schema: {
        tags,
        summary: 'Public holidays and closures, this year and next: no working days',
        response: { 200: InstitutionCalendar },
      },
    },
    () => viewCalendar(services),
  )

  app.patch(
    '/api/institution',
    {
      config: { access: { permission: 'institution.manage' } },
      schema: {
        tags,
        summary: 'Change the institution’s settings',
        body: ChangeInstitution,
        response: { 200: Institution },
      },
    },
    (request) => changeInstitution(services, actorOf(request), request.body),
  )
}

function setupRoutes(app: ApiApp, { services, onSetup }: InstitutionDeps): void {
  const tags = ['Setting up']
  app.get(
    '/api/setup',
    {
      config: { access: { public: 'Says only whether Rostrum still has to be set up.' } },
      schema: { tags, summary: 'Is set-up needed?', response: { 200: SetupStatus } },
    },
    async () => {
      const needed = await isSetupNeeded(services.db)
      return { needed, begun: needed && (await getInstitution(services.db)) !== null }
    },
  )

  app.post(
    '/api/setup',
    {
      config: { access: { public: 'The set-up link is the proof.' } },
      schema: {
        tags,
        summary: 'Set up: the institution and its first administrator, who then chooses how to sign in',
        body: Setup,
        response: { 201: SetupAnswer },
      },
    },
    async (request, reply) => {
      const opened = await setUp(services, request.body, originOf(request))
      setSessionCookie(services, reply, opened)
      return reply.status(201).send({ stage: 'enrol' as const })
    },
  )

  app.post(
    '/api/setup/finish',
    {
      config: { access: { permission: 'institution.manage' } },
      schema: {
        tags,
        summary: 'Run the last steps of set-up again, when one failed',
        response: { 200: Done },
      },
    },
    async (request) => {
      await finishSetup(services, actorOf(request), onSetup)
      return { done: true as const }
    },
  )
}
