/** What every stand-in for a network has: a server of routes, with a fault proxy before it. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { freePort } from '../child.ts'
import { startFaultProxy, type FaultProxy } from '../fault-proxy.ts'
import { readBody, type Body } from './body.ts'

/** A request as a route sees it. */
export interface Ask extends Body {
  method: string
  /** The address under which the world reaches the stand-in. */
  origin: string
  path: string
  /** What the path's pattern caught, decoded. */
  caught: string[]
  query: URLSearchParams
  headers: IncomingMessage['headers']
}

/** JSON, a page (a string), bytes, or nothing. */
export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: unknown
}

export type Route = [method: string, path: RegExp, handle: (ask: Ask) => Answer | Promise<Answer>]

/** Thrown by a route to answer an error in the network's own shape. */
export class Refusal extends Error {
  readonly answer: Answer
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`)
    this.answer = { status, body, headers }
  }
}

export function ok(body: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, body, headers }
}

export interface StandInOptions {
  /** Looked at in their order. May be changed while it runs. */
  routes: Route[]
  /** For a path that nobody answers. */
  notFound?: (ask: Ask) => Answer
  /** Before every route: to count a request against a limit, and to answer headers that say how full it is. */
  before?: (ask: Ask) => Record<string, string>
}

export interface StandIn {
  /** An origin. Everything passes through `faults`. */
  url: string
  /** As the guard wants it: `host:port`. */
  host: string
  faults: FaultProxy
  stop(): Promise<void>
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const port = await freePort()
  const faults = await startFaultProxy(`http://127.0.0.1:${port}`)
  const server = createServer((request, response) => void serve(options, faults.url, request, response))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: faults.url,
    host: new URL(faults.url).host,
    faults,
    async stop() {
      await faults.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serve(
  options: StandInOptions,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await answerTo(options, origin, request)
  if (body === undefined) return void response.writeHead(status, headers).end()
  if (body instanceof Uint8Array) return void response.writeHead(status, headers).end(body)
  const page = typeof body === 'string'
  const type = page ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(page ? body : JSON.stringify(body))
}

async function answerTo(options: StandInOptions, origin: string, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', origin)
  const method = request.method ?? 'GET'
  let told: Record<string, string> = {}
  try {
    const body = await readBody(request)
    const ask: Ask = {
      ...body,
      method,
      origin,
      path: url.pathname,
      caught: [],
      query: url.searchParams,
      headers: request.headers,
    }
    for (const [wanted, pattern, handle] of options.routes) {
      const match = pattern.exec(url.pathname)
      if (wanted !== method || match === null) continue
      told = options.before?.(ask) ?? {}
      const caught = match.slice(1).map((part) => decodeURIComponent(part ?? ''))
      const answer = await handle({ ...ask, caught })
      return { ...answer, headers: { ...told, ...answer.headers } }
    }
    return options.notFound?.(ask) ?? { status: 404, body: { error: 'Not found' } }
  } catch (error) {
    if (error instanceof Refusal) return { ...error.answer, headers: { ...told, ...error.answer.headers } }
    if (error instanceof SyntaxError) return { status: 400, body: { error: 'The body can’t be read' } }
    // A fault of the stand-in itself: it must be seen in the test that met it.
    return { status: 500, body: { standIn: String(error instanceof Error ? error.stack : error) } }
  }
}
