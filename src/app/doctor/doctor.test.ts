import { createServer as createHttpServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { signInAs, testApp } from '#features/people/testing.ts'
import { readConfig, type Config } from '#platform/config/index.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { SystemView, type Finding } from './contract.ts'
import { examineAddress } from './examine-address.ts'
import { examineDatabase } from './examine-database.ts'
import { careRoutes } from './routes.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function services(): Promise<TestServices> {
  const made = await testServices()
  ends.push(() => made.close())
  return made
}

/** A proxy as people set them up: passes everything on, with these headers. */
async function proxyTo(port: () => number, headers: Record<string, string>): Promise<number> {
  const server: Server = createHttpServer((incoming, outgoing) => {
    const passed = request(
      { port: port(), path: incoming.url, headers: { ...incoming.headers, ...headers } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  return (server.address() as AddressInfo).port
}

const health = { status: 'ok', version: '1.0.0', database: 'ok', worker: 'ok' }

/** What the doctor finds with a proxy that sets `headers`, and Rostrum set to believe it or not. */
async function through(headers: Record<string, string>, trust: boolean): Promise<Finding | undefined> {
  let port = 0
  const outside = await proxyTo(() => port, headers)
  const made = await services()
  const config: Config = {
    ...readConfig({
      ROSTRUM_LOG: 'silent',
      ROSTRUM_URL: `http://localhost:${outside}`,
      ROSTRUM_PLC_URL: 'http://127.0.0.1:9',
    }),
    trustProxy: trust,
  }
  const app = await testApp({ ...made, config }, (routes) => {
    careRoutes(routes, {
      services: { ...made, config },
      keys: loadKeys(`${made.config.dataFolder}/keys.json`, true),
      networks: new Map(),
    })
    routes.get('/health', { config: { access: { public: 'test' } } }, () => health)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  ends.push(() => app.close())
  port = (app.server.address() as AddressInfo).port
  const { findings } = await examineAddress(config, '1.0.0')
  expect(findings.find(({ id }) => id === 'address')).toMatchObject({ state: 'ok' })
  return findings.find(({ id }) => id === 'proxy')
}

test('a proxy that says who asks and how is in order', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'http' }
  expect(await through(headers, true)).toMatchObject({ state: 'ok' })
  expect(await through(headers, false)).toMatchObject({
    state: 'fault',
    fix: expect.stringContaining('ROSTRUM_TRUST_PROXY=true') as string,
  })
})

test('a proxy that forgets the name or the protocol is told how to be mended', async () => {
  const named = await through({ 'x-forwarded-for': '203.0.113.7', host: 'rostrum.internal' }, true)
  expect(named).toMatchObject({
    state: 'fault',
    fix: expect.stringContaining('proxy_set_header Host') as string,
  })
  const spoken = await through({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }, true)
  expect(spoken).toMatchObject({
    state: 'fault',
    fix: expect.stringContaining('X-Forwarded-Proto') as string,
  })
  expect(await through({}, true)).toMatchObject({ state: 'warning' })
})

test('something else at our address is not taken for Rostrum', async () => {
  const server = createHttpServer((_request, response) => response.end('<h1>It works!</h1>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => new Promise((resolve) => server.close(resolve)))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { findings } = await examineAddress(
    readConfig({ ROSTRUM_URL: url, PORT: '9', ROSTRUM_PLC_URL: 'http://127.0.0.1:9' }),
    '1.0.0',
  )
  expect(findings[0]).toMatchObject({
    state: 'warning',
    says: expect.stringContaining('something other than Rostrum') as string,
  })
})

test('people reached without encryption is a fault, on this machine alone it is not', async () => {
  const cookies = async (url: string) => {
    const { findings } = await examineAddress(
      readConfig({ ROSTRUM_URL: url, PORT: '9', ROSTRUM_PLC_URL: 'http://127.0.0.1:9' }),
      '1.0.0',
    )
    return findings.find(({ id }) => id === 'cookies')?.state
  }
  expect(await cookies('http://127.0.0.1:9')).toBe('ok')
  expect(await cookies('http://social.example.ac.uk:9')).toBe('fault')
})

test('a missing worker and a clock that differs are seen from the database', async () => {
  const made = await services()
  const findings = await examineDatabase(made.db, made.clock)
  const states = Object.fromEntries(findings.map(({ id, state }) => [id, state]))
  // The clock of this test stands at another time than the database’s.
  expect(states).toEqual({ database: 'ok', 'clock-database': 'fault', worker: 'fault', log: 'ok' })
})

test('the system is shown to whoever looks after it, and to nobody else', async () => {
  const made = await services()
  const app = await testApp(made, (routes) =>
    careRoutes(routes, {
      services: made,
      keys: loadKeys(`${made.config.dataFolder}/keys.json`, true),
      networks: new Map(),
    }),
  )
  ends.push(() => app.close())
  const administrator = await signInAs(made, { roles: ['it'] })
  const answer = await app.inject({ url: '/api/system', headers: administrator.headers })
  expect(answer.statusCode).toBe(200)
  expect(SystemView.parse(answer.json())).toMatchObject({
    storage: 'disk',
    mail: false,
    workers: [],
    keys: { sealing: 1 },
  })
  const somebody = await signInAs(made)
  expect((await app.inject({ url: '/api/system', headers: somebody.headers })).statusCode).toBe(403)
  expect((await app.inject({ url: '/api/system' })).statusCode).toBe(401)
})
