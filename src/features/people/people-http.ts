import type { ApiApp } from '#platform/http/index.ts'
import { actorOf } from './actor.ts'
import { ChangePerson, Done, IdParams, InvitationMade, Invite, People, PermissionTable } from './contract.ts'
import type { PeopleDeps } from './deps.ts'
import { requireRecentConfirmation } from './hooks.ts'
import { invitePerson, makeLink } from './invitations.ts'
import { changePerson, endAccess, listPeople } from './manage-people.ts'
import { permissionTable } from './permission-table.ts'

const tags = ['People']
const manage = { permission: 'people.manage' } as const
const done = { done: true as const }

export function peopleListRoutes(app: ApiApp, { services }: PeopleDeps): void {
  app.get(
    '/api/people',
    {
      config: { access: { permission: 'people.read' } },
      schema: { tags, summary: 'Who works here with Rostrum', response: { 200: People } },
    },
    async (request) => ({ people: await listPeople(services, actorOf(request)) }),
  )
  app.post(
    '/api/people',
    {
      config: { access: manage, secretAnswer: true },
      schema: { tags, summary: 'Invite a person', body: Invite, response: { 201: InvitationMade } },
    },
    async (request, reply) => {
      if (request.body.roles.length > 0) requireRecentConfirmation(services, request)
      return reply.status(201).send(await invitePerson(services, actorOf(request), request.body))
    },
  )
  app.patch(
    '/api/people/:id',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'Change a person’s name, e-mail address or roles',
        params: IdParams,
        body: ChangePerson,
        response: { 200: Done },
      },
    },
    async (request) => {
      // Whoever owns the address gets the letters with links, so it is guarded as roles are.
      const guarded = request.body.roles !== undefined || request.body.email !== undefined
      if (guarded) requireRecentConfirmation(services, request)
      await changePerson(services, actorOf(request), request.params.id, request.body)
      return done
    },
  )
  app.post(
    '/api/people/:id/links',
    {
      config: { access: manage, secretAnswer: true },
      schema: {
        tags,
        summary: 'The invitation again, or a recovery link for somebody who has joined',
        params: IdParams,
        response: { 201: InvitationMade },
      },
    },
    async (request, reply) => {
      requireRecentConfirmation(services, request)
      return reply.status(201).send(await makeLink(services, actorOf(request), request.params.id))
    },
  )
  app.post(
    '/api/people/:id/end-access',
    {
      config: { access: manage },
      schema: {
        tags,
        summary: 'End a person’s access, because they have left',
        params: IdParams,
        response: { 200: Done },
      },
    },
    async (request) => {
      await endAccess(services, actorOf(request), request.params.id)
      return done
    },
  )
  app.get(
    '/api/permissions',
    {
      config: { access: { signedIn: true } },
      schema: { tags, summary: 'Who can do what', response: { 200: PermissionTable } },
    },
    () => permissionTable(),
  )
}
