import { z } from 'zod'
import { FetchError, type GuardedResponse } from '#platform/fetch/index.ts'
import { excerpt } from '../answers.ts'
import type { NetworkContext } from '../contract.ts'

export interface MastodonOptions {
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds between two looks at an image that the server still works on. */
  pollEvery?: number
  /** Milliseconds after the intent before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<MastodonOptions>

export const usualSettings: Settings = { timeout: 20_000, pollEvery: 1000, settle: 25_000 }

export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  query?: Record<string, string>
  json?: unknown
  form?: Multipart
  headers?: Record<string, string>
  token?: string
}

export interface ApiAnswer {
  status: number
  headers: Headers
  /** Undefined when it was not JSON; some servers send nothing at all with a 401. */
  body: unknown
  text: string
}

export interface Multipart {
  fields: Record<string, string>
  file: { name: string; type: string; bytes: Uint8Array }
}

function encode({ fields, file }: Multipart, boundary: string): Uint8Array {
  const lines = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`
  return Buffer.concat([
    Buffer.from(lines.join('') + head),
    file.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
}

function jsonOf(answer: GuardedResponse): unknown {
  try {
    return answer.json()
  } catch (error) {
    if (error instanceof FetchError) return undefined
    throw error
  }
}

/** One request to a server with Mastodon's API. Throws `FetchError` when there is no answer. */
export async function callApi(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  server: string,
  call: ApiCall,
): Promise<ApiAnswer> {
  const headers: Record<string, string> = { accept: 'application/json', ...call.headers }
  let body: string | Uint8Array | undefined
  if (call.form) {
    const boundary = `rostrum-${crypto.randomUUID()}`
    headers['content-type'] = `multipart/form-data; boundary=${boundary}`
    body = encode(call.form, boundary)
  } else if (call.json !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(call.json)
  }
  if (call.token) headers['authorization'] = `Bearer ${call.token}`
  const url = `${server}${call.path}${call.query ? `?${new URLSearchParams(call.query)}` : ''}`
  const answer = await context.fetch(url, { method: call.method, headers, body, timeout: settings.timeout })
  return { status: answer.status, headers: answer.headers, body: jsonOf(answer), text: answer.text() }
}

const stringError = z.object({ error: z.string(), error_description: z.string().optional() })

/**
 * What the server says went wrong. Documented is `{ error: string }`; some servers send an object of fields and
 * their faults (Pleroma and its kin), some nothing (seen 2026-11, shared notes on servers in the wild).
 */
export function wordsOf(answer: ApiAnswer, secrets: readonly string[] = []): string {
  const said = stringError.safeParse(answer.body)
  const words = said.success ? said.data.error : answer.body === undefined ? '' : JSON.stringify(answer.body)
  return excerpt(words || `status ${answer.status}`, secrets)
}
