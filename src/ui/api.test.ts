import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ApiProblem, api, connectionLost, nothing, sessionEnded } from './api.ts'

let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined
const server = createServer((request, response) => handle(request, response))
const pageFetch = globalThis.fetch
let base = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // In a page a path is enough; here it needs the server's address before it.
  globalThis.fetch = (input, init) => pageFetch(`${base}${String(input)}`, init)
})
afterAll(() => {
  globalThis.fetch = pageFetch
  server.close()
})
beforeEach(() => {
  connectionLost.set(false)
  sessionEnded.set(false)
})

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function fault(promise: Promise<unknown>): Promise<ApiProblem> {
  const caught: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (caught instanceof ApiProblem) return caught
  throw new Error('expected a problem')
}

test('a create carries the proof that it is ours and a key of its own', async () => {
  const seen: IncomingMessage[] = []
  handle = (request, response) => {
    seen.push(request)
    answer(response, 201, { id: 'p1' })
  }
  const schema = z.object({ id: z.string() })
  expect(await api.post('/posts', { text: 'Open day' }, schema)).toEqual({ id: 'p1' })
  await api.post('/posts', { text: 'Open day' }, schema)
  await api.post('/posts', { text: 'Open day' }, schema, { idempotencyKey: 'given' })
  const keys = seen.map((request) => request.headers['idempotency-key'])
  expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(keys[1]).not.toBe(keys[0])
  expect(keys[2]).toBe('given')
  expect(seen[0]?.headers['x-rostrum']).toBe('1')
  expect(seen[0]?.url).toBe('/api/posts')
})

test('a problem arrives with its sentence, its way out, its clause and its fields', async () => {
  handle = (_request, response) =>
    answer(response, 422, {
      type: 'about:blank',
      status: 422,
      code: 'posts.too-long',
      title: 'This is too long.',
      detail: 'The text has 318 characters; 300 fit.',
      fix: 'Shorten it by 18.',
      clause: 'BASE-7.1',
      fields: [{ path: 'text', message: '18 over' }],
    })
  const problem = await fault(api.post('/posts', {}, nothing))
  expect(problem).toMatchObject({ code: 'posts.too-long', fix: 'Shorten it by 18.', clause: 'BASE-7.1' })
  expect(problem.message).toBe('The text has 318 characters; 300 fit.')
  expect(problem.field('text')).toBe('18 over')
  expect(problem.field('title')).toBeUndefined()
})

test('an ended session is announced, a wrong password is not', async () => {
  handle = (request, response) =>
    answer(response, 401, {
      status: 401,
      code: request.url === '/api/posts' ? 'people.not-signed-in' : 'people.wrong-password',
      title: 'Sign in first.',
    })
  await fault(api.post('/sign-in', {}, nothing))
  expect(sessionEnded.get()).toBe(false)
  await fault(api.get('/posts', nothing))
  expect(sessionEnded.get()).toBe(true)
})

test('an answer of the wrong shape, or no JSON at all, is a problem and not a crash', async () => {
  handle = (_request, response) => answer(response, 200, { id: 7 })
  expect((await fault(api.get('/posts', z.object({ id: z.string() })))).code).toBe('unreadable-answer')
  handle = (_request, response) => response.writeHead(502).end('<html>Bad gateway</html>')
  expect(await fault(api.get('/posts', nothing))).toMatchObject({ code: 'unreadable-answer', status: 502 })
})

test('an answer without content is fine', async () => {
  handle = (_request, response) => response.writeHead(204).end()
  expect(await api.delete('/posts/1', nothing)).toBeUndefined()
})

test('a lost connection is noticed, and so is its return', async () => {
  handle = (request) => request.socket.destroy()
  expect((await fault(api.get('/posts', nothing))).code).toBe('unreachable')
  expect(connectionLost.get()).toBe(true)
  handle = (_request, response) => answer(response, 200, {})
  await api.get('/posts', nothing)
  expect(connectionLost.get()).toBe(false)
})
