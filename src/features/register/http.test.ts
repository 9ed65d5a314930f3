import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServer } from '#testing/server.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { AccountDetail, AccountList, ConnectAnswer, NetworkList } from './contract.ts'
import { registerRoutes } from './http.ts'
import { related, stageOf, type Stage } from './testing.ts'

let services: TestServices
let stage: Stage
let app: ApiApp
let actor: Actor | null

beforeAll(async () => {
  services = await testServices()
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  await bringBaselineIntoForce(services)
  app = await testServer(services, () => actor)
  registerRoutes(app, stage.deps)
  actor = stage.officer
})
afterAll(async () => {
  await app.close()
  await services.close()
})

const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
  app.inject({ method, url, payload })

test('the networks say their limits and how to connect, and nothing of how it is done', async () => {
  const { networks } = NetworkList.parse((await send('GET', '/api/networks')).json())
  expect(networks.map((network) => network.id)).toEqual(['practice', 'bluesky'])
  expect(networks[1]?.connectMethods[1]?.fields).toMatchObject([{ name: 'password', secret: true }])
})

test('an account over HTTP: added, listed, connected through the browser, closed', async () => {
  actor = stage.officer
  const body = stage.wanted({ network: 'bluesky', handle: '@Engineering.example.ac.uk' })
  const added = await send('POST', '/api/accounts', body)
  expect(added.statusCode).toBe(201)
  const { id } = AccountDetail.partial().parse(added.json())

  const begun = ConnectAnswer.parse(
    (await send('POST', `/api/accounts/${id}/connection`, { method: 'page' })).json(),
  )
  if (begun.kind !== 'redirect') throw new Error('no redirect')
  const state = new URL(begun.url).searchParams.get('state')
  const back = await send('GET', `/oauth/bluesky/callback?state=${state}&code=1`)
  expect(back.statusCode).toBe(303)
  expect(back.headers.location).toBe(`/accounts/${id}?connected=yes`)

  const detail = AccountDetail.parse((await send('GET', `/api/accounts/${id}`)).json())
  expect(detail).toMatchObject({
    handle: 'engineering.example.ac.uk',
    connection: { state: 'connected', grantedBy: 'Digital Marketing Officer' },
    may: { edit: true, connect: true, close: true },
    connectProblem: null,
  })
  const { accounts } = AccountList.parse((await send('GET', '/api/accounts?network=bluesky')).json())
  expect(accounts).toHaveLength(1)

  actor = related(stage.colleague, id!, 'contributor')
  const mine = AccountList.parse((await send('GET', '/api/accounts?mine=true')).json())
  expect(mine.accounts.map((account) => account.id)).toEqual([id])
  expect((await send('DELETE', `/api/accounts/${id}/connection`)).statusCode).toBe(403)
  expect((await send('PATCH', `/api/accounts/${id}`, { version: 1, displayName: 'X' })).statusCode).toBe(403)

  actor = stage.officer
  expect((await send('DELETE', `/api/accounts/${id}/connection`)).json()).toMatchObject({ toldNetwork: true })
  const closed = await send('POST', `/api/accounts/${id}/closing`, { version: 1, reason: 'Merged.' })
  expect(closed.json()).toMatchObject({ state: 'closed' })
})

test('a stranger’s answer of a network leads nowhere, and its words are not shown', async () => {
  const back = await send('GET', '/oauth/bluesky/callback?state=forged&error_description=Call+this+number')
  expect(back.headers.location).toBe('/accounts?connect-problem=expired')
  actor = null
  const nobody = await send('GET', '/oauth/bluesky/callback?state=forged')
  expect(nobody.statusCode).toBe(303)
  expect((await send('GET', '/api/accounts')).statusCode).toBe(401)
  actor = stage.officer
})

test('a form of the wrong shape names each field', async () => {
  const answer = await send('POST', '/api/accounts', {
    ...stage.wanted(),
    hoursPerWeek: 0,
    audiences: [],
    administrators: [],
    purpose: 'x',
  })
  expect(answer.statusCode).toBe(422)
  const paths = answer.json<{ fields: { path: string }[] }>().fields.map((field) => field.path)
  expect(paths).toEqual(expect.arrayContaining(['hoursPerWeek', 'audiences', 'administrators', 'purpose']))
})
