/** One request to a network's API, and its answer as far as it can be read. */
import { FetchError, type GuardedResponse } from '#platform/fetch/index.ts'
import type { NetworkContext } from '../contract.ts'
import { bitByBit, isLarge, sizeOf, type Content, type LargeBytes, type Piece } from './large.ts'

/** A file of a form that is too large for memory. */
export type LargeFile = LargeBytes & { name: string }

/** A field of a form, or a file in it. */
export type FormPart = string | { name: string; type: string; bytes: Uint8Array } | LargeFile

export interface ApiCall {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  /** Sent as a bearer token. */
  token?: string
  /** One of these is the body. */
  json?: unknown
  form?: Readonly<Record<string, string>>
  multipart?: Readonly<Record<string, FormPart>>
  bytes?: Content
  /** Milliseconds; 20,000 unless told. */
  timeout?: number
}

export interface ApiAnswer {
  status: number
  headers: Headers
  /** Undefined when it was not JSON: a page of some network in between says 200 too. */
  body: unknown
  text: string
}

function lines(name: string, part: FormPart): Piece[] {
  const disposition = `content-disposition: form-data; name="${name}"`
  return typeof part === 'string'
    ? [Buffer.from(`${disposition}\r\n\r\n${part}\r\n`)]
    : [
        Buffer.from(`${disposition}; filename="${part.name}"\r\ncontent-type: ${part.type}\r\n\r\n`),
        'bytes' in part ? part.bytes : part,
        Buffer.from('\r\n'),
      ]
}

interface Sent {
  type: string
  body: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Of what comes bit by bit. */
  length?: number
}

function multipartOf(parts: Readonly<Record<string, FormPart>>): Sent {
  const boundary = `rostrum-${crypto.randomUUID()}`
  const type = `multipart/form-data; boundary=${boundary}`
  const pieces: Piece[] = Object.entries(parts).flatMap(([name, part]) => [
    Buffer.from(`--${boundary}\r\n`),
    ...lines(name, part),
  ])
  pieces.push(Buffer.from(`--${boundary}--\r\n`))
  const small = pieces.filter((piece): piece is Uint8Array => !isLarge(piece))
  if (small.length === pieces.length) return { type, body: Buffer.concat(small) }
  return { type, body: bitByBit(pieces), length: sizeOf(pieces) }
}

function bodyOf(call: ApiCall): Sent | null {
  if (call.json !== undefined) return { type: 'application/json', body: JSON.stringify(call.json) }
  if (call.form)
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(call.form).toString() }
  if (call.bytes)
    return 'bytes' in call.bytes
      ? { type: call.bytes.type, body: call.bytes.bytes }
      : { type: call.bytes.type, body: bitByBit([call.bytes]), length: call.bytes.size }
  return call.multipart ? multipartOf(call.multipart) : null
}

function jsonOf(answer: GuardedResponse): unknown {
  try {
    return answer.json()
  } catch (error) {
    if (error instanceof FetchError) return undefined
    throw error
  }
}

/** Throws `FetchError` when there is no answer, or one of more than five megabytes. */
export async function callApi(context: Pick<NetworkContext, 'fetch'>, call: ApiCall): Promise<ApiAnswer> {
  const sent = bodyOf(call)
  const headers = {
    accept: 'application/json',
    ...(sent ? { 'content-type': sent.type } : {}),
    ...(sent?.length === undefined ? {} : { 'content-length': String(sent.length) }),
    ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
    ...call.headers,
  }
  const query = call.query ? `?${new URLSearchParams(call.query)}` : ''
  const answer = await context.fetch(`${call.url}${query}`, {
    method: call.method,
    headers,
    body: sent?.body,
    timeout: call.timeout ?? 20_000,
  })
  return { status: answer.status, headers: answer.headers, body: jsonOf(answer), text: answer.text() }
}
