import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RUBBISH, startFaultProxy, tooManyRequests, type FaultProxy } from './fault-proxy.ts'

let peer: Server
let done: string[]
let proxy: FaultProxy

beforeEach(async () => {
  done = []
  peer = createServer((request, response) => {
    done.push(`${request.method} ${request.url}`)
    response.writeHead(201, { 'content-type': 'application/json', 'x-host': request.headers.host ?? '' })
    response.end(JSON.stringify({ number: done.length }))
  }).listen(0, '127.0.0.1')
  await once(peer, 'listening')
  proxy = await startFaultProxy(`http://127.0.0.1:${(peer.address() as AddressInfo).port}`)
})
afterEach(async () => {
  await proxy.stop()
  peer.closeAllConnections()
  peer.close()
})

const send = (ms = 500) =>
  fetch(`${proxy.url}/make`, { method: 'POST', body: 'x', signal: AbortSignal.timeout(ms) })

test('without a fault everything goes through as it came', async () => {
  const response = await send()
  expect(response.status).toBe(201)
  expect(response.headers.get('x-host')).toBe(new URL(proxy.url).host)
  expect(await response.json()).toEqual({ number: 1 })
  expect(proxy.log).toMatchObject([
    { method: 'POST', url: '/make', forwarded: true, status: 201, fault: 'pass' },
  ])
})

test('faults before forwarding: the peer did nothing', async () => {
  proxy.fail('/make', { kind: 'drop-before' })
  await expect(send()).rejects.toThrow('fetch failed')
  proxy.fail('/make', { kind: 'never-answer' })
  await expect(send(200)).rejects.toThrow(/timeout/)
  proxy.fail(/^POST .*make/, tooManyRequests({ 'retry-after': '7' }))
  const limited = await send()
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
  proxy.fail(({ method }) => method === 'POST', RUBBISH)
  const rubbish = await send()
  expect([rubbish.status, rubbish.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(done).toEqual([])
})

test('faults after forwarding: the peer did it, and the caller cannot know', async () => {
  proxy.fail('/make', { kind: 'drop-after' })
  await expect(send()).rejects.toThrow('fetch failed')
  proxy.fail('/make', { kind: 'never-answer-after-forwarding' })
  await expect(send(200)).rejects.toThrow(/timeout/)
  proxy.fail('/make', { kind: 'answer-after-forwarding', status: 500, body: 'oops' })
  expect((await send()).status).toBe(500)
  proxy.fail('/make', { kind: 'cut-body' })
  await expect(send().then((response) => response.text())).rejects.toThrow('terminated')
  expect(done).toHaveLength(4)
  expect(proxy.log.every(({ forwarded, status }) => forwarded && status === 201)).toBe(true)
})

test('delays, a number of times, and then it is well again', async () => {
  proxy.fail('/make', { kind: 'delay', ms: 150 })
  proxy.fail('/make', { kind: 'answer-late', ms: 150 })
  for (const expected of [true, true, false]) {
    const from = performance.now()
    expect((await send()).status).toBe(201)
    expect(performance.now() - from > 140).toBe(expected)
  }
})
