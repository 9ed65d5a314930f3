/**
 * The one way from the pages to the server. Every answer passes a schema; every fault is an `ApiProblem` with a
 * sentence for a person. Nothing is sent twice by itself: whoever calls decides whether to try again, and gives the
 * same `idempotencyKey` when it does.
 */
import { z } from 'zod'
import { newId } from './ids.ts'
import { signal } from './signal.ts'

/** RFC 9457 problem details, as platform/http writes them. */
const Problem = z.object({
  status: z.number(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  fix: z.string().optional(),
  clause: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
})
type ProblemDetails = z.infer<typeof Problem>

export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string | undefined
  readonly fix: string | undefined
  readonly clause: string | undefined
  readonly fields: { path: string; message: string }[]
  readonly data: Record<string, unknown>
  constructor(details: ProblemDetails) {
    super(details.detail ?? details.title)
    this.name = 'ApiProblem'
    this.status = details.status
    this.code = details.code
    this.title = details.title
    this.detail = details.detail
    this.fix = details.fix
    this.clause = details.clause
    this.fields = details.fields ?? []
    this.data = details.data ?? {}
  }

  /** The fault of one field, for its `error`. */
  field(path: string): string | undefined {
    return this.fields.find((fault) => fault.path === path)?.message
  }
}

/** True from the moment the server did not answer until it answers again. */
export const connectionLost = signal(false)
/** True from a 401 "not signed in" until somebody has signed in again. */
export const sessionEnded = signal(false)

export interface SendOptions {
  /** The same key for the same wish: a repeated send is then harmless. Made afresh when not given. */
  idempotencyKey?: string
  signal?: AbortSignal
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const unreachable = (reading: boolean): ApiProblem =>
  new ApiProblem({
    status: 0,
    code: 'unreachable',
    title: 'Rostrum does not answer.',
    detail: reading
      ? 'The connection to Rostrum is lost.'
      : 'The connection to Rostrum is lost. What you wrote is still on this page.',
    fix: 'Check your network, then try again.',
  })

const unreadable = (status: number): ApiProblem =>
  new ApiProblem({
    status,
    code: 'unreadable-answer',
    title: 'Rostrum gave an answer that this page does not understand.',
    fix: 'Load the page again. If that does not help, tell whoever runs Rostrum.',
  })

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreadable(response.status)
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const parsed = Problem.safeParse(await bodyOf(response))
  return parsed.success ? new ApiProblem(parsed.data) : unreadable(response.status)
}

async function answerOf(url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init)
    connectionLost.set(false)
    return response
  } catch (error) {
    if (init.signal?.aborted) throw error
    connectionLost.set(true)
    throw unreachable(init.method === 'GET')
  }
}

async function send<T>(
  method: Method,
  path: string,
  body: unknown,
  schema: z.ZodType<T>,
  options: SendOptions,
): Promise<T> {
  // A header that no form of another site can send: the server takes it as proof that the request is ours.
  const headers: Record<string, string> = { accept: 'application/json', 'x-rostrum': '1' }
  if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? newId()
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: options.signal ?? null }
  if (body instanceof FormData) init.body = body
  else if (body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(body)
  }
  const response = await answerOf(`/api${path}`, init)
  if (!response.ok) {
    const problem = await problemOf(response)
    if (problem.status === 401 && problem.code === 'people.not-signed-in') sessionEnded.set(true)
    throw problem
  }
  const parsed = schema.safeParse(await bodyOf(response))
  if (!parsed.success) throw unreadable(response.status)
  return parsed.data
}

/** Paths start after `/api`: `api.get('/posts', Posts)`. For an answer without content give `nothing` as schema. */
export const api = {
  get: <T>(path: string, schema: z.ZodType<T>, options: SendOptions = {}) =>
    send('GET', path, undefined, schema, options),
  post: <T>(path: string, body: unknown, schema: z.ZodType<T>, options: SendOptions = {}) =>
    send('POST', path, body, schema, options),
  put: <T>(path: string, body: unknown, schema: z.ZodType<T>, options: SendOptions = {}) =>
    send('PUT', path, body, schema, options),
  patch: <T>(path: string, body: unknown, schema: z.ZodType<T>, options: SendOptions = {}) =>
    send('PATCH', path, body, schema, options),
  delete: <T>(path: string, schema: z.ZodType<T>, options: SendOptions = {}) =>
    send('DELETE', path, undefined, schema, options),
}

/** The schema of an answer whose content does not matter (204, or a body that the caller does not read). */
export const nothing = z.unknown().transform((): void => undefined)

/** Any error as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem({
    status: 0,
    code: 'page-fault',
    title: 'Something went wrong on this page.',
    fix: 'Load the page again. If that does not help, tell whoever runs Rostrum.',
  })
}
