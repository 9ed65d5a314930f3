/** For conformance tests: what harnesses of stand-ins have in common. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { ENDLESS, RUBBISH, tooManyRequests, type Fault } from '../../e2e/peers/fault-proxy.ts'
import type { SendingFault } from './conformance.ts'
import type { Connected, ConnectMethod } from './contract.ts'
import type { Lend } from './test-parts.ts'

const serverError = { status: 500, body: '' }

/** What the fault proxy does for a fault of the suite. `limited`: the headers of a 429, as the network writes them. */
export function faultOf(
  fault: SendingFault,
  limited: Record<string, string> = { 'retry-after': '30' },
): Fault {
  switch (fault) {
    case 'rate-limited':
      return tooManyRequests(limited)
    case 'server-error':
      return { kind: 'answer', ...serverError }
    case 'server-error-after-doing-it':
      return { kind: 'answer-after-forwarding', ...serverError }
    case 'never-answers':
      return { kind: 'never-answer' }
    case 'dropped-before':
      return { kind: 'drop-before' }
    case 'dropped-after':
      return { kind: 'drop-after' }
    case 'rubbish':
      return RUBBISH
    case 'endless':
      return ENDLESS
    case 'redirect-inside':
      return { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:9/inside' }, body: '' }
  }
}

async function press(address: string, fields: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(fields)
  return fetch(address, { method: 'POST', body, redirect: 'manual', headers: cookie ? { cookie } : {} })
}

/** Goes through a stand-in's sign-in pages (`openOAuth2`) as a browser would, without one. */
export async function throughThePages(
  method: ConnectMethod | undefined,
  handle: string,
  who: { username: string; password: string },
  { values = {}, does = 'allow' }: { values?: Record<string, string>; does?: 'allow' | 'deny' } = {},
): Promise<Connected> {
  if (!method?.start || !method.finish) throw new Error('There is no sign-in by page')
  const { url, pending } = await method.start(values, handle, 'state-of-ours')
  const { username, password } = who
  const entered = await press(url, { does: 'sign-in', username, password })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answered = await press(url, { does }, cookie)
  const back = new URL(answered.headers.get('location') ?? '')
  if (back.searchParams.get('state') !== 'state-of-ours') throw new Error('The state did not come back')
  return method.finish(pending, back.searchParams)
}

/** A server from which a stand-in fetches media, as networks fetch them from Rostrum. */
export async function startLending(): Promise<{ lend: Lend; stop(): Promise<void> }> {
  const kept = new Map<string, { type: string; bytes: Uint8Array }>()
  const server = createServer((request, response) => {
    const found = kept.get(request.url ?? '')
    if (!found) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': found.type }).end(found.bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    lend(type, bytes) {
      const path = `/lent-media/${crypto.randomUUID()}`
      kept.set(path, { type, bytes })
      return `http://127.0.0.1:${port}${path}`
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
