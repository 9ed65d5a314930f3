import { z } from 'zod'
import type { GuardedResponse } from '#platform/fetch/index.ts'
import { bitByBit, type Content } from '../families/large.ts'
import { jsonOf } from './identity.ts'

/** One call of a method of the AT Protocol. */
export interface XrpcCall {
  method: 'GET' | 'POST'
  name: string
  query?: Record<string, string>
  json?: unknown
  bytes?: Content
  /** Milliseconds beyond the usual time, for what is large. */
  longer?: number
}

export interface XrpcAnswer {
  status: number
  headers: Headers
  /** Undefined when it was not JSON. */
  body: unknown
  text: string
}

/**
 * Calls as a signed-in account. Renews the grant when the server says that it has run out, which proves that the
 * call was not carried out. Throws `FetchError` when the call itself was not answered, `ReconnectNeeded` when the
 * grant is over, `NetworkTrouble` when it could not be renewed: then nothing was carried out either.
 */
export type Caller = (call: XrpcCall) => Promise<XrpcAnswer>

const failure = z.object({ error: z.string().default('Unknown'), message: z.string().default('') })

/** The name and the words of an error; `Unknown` when the answer has none. */
export function errorOf(answer: XrpcAnswer): { error: string; message: string } {
  const parsed = failure.safeParse(answer.body)
  return parsed.success ? parsed.data : { error: 'Unknown', message: '' }
}

export function pathOf(call: XrpcCall): string {
  return `/xrpc/${call.name}${call.query ? `?${new URLSearchParams(call.query)}` : ''}`
}

export function contentOf(call: XrpcCall): {
  headers: Record<string, string>
  body: string | Uint8Array | AsyncIterable<Uint8Array> | undefined
} {
  if (call.bytes && 'bytes' in call.bytes)
    return { headers: { 'content-type': call.bytes.type }, body: call.bytes.bytes }
  if (call.bytes) {
    const { type, size } = call.bytes
    const headers = { 'content-type': type, 'content-length': String(size) }
    return { headers, body: bitByBit([call.bytes]) }
  }
  if (call.json === undefined) return { headers: {}, body: undefined }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(call.json) }
}

export function answerOf(response: GuardedResponse): XrpcAnswer {
  return { status: response.status, headers: response.headers, body: jsonOf(response), text: response.text() }
}

/** Servers answer 400 as well as 401 for a token that has run out or is none (seen on @atproto/pds 0.5.35, 2026-11). */
export function tokenIsOver(answer: XrpcAnswer): boolean {
  if (answer.status === 401) return true
  return answer.status === 400 && ['ExpiredToken', 'InvalidToken'].includes(errorOf(answer).error)
}
