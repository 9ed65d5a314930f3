import { done, sendTable, type ApiApp } from '#platform/http/index.ts'
import { actorOf } from './actor.ts'
import {
  ChangePerson,
  Done,
  IdParams,
  InvitationMade,
  Invite,
  People,
  PeopleAsked,
  PermissionTable,
  PersonUnitParams,
  PutIntoUnit,
} from './contract.ts'
import type { PeopleDeps } from './deps.ts'
import { requireRecentConfirmation } from './hooks.ts'
import { invitePerson, makeLink } from './invitations.ts'
import { listPeople, peopleCsv } from './list-people.ts'
import { changePerson, endAccess } from './manage-people.ts'
import { permissionTable } from './permission-table.ts'
import { putIntoUnit, takeOutOfUnit } from './person-units.ts'

const tags = ['People']
const manage = { permission: 'people.manage' } as const

export function peopleListRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  app.get(
    '/api/people',
    {
      config: { access: { permission: 'people.read' } },
      schema: {
        tags,
        summary: 'Who works here with Rostrum, some at a time',
        querystring: PeopleAsked,
        response: { 200: People },
      },
    },
    (request) => listPeople(services, actorOf(request), request.query),
  )
  app.get(
    '/api/people.csv',
    {
      config: { access: { permission: 'people.read' } },
      schema: { tags, summary: 'The same people as a file', querystring: PeopleAsked },
    },
    async (request, reply) =>
      sendTable(reply, 'people.csv', await peopleCsv(services, actorOf(request), request.query)),
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
      return done(changePerson(services, actorOf(request), request.params.id, request.body))
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
    (request) => done(endAccess(deps, actorOf(request), request.params.id)),
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

/** Which units a person belongs to, and which they coordinate. */
export function personUnitRoutes(app: ApiApp, { services }: PeopleDeps): void {
  const access = { permission: 'units.manage' } as const
  app.post(
    '/api/people/:id/units',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put a person into a unit, as its coordinator or not',
        params: IdParams,
        body: PutIntoUnit,
        response: { 201: Done },
      },
    },
    async (request, reply) => {
      // A coordinator looks after every account of the unit and below.
      if (request.body.coordinator) requireRecentConfirmation(services, request)
      await putIntoUnit(services, actorOf(request), request.params.id, request.body)
      return reply.status(201).send({ done: true })
    },
  )
  app.delete(
    '/api/people/:id/units/:unitId',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a person out of a unit',
        params: PersonUnitParams,
        response: { 200: Done },
      },
    },
    (request) => done(takeOutOfUnit(services, actorOf(request), request.params.id, request.params.unitId)),
  )
}
