import { z } from 'zod'
import { actorOf } from '#features/people/index.ts'
import { sendTable, type ApiApp } from '#platform/http/index.ts'
import {
  CampaignChange,
  CampaignList,
  CampaignState,
  CampaignView,
  NewCampaign,
  NewCampaignPost,
  PostsOfCampaign,
} from './contract.ts'
import { copyRoutes } from './copy/http.ts'
import type { CampaignDeps } from './deps.ts'
import { hashtagRoutes } from './hashtags/http.ts'
import { campaignImportRoutes } from './import/http.ts'
import { beginPostIn, putPosts } from './put-posts.ts'
import { campaignCsv, listCampaigns, viewCampaign } from './view-campaign.ts'
import { changeCampaign, createCampaign, setState } from './write-campaign.ts'

const tags = ['Campaigns']
const read = { access: { permission: 'posts.read' } } as const
const write = { access: { permission: 'posts.write' } } as const
const params = z.object({ id: z.uuid() })
const one = z.object({ id: z.uuid() })
const done = z.object({ ok: z.literal(true) })
const ok = { ok: true } as const

export function campaignRoutes(app: ApiApp, deps: CampaignDeps): void {
  readRoutes(app, deps)
  writeRoutes(app, deps)
  postRoutes(app, deps)
  campaignImportRoutes(app, deps)
  copyRoutes(app, deps)
  hashtagRoutes(app, deps)
}

function readRoutes(app: ApiApp, deps: CampaignDeps): void {
  app.get(
    '/api/campaigns',
    {
      config: read,
      schema: {
        tags,
        summary: 'List campaigns',
        querystring: z.object({ state: CampaignState.optional() }),
        response: { 200: CampaignList },
      },
    },
    async (request) => ({ campaigns: await listCampaigns(deps, actorOf(request), request.query.state) }),
  )
  app.get(
    '/api/campaigns/:id',
    {
      config: read,
      schema: { tags, summary: 'A campaign and its posts', params, response: { 200: CampaignView } },
    },
    (request) => viewCampaign(deps, actorOf(request), request.params.id),
  )
  app.get(
    '/api/campaigns/:id/posts.csv',
    { config: read, schema: { tags, summary: 'The posts of a campaign as a table', params } },
    async (request, reply) =>
      sendTable(reply, 'campaign.csv', await campaignCsv(deps, actorOf(request), request.params.id)),
  )
}

function writeRoutes(app: ApiApp, { services }: CampaignDeps): void {
  app.post(
    '/api/campaigns',
    {
      config: write,
      schema: { tags, summary: 'Begin a campaign', body: NewCampaign, response: { 201: one } },
    },
    async (request, reply) =>
      reply.status(201).send({ id: await createCampaign(services, actorOf(request), request.body) }),
  )
  app.put(
    '/api/campaigns/:id',
    {
      config: write,
      schema: { tags, summary: 'Change a campaign', params, body: CampaignChange, response: { 200: done } },
    },
    async (request) => {
      await changeCampaign(services, actorOf(request), request.params.id, request.body)
      return ok
    },
  )
  app.put(
    '/api/campaigns/:id/state',
    {
      config: write,
      schema: {
        tags,
        summary: 'End a campaign, or open it again',
        params,
        body: z.object({ state: CampaignState }),
        response: { 200: done },
      },
    },
    async (request) => {
      await setState(services, actorOf(request), request.params.id, request.body.state)
      return ok
    },
  )
}

function postRoutes(app: ApiApp, deps: CampaignDeps): void {
  app.post(
    '/api/campaigns/:id/posts',
    {
      config: write,
      schema: {
        tags,
        summary: 'Begin a post in a campaign',
        params,
        body: NewCampaignPost,
        response: { 201: one },
      },
    },
    async (request, reply) =>
      reply
        .status(201)
        .send({ id: await beginPostIn(deps, actorOf(request), request.params.id, request.body) }),
  )
  app.put(
    '/api/campaigns/:id/posts',
    {
      config: write,
      schema: {
        tags,
        summary: 'Put posts into a campaign',
        params,
        body: PostsOfCampaign,
        response: { 200: done },
      },
    },
    async (request) => {
      await putPosts(deps, actorOf(request), request.params.id, request.body.postIds)
      return ok
    },
  )
  app.put(
    '/api/posts/:id/campaign',
    {
      config: write,
      schema: {
        tags,
        summary: 'Put a post into a campaign, or take it out',
        params,
        body: z.object({ campaignId: z.uuid().nullable() }),
        response: { 200: done },
      },
    },
    async (request) => {
      await putPosts(deps, actorOf(request), request.body.campaignId, [request.params.id])
      return ok
    },
  )
}
