import { z } from 'zod'
import { excerpt } from '../answers.ts'
import type { NetworkContext } from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'

export interface MastodonOptions {
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds between two looks at an image that the server still works on; five times that at a video. */
  pollEvery?: number
  /** Milliseconds after the intent before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<MastodonOptions>

export const usualSettings: Settings = { timeout: 20_000, pollEvery: 1000, settle: 25_000 }

export type ServerCall = Omit<ApiCall, 'url'> & { path: string }

/** One request to a server with Mastodon's API. Throws `FetchError` when there is no answer. */
export function callServer(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  server: string,
  { path, ...call }: ServerCall,
): Promise<ApiAnswer> {
  return callApi(context, { timeout: settings.timeout, ...call, url: `${server}${path}` })
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
