import { z } from 'zod'
import type { NetworkContext } from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'
import type { Reading } from '../families/outcomes.ts'

export interface BlackboardOptions {
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds after a sending before a draft that is still one is taken for not published; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<BlackboardOptions>

export const usualSettings: Settings = { timeout: 20_000, settle: 25_000 }

const root = '/learn/api/public'

export type BoardCall = Pick<ApiCall, 'method' | 'query' | 'json' | 'token'> & { path: string }

const seconds = z.coerce.number().positive()

/** Blackboard says in seconds of its own header when a limit ends, where others have `Retry-After`. */
function withRetryAfter(answer: ApiAnswer): ApiAnswer {
  const reset = seconds.safeParse(answer.headers.get('x-rate-limit-reset'))
  if (answer.status !== 429 || answer.headers.has('retry-after') || !reset.success) return answer
  const headers = new Headers(answer.headers)
  headers.set('retry-after', String(reset.data))
  return { ...answer, headers }
}

/** One request to the public REST API of a school's server. Throws `FetchError` when there is no answer. */
export async function callServer(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  server: string,
  { path, ...call }: BoardCall,
): Promise<ApiAnswer> {
  const { timeout } = settings
  return withRetryAfter(await callApi(context, { ...call, url: `${server}${root}${path}`, timeout }))
}

const problem = z.object({ message: z.string() })

export function readingOf(
  context: Pick<NetworkContext, 'clock'>,
  handle: string,
  secrets: () => readonly string[],
): Reading {
  return {
    context,
    name: 'Blackboard',
    handle,
    get secrets() {
      return secrets()
    },
    words: ({ body }) => problem.safeParse(body).data?.message ?? '',
    limited: 'app',
  }
}
