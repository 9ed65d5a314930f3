import { actorOf, browserSession } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import type { Services } from '#platform/services.ts'
import { acknowledgeEdition } from './acknowledge.ts'
import {
  Acknowledge,
  Acknowledged,
  AcknowledgementReport,
  MyAcknowledgement,
  Reminded,
  RemindPeople,
} from './contract.ts'
import { remindPeople } from './letters.ts'
import { myAcknowledgement } from './mine.ts'
import { acknowledgementReport } from './report.ts'

const tags = ['policy']
const readers = { access: { permission: 'policy.read' } } as const
const overseers = { access: { permission: 'policy.acknowledgements' } } as const

/** Who has to read the edition in force, and who has. */
export function acknowledgementRoutes(app: ApiApp, { services }: { services: Services }): void {
  app.get(
    '/api/policy/acknowledgements/mine',
    {
      config: readers,
      schema: {
        tags,
        summary: 'Whether the edition in force waits for the caller to read it, and what changed',
        response: { 200: MyAcknowledgement },
      },
    },
    async (request) => myAcknowledgement(services, actorOf(request)),
  )
  app.post(
    '/api/policy/acknowledgements/mine',
    {
      config: readers,
      schema: {
        tags,
        summary: 'Confirm that one has read the edition in force',
        body: Acknowledge,
        response: { 201: Acknowledged },
      },
    },
    async (request, reply) => {
      // A person says it; a program that acts with their token cannot.
      browserSession(request)
      const acknowledgedAt = await acknowledgeEdition(services, actorOf(request), request.body.editionId)
      return reply.status(201).send({ acknowledgedAt })
    },
  )
  app.get(
    '/api/policy/acknowledgements',
    {
      config: overseers,
      schema: {
        tags,
        summary: 'Who has to confirm the edition in force, and who has',
        response: { 200: AcknowledgementReport },
      },
    },
    async (request) => acknowledgementReport(services, actorOf(request)),
  )
  app.post(
    '/api/policy/acknowledgements/reminders',
    {
      config: overseers,
      schema: {
        tags,
        summary: 'Remind those who have not confirmed it',
        body: RemindPeople,
        response: { 200: Reminded },
      },
    },
    async (request) => remindPeople(services, actorOf(request), request.body.personIds),
  )
}
