import { z } from 'zod'
import { done, type ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { actorOf } from './actor.ts'
import {
  ChangeOffice,
  ChangeUnit,
  Done,
  EndHolding,
  IdParams,
  MergeUnit,
  NameParams,
  NewHolding,
  NewOffice,
  NewUnit,
  Offices,
  Unit,
  Units,
} from './contract.ts'
import type { PeopleDeps } from './deps.ts'
import { addOffice, changeOffice, endHolding, giveOffice, listOffices } from './offices.ts'
import { mergeUnits } from './merge-units.ts'
import { addUnit, changeUnit, listUnits, removeUnit } from './units.ts'

const read = { permission: 'people.read' } as const

export function officeRoutes(app: ApiApp, { services, officesInPolicy }: PeopleDeps): void {
  const tags = ['Offices']
  const access = { permission: 'offices.manage' } as const
  app.get(
    '/api/offices',
    {
      config: { access: read },
      schema: { tags, summary: 'Offices and who holds them', response: { 200: Offices } },
    },
    async (request) => ({
      offices: await listOffices(services, actorOf(request)),
      named: (await officesInPolicy?.(services)) ?? [],
      at: nowOf(services),
    }),
  )
  app.post(
    '/api/offices',
    {
      config: { access },
      schema: { tags, summary: 'Add an office', body: NewOffice, response: { 201: Done } },
    },
    async (request, reply) => {
      await addOffice(services, actorOf(request), request.body)
      return reply.status(201).send({ done: true })
    },
  )
  app.patch(
    '/api/offices/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Change an office’s name or description',
        params: NameParams,
        body: ChangeOffice,
        response: { 200: Done },
      },
    },
    (request) => done(changeOffice(services, actorOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/offices/:id/holdings',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Give the office to a person, or name a deputy',
        params: NameParams,
        body: NewHolding,
        response: { 201: z.object({ id: z.string() }) },
      },
    },
    async (request, reply) => {
      const id = await giveOffice(services, actorOf(request), request.params.id, request.body)
      return reply.status(201).send({ id })
    },
  )
  app.patch(
    '/api/office-holdings/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Set when holding the office ends',
        params: IdParams,
        body: EndHolding,
        response: { 200: Done },
      },
    },
    (request) => done(endHolding(services, actorOf(request), request.params.id, request.body.until)),
  )
}

export function unitRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  const tags = ['Units']
  const access = { permission: 'units.manage' } as const
  app.get(
    '/api/units',
    { config: { access: read }, schema: { tags, summary: 'The tree of units', response: { 200: Units } } },
    async (request) => ({ units: await listUnits(services, actorOf(request)) }),
  )
  app.post(
    '/api/units',
    { config: { access }, schema: { tags, summary: 'Add a unit', body: NewUnit, response: { 201: Unit } } },
    async (request, reply) => reply.status(201).send(await addUnit(services, actorOf(request), request.body)),
  )
  app.patch(
    '/api/units/:id',
    {
      config: { access },
      schema: { tags, summary: 'Change a unit', params: IdParams, body: ChangeUnit, response: { 200: Unit } },
    },
    (request) => changeUnit(services, actorOf(request), request.params.id, request.body),
  )
  app.post(
    '/api/units/:id/merge',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take a unit into another',
        params: IdParams,
        body: MergeUnit,
        response: { 201: Unit },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await mergeUnits(deps, actorOf(request), request.params.id, request.body.into)),
  )
  app.delete(
    '/api/units/:id',
    {
      config: { access },
      schema: { tags, summary: 'Remove a unit', params: IdParams, response: { 200: Done } },
    },
    (request) => done(removeUnit(services, actorOf(request), request.params.id)),
  )
}
