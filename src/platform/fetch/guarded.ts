import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { lookup } from 'node:dns'
import ipaddr from 'ipaddr.js'
import { Agent, fetch as undiciFetch, type RequestInit as UndiciRequestInit } from 'undici'
import { FetchError, type GuardedFetch, type GuardedRequest, type GuardedResponse } from './types.ts'

export interface GuardOptions {
  /** Hosts (`host:port`) that may be reached although they are private: a server on the university's own network. */
  allowPrivate: readonly string[]
  userAgent: string
}

const usual = { timeout: 15_000, maxBytes: 5_000_000, redirects: 0 }

/** Milliseconds for a library that keeps time itself, by the signal it brings: a long upload may take minutes. */
const longest = 600_000

/** Is this address one that only this machine or this network can reach? */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true
  return ipaddr.process(address).range() !== 'unicast'
}

function guardedLookup(allowed: (host: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const usable = allowed(hostname)
        ? addresses
        : addresses.filter((found) => !isPrivateAddress(found.address))
      const first = usable[0]
      if (!first) {
        const refusal = Object.assign(new Error(`${hostname} is on a private network`), { code: 'EPRIVATE' })
        return callback(refusal, '', 0)
      }
      if (options.all) return callback(null, usable)
      callback(null, first.address, first.family)
    })
  }
}

/** Faults that prove that no byte of the request has left. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPRIVATE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
])

function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code)
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf))
  }
  return codes
}

/** As settings name a host: always with its port. */
function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`.toLowerCase()
}

function notAllowed(url: URL): FetchError {
  return new FetchError(
    'refused',
    `${url.host} is on a private network. If it is a server of your own, your administrator can allow it with ROSTRUM_ALLOW_PRIVATE=${hostAndPort(url)}`,
    { notAllowed: true },
  )
}

function explain(error: unknown, url: URL, timedOut: boolean): FetchError {
  if (error instanceof FetchError) return error
  const codes = codesOf(error)
  if (codes.includes('EPRIVATE')) return notAllowed(url)
  if (codes.length > 0 && codes.every((code) => neverSent.has(code)))
    return new FetchError('refused', `${url.host} could not be reached`, { cause: error })
  if (timedOut) return new FetchError('slow', `${url.host} did not answer in time`, { cause: error })
  return new FetchError('lost', `The connection to ${url.host} broke`, { cause: error })
}

async function readWithin(
  body: AsyncIterable<Uint8Array> | null,
  max: number,
  host: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > max) throw new FetchError('too-large', `${host} answered more than ${max} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function createGuardedFetch(options: GuardOptions): GuardedFetch {
  const allowedHosts = new Set(options.allowPrivate.map((entry) => entry.toLowerCase()))
  const allowedNames = new Set([...allowedHosts].map((entry) => entry.replace(/:\d+$/, '')))
  const agent = new Agent({
    connect: { lookup: guardedLookup((host) => allowedNames.has(host)), timeout: 10_000 },
  })

  const check = (url: URL): void => {
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
      throw new FetchError('refused', `Only web addresses can be fetched, not ${url.protocol}`)
    const bare = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(bare) && isPrivateAddress(bare) && !allowedHosts.has(hostAndPort(url))) throw notAllowed(url)
    // A name that is allowed is allowed on its own port only.
    if (allowedNames.has(bare) && !allowedHosts.has(hostAndPort(url))) throw notAllowed(url)
  }

  const once = (url: URL, init: UndiciRequestInit) => {
    check(url)
    return undiciFetch(url, { ...init, redirect: 'manual', dispatcher: agent })
  }

  const guarded = async (target: string | URL, request: GuardedRequest = {}): Promise<GuardedResponse> => {
    let url = URL.parse(String(target)) ?? refuse(target)
    const timeout = AbortSignal.timeout(request.timeout ?? usual.timeout)
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
    let { method = 'GET', body } = request
    let headers: Record<string, string> = { 'user-agent': options.userAgent, ...request.headers }
    try {
      for (let hops = request.redirects ?? usual.redirects; ; hops--) {
        // `duplex` is wanted of a body that comes bit by bit, and means nothing to any other.
        const init = { method, headers, body, signal, duplex: 'half' } as UndiciRequestInit
        const response = await once(url, init)
        const next = response.headers.get('location')
        if (next && response.status >= 300 && response.status < 400 && hops > 0) {
          await response.body?.cancel()
          const to = new URL(next, url)
          // Credentials go to nobody but the host they were meant for.
          if (to.origin !== url.origin) headers = withoutCredentials(headers)
          if (
            response.status === 303 ||
            ((response.status === 301 || response.status === 302) && method === 'POST')
          ) {
            method = 'GET'
            body = undefined
          }
          url = to
          continue
        }
        const bytes = await readWithin(response.body, request.maxBytes ?? usual.maxBytes, url.host)
        return answer(response.status, new Headers([...response.headers]), url, bytes)
      }
    } catch (error) {
      throw explain(error, url, timeout.aborted)
    }
  }

  const open = async (host: string, port: number, timeout = 10_000): Promise<Socket> => {
    const url = URL.parse(`http://${host}:${port}`) ?? refuse(`${host}:${port}`)
    check(url)
    const bare = url.hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host: bare, port, lookup: guardedLookup((name) => allowedNames.has(name)) })
    return opened(socket, url, timeout)
  }

  return Object.assign(guarded, { standard: inStandardShape(guarded), connect: open })
}

