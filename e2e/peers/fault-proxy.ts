import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { freePort } from './child.ts'

/** What happens to one request. */
export type Fault =
  /** Forwarded untouched; `told` hears when the whole answer has been handed on. */
  | { kind: 'pass'; told?: () => void }
  /** Forwarded when this is done. */
  | { kind: 'wait'; until: () => void | Promise<void> }
  /** Forwarded after `ms` milliseconds. */
  | { kind: 'delay'; ms: number }
  /** Forwarded at once; the answer comes `ms` milliseconds later than it would. */
  | { kind: 'answer-late'; ms: number }
  /** Read, not forwarded, never answered: the connection stays open. */
  | { kind: 'never-answer' }
  /** Forwarded; the answer is read and thrown away, the connection stays open. */
  | { kind: 'never-answer-after-forwarding' }
  /** The connection is cut before a byte goes upstream. */
  | { kind: 'drop-before' }
  /** Forwarded; when the answer is here, the connection is cut: done, but the caller cannot know. */
  | { kind: 'drop-after' }
  /** This answer instead of forwarding, when `until` is done: the peer did nothing. */
  | {
      kind: 'answer'
      status: number
      headers?: Record<string, string>
      body?: string
      until?: () => void | Promise<void>
    }
  /** This answer after forwarding: the peer did it. */
  | { kind: 'answer-after-forwarding'; status: number; headers?: Record<string, string>; body?: string }
  /** Forwarded; half of the answer's body, then the connection is cut. */
  | { kind: 'cut-body' }

export const PASS: Fault = { kind: 'pass' }

/** A page such as a hotel's network or a maintenance screen gives: status 200, and nothing of the API. */
export const RUBBISH: Fault = {
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Please sign in to continue</title><p>Welcome to the guest network.</p>',
}

/** More than anybody would read into memory. */
export const ENDLESS: Fault = {
  kind: 'answer',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: `"${'x'.repeat(6_000_000)}"`,
}

export function tooManyRequests(headers: Record<string, string> = { 'retry-after': '30' }): Fault {
  const body = JSON.stringify({ error: 'RateLimitExceeded', message: 'Rate limit exceeded' })
  return { kind: 'answer', status: 429, headers: { 'content-type': 'application/json', ...headers }, body }
}

export interface SeenRequest {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingMessage['headers']
  body: Buffer
  fault: Fault['kind']
  /** Whether the peer behind got the request. */
  forwarded: boolean
  /** The status the peer behind answered, where it answered. */
  status?: number
  at: number
}

export type When = string | RegExp | ((request: { method: string; url: string; body: Buffer }) => boolean)

export interface FaultProxy {
  url: string
  port: number
  log: SeenRequest[]
  /** How many requests the peer behind has yet to do, or is doing. */
  busy(): number
  /** Hears of each request as it comes, when what it suffers is known and nothing of it has gone further. */
  watch(listener: (seen: SeenRequest) => void): void
  /** The next `times` (1 unless told) requests that match suffer this fault. Earlier rules go first. */
  fail(when: When, fault: Fault, times?: number): void
  /** Forgets all rules and listeners. */
  clear(): void
  /** Points the proxy at another peer, or at the same one after a restart. */
  aim(target: string): void
  stop(): Promise<void>
}

/**
 * Sits between Rostrum and a peer, and does to single requests what networks do. Everything else, `Host` included,
 * goes through as it came. Rules match on a part of the path, a pattern over "METHOD path?query", or a function.
 */
export async function startFaultProxy(target: string, options: { port?: number } = {}): Promise<FaultProxy> {
  let upstream = new URL(target)
  const rules: { when: When; fault: Fault; left: number }[] = []
  const log: SeenRequest[] = []
  const listeners: ((seen: SeenRequest) => void)[] = []

  let underWay = 0

  function faultFor(method: string, url: string, body: Buffer): Fault {
    const rule = rules.find(({ when, left }) => left > 0 && matches(when, { method, url, body }))
    if (rule === undefined) return PASS
    rule.left -= 1
    return rule.fault
  }

  const server = createServer((request, response) => {
    void (async () => {
      const body = await readAll(request)
      const method = request.method ?? 'GET'
      const url = request.url ?? '/'
      const fault = faultFor(method, url, body)
      const seen: SeenRequest = {
        method,
        url,
        headers: request.headers,
        body,
        fault: fault.kind,
        forwarded: false,
        at: Date.now(),
      }
      log.push(seen)
      for (const listen of listeners) listen(seen)
      underWay += 1
      await suffer({ fault, seen, request, response, upstream }).finally(() => (underWay -= 1))
    })().catch(() => response.destroy())
  })
  const port = options.port ?? (await freePort())
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    log,
    fail: (when, fault, times = 1) => void rules.push({ when, fault, left: times }),
    busy: () => underWay,
    watch: (listener) => void listeners.push(listener),
    clear() {
      rules.splice(0)
      listeners.splice(0)
    },
    aim: (next) => void (upstream = new URL(next)),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Ordeal {
  fault: Fault
  seen: SeenRequest
  request: IncomingMessage
  response: ServerResponse
  upstream: URL
}

async function suffer({ fault, seen, request, response, upstream }: Ordeal): Promise<void> {
  if (fault.kind === 'never-answer') return
  if (fault.kind === 'drop-before') return void request.socket.destroy()
  if (fault.kind === 'answer') {
    await fault.until?.()
    return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '')
  }
  if (fault.kind === 'delay') await pause(fault.ms)
  if (fault.kind === 'wait') await fault.until()

  const answer = await send(upstream, seen)
  const { statusCode: status = 502, rawHeaders } = answer
  seen.status = status
  if (fault.kind === 'pass' || fault.kind === 'delay' || fault.kind === 'wait') {
    response.writeHead(status, rawHeaders)
    answer.once('error', () => response.destroy())
    if (fault.kind === 'pass' && fault.told) response.once('finish', fault.told)
    answer.pipe(response)
    return
  }
  const body = await readAll(answer)
  switch (fault.kind) {
    case 'never-answer-after-forwarding':
      return
    case 'drop-after':
      return void request.socket.destroy()
    case 'answer-after-forwarding':
      return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '')
    case 'answer-late':
      await pause(fault.ms)
      return void response.writeHead(status, rawHeaders).end(body)
    case 'cut-body': {
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': String(body.length),
      })
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy())
    }
  }
}

async function send(upstream: URL, seen: SeenRequest): Promise<IncomingMessage> {
  const outgoing = forward({
    host: upstream.hostname === 'localhost' ? '127.0.0.1' : upstream.hostname,
    port: upstream.port,
    method: seen.method,
    path: seen.url,
    headers: seen.headers,
  })
  seen.forwarded = true
  outgoing.end(seen.body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  return answer
}

function matches(when: When, request: { method: string; url: string; body: Buffer }): boolean {
  if (typeof when === 'function') return when(request)
  if (typeof when === 'string') return request.url.includes(when)
  return when.test(`${request.method} ${request.url}`)
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