/** Whatever goes wrong until it is open, nothing was sent. */
function opened(socket: Socket, url: URL, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy()
      const told = codesOf(error).includes('EPRIVATE')
        ? notAllowed(url)
        : new FetchError('refused', `${url.host} could not be reached`, { cause: error })
      reject(told)
    }
    socket.setTimeout(timeout, () => fail(new Error('The time ran out')))
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.setTimeout(0)
      socket.removeAllListeners('timeout').off('error', fail)
      resolve(socket)
    })
  })
}

type Guarded = (url: string | URL, request?: GuardedRequest) => Promise<GuardedResponse>

/** The same guard for libraries that speak the standard `fetch`. */
function inStandardShape(guarded: Guarded): typeof globalThis.fetch {
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const asked = new Request(input, init)
    // Only what is sent bit by bit says beforehand how long it is; anything else is small.
    const large = asked.headers.has('content-length')
    const whole = async () => (asked.body ? new Uint8Array(await asked.arrayBuffer()) : undefined)
    const body = large && asked.body ? asked.body : await whole()
    const reply = await guarded(asked.url, {
      method: asked.method,
      headers: Object.fromEntries(asked.headers),
      body,
      redirects: asked.redirect === 'follow' && !large ? 5 : 0,
      signal: asked.signal,
      ...(init?.signal || large ? { timeout: longest } : {}),
    })
    if (reply.status >= 300 && reply.status < 400 && asked.redirect === 'error')
      throw new TypeError(`${reply.url} redirects, which is not allowed here`)
    const empty = [101, 204, 205, 304].includes(reply.status)
    const bytes = new Uint8Array(reply.bytes)
    const response = new Response(empty ? null : bytes, { status: reply.status, headers: reply.headers })
    Object.defineProperty(response, 'url', { value: reply.url })
    return response
  }
}

function refuse(target: string | URL): never {
  throw new FetchError('refused', `“${String(target)}” is not a web address`)
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !['authorization', 'cookie', 'dpop'].includes(name.toLowerCase()),
    ),
  )
}

function answer(status: number, headers: Headers, url: URL, bytes: Uint8Array): GuardedResponse {
  const text = () => new TextDecoder().decode(bytes)
  return {
    status,
    headers,
    url: url.href,
    bytes,
    text,
    json: () => {
      try {
        return JSON.parse(text()) as unknown
      } catch (error) {
        throw new FetchError('rubbish', `${url.host} answered something that isn't JSON`, { cause: error })
      }
    },
  }
}
