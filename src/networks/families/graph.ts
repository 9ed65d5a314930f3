/** Calls to Meta's Graph API: who asks, how errors are told apart, and how long a limit holds. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { after, closed, comeBackAt, excerpt, unknown } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type Limited,
  type NetworkContext,
  type NotDone,
} from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall, type FormPart } from './call.ts'
import type { LargeBytes } from './large.ts'
import { troubled, unanswered, type Reading } from './outcomes.ts'
import { skewOf } from './own-posts.ts'

/** The version that requests are written for: https://developers.facebook.com/docs/graph-api/changelog, read 2026-11. */
export const graphVersion = 'v25.0'

export type Params = Readonly<Record<string, string | number | boolean | object | undefined>>

/** Who asks, as whom, and how long it waits. */
export interface GraphAccess {
  /** The network's name and the account's handle, for sentences. */
  name: string
  handle: string
  /** With the version, such as `https://graph.facebook.com/v25.0`. */
  base: string
  /** Milliseconds to wait for an answer, and for one to a file. */
  timeout: number
  uploadTimeout: number
  token: string
  /** Signs the token, so that a stolen one is worth nothing without it. */
  appSecret: string
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11. */
const errorShape = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number().int(),
    error_subcode: z.number().int().nullish(),
    error_user_msg: z.string().nullish(),
    is_transient: z.boolean().nullish(),
    fbtrace_id: z.string().nullish(),
  }),
})
export type GraphError = z.infer<typeof errorShape>['error']

/** What an answer that is no success means. */
export type Meaning = 'ended' | 'limited' | 'gone' | 'twin' | 'unclear' | 'refused'

const endedCodes = [10, 102, 190]
/** Of the whole app: all its users together make too many calls. */
const appLimits = [4, 341]
/** 80000 and up are the limits by business use case: https://developers.facebook.com/docs/graph-api/overview/rate-limiting. */
const accountLimits = [9, 17, 32, 613]
/** Unknown, service away, and the two that Instagram gives when its own servers or the fetching of media fail. */
const troubleCodes = [1, 2, -1, -2]

export function graphError(answer: ApiAnswer): GraphError | null {
  return errorShape.safeParse(answer.body).data?.error ?? null
}

export function meaningOf(answer: ApiAnswer): Meaning {
  const { status } = answer
  if (status === 429) return 'limited'
  if (status < 400 || status >= 500) return 'unclear'
  const error = graphError(answer)
  if (!error) return status === 401 ? 'ended' : 'refused'
  const { code, error_subcode: subcode } = error
  if (appLimits.includes(code) || accountLimits.includes(code) || (code >= 80_000 && code < 80_100))
    return 'limited'
  if (endedCodes.includes(code) || (code >= 200 && code < 300) || status === 401) return 'ended'
  if (code === 506) return 'twin'
  if ((code === 100 && subcode === 33) || code === 803) return 'gone'
  return troubleCodes.includes(code) || error.is_transient ? 'unclear' : 'refused'
}

const useCases = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().nonnegative().default(0) })),
)
const share = z.number().default(0)
const appUsage = z.object({ call_count: share, total_time: share, total_cputime: share })

function headerOf<Shape>(headers: Headers, name: string, shape: z.ZodType<Shape>): Shape | null {
  const text = headers.get(name)
  if (text === null || text === '') return null
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The app's calls are counted over an hour that slides; a quarter of it frees a quarter of them. */
const appPause = 900

/** When a limit is over: as the use case says in minutes, after a pause when the app itself is full, else as usual. */
export function limitEnds(headers: Headers, clock: NetworkContext['clock']): string {
  const cases = headerOf(headers, 'x-business-use-case-usage', useCases)
  const minutes = Object.values(cases ?? {})
    .flat()
    .map((use) => use.estimated_time_to_regain_access)
  const longest = Math.max(0, ...minutes)
  if (longest > 0) return after(clock, Math.min(longest * 60, 86_400))
  const usage = headerOf(headers, 'x-app-usage', appUsage)
  if (usage && Math.max(...Object.values(usage)) >= 100) return after(clock, appPause)
  return comeBackAt(headers, clock)
}

function whoseLimit(answer: ApiAnswer): Limited {
  return appLimits.includes(graphError(answer)?.code ?? 0) ? 'app' : 'account'
}

/** The network's own words; the trace is what its support asks for. */
export function graphWords(answer: ApiAnswer): string {
  const error = graphError(answer)
  if (!error) return ''
  const number = error.error_subcode ? `${error.code}/${error.error_subcode}` : String(error.code)
  const trace = error.fbtrace_id ? `, trace ${error.fbtrace_id}` : ''
  return `${error.error_user_msg ?? error.message} (${number}${trace})`
}

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests, read 2026-11. */
export function proofOf(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex')
}

function encoded(params: Params): Record<string, string> {
  const given = Object.entries(params).filter((entry) => entry[1] !== undefined)
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  )
}

/** The Graph API as one account sees it. */
export class Graph {
  readonly reading: Reading
  /** How far Meta's clock is ahead of ours, by its last answer; null before there is one. */
  skew: number | null = null
  readonly #context: Pick<NetworkContext, 'clock' | 'fetch'>
  readonly #access: GraphAccess

  constructor(context: Pick<NetworkContext, 'clock' | 'fetch'>, access: GraphAccess) {
    const { name, handle, token, appSecret } = access
    const secrets = [token, appSecret, proofOf(token, appSecret)]
    this.#context = context
    this.#access = access
    this.reading = { context, name, handle, secrets, words: graphWords, limited: 'account' }
  }

  get(path: string, params: Params = {}): Promise<ApiAnswer> {
    return this.#call({ method: 'GET', path, query: this.#signed(params) })
  }

  post(
    path: string,
    params: Params = {},
    files: Readonly<Record<string, FormPart>> = {},
  ): Promise<ApiAnswer> {
    const form = this.#signed(params)
    if (Object.keys(files).length === 0) return this.#call({ method: 'POST', path, form })
    const { uploadTimeout: timeout } = this.#access
    return this.#call({ method: 'POST', path, multipart: { ...form, ...files }, timeout })
  }

  delete(path: string): Promise<ApiAnswer> {
    return this.#call({ method: 'DELETE', path, query: this.#signed({}) })
  }

  /** Bytes to the address that an upload was given; its host takes the token only in this header. */
  upload(url: string, headers: Readonly<Record<string, string>>, file: LargeBytes): Promise<ApiAnswer> {
    return callApi(this.#context, {
      method: 'POST',
      url,
      headers: { ...headers, authorization: `OAuth ${this.#access.token}` },
      bytes: { ...file, type: 'application/octet-stream' },
      timeout: this.#access.uploadTimeout,
    })
  }

  /** A reading that something else waits for: throws what a sending ends with before it begins. */
  async read<Shape>(path: string, params: Params, shape: z.ZodType<Shape>, what: string): Promise<Shape> {
    return this.taken(this.get(path, params), shape, what)
  }

  /** The same for a step that nobody can see, such as an upload: `what` is that which was not taken. */
  async taken<Shape>(request: Promise<ApiAnswer>, shape: z.ZodType<Shape>, what: string): Promise<Shape> {
    const answer = await request.catch(troubled(`${this.#access.name} did not get ${what}.`))
    if (answer.status !== 200) throw this.#thrown(answer, what)
    const read = shape.safeParse(answer.body)
    if (read.success) return read.data
    throw new NetworkTrouble(`${this.#access.name} answered something that can’t be understood.`)
  }

  /** What an answer without success means for a sending or a change. */
  notDone(answer: ApiAnswer): NotDone {
    const { name } = this.#access
    const say = excerpt(graphWords(answer) || `status ${answer.status}`, this.reading.secrets)
    switch (meaningOf(answer)) {
      case 'ended':
        return { kind: 'reconnect', say: this.#ended(say) }
      case 'limited':
        return {
          kind: 'retry',
          after: limitEnds(answer.headers, this.#context.clock),
          say: `${name} asks us to wait.`,
          limited: whoseLimit(answer),
        }
      case 'twin':
        return {
          kind: 'rejected',
          code: 'duplicate',
          say: `${name} has these very words already: ${closed(say)}`,
        }
      case 'gone':
        return { kind: 'rejected', code: 'gone', say: 'The post is no longer there.' }
      case 'refused':
        return {
          kind: 'rejected',
          code: 'refused-by-network',
          say: `${name} did not take the post: ${closed(say)}`,
        }
      case 'unclear':
        return this.unclear(answer)
    }
  }

  /** For a success that can't be read, and for an error that says nothing about what was done. */
  unclear(answer: ApiAnswer): NotDone {
    const told = answer.status < 300 ? 'something that can’t be understood' : String(answer.status)
    return unknown(`${this.#access.name} answered ${told}. The post may be there or not.`, {
      status: answer.status,
      answer: excerpt(answer.text, this.reading.secrets),
    })
  }

  /** A sending or a change from its request to what came of it; `done` reads a success, null when it is none. */
  async outcome<Done>(
    request: Promise<ApiAnswer>,
    done: (body: unknown) => Done | null,
  ): Promise<Done | NotDone> {
    try {
      const answer = await request
      if (answer.status !== 200) return this.notDone(answer)
      return done(answer.body) ?? this.unclear(answer)
    } catch (error) {
      return unanswered(this.reading, error)
    }
  }

  #thrown(answer: ApiAnswer, what: string): Error {
    const no = this.notDone(answer)
    switch (no.kind) {
      case 'reconnect':
        return new ReconnectNeeded(no.say)
      case 'retry':
        return new NetworkTrouble(no.say, no.after, no.limited ?? null)
      case 'rejected':
        return no.code === 'refused-by-network'
          ? new MediaRefused(no.say.replace('the post', what))
          : new PostRefused(no.code, no.say)
      case 'unknown':
        return new NetworkTrouble(`${this.#access.name} could not take ${what} just now.`)
    }
  }

  #ended(say: string): string {
    const { name, handle } = this.#access
    return `${name} no longer lets us act as ${handle} (${say}). Connect the account again.`
  }

  #signed(params: Params): Record<string, string> {
    const { token, appSecret } = this.#access
    return encoded({ ...params, appsecret_proof: proofOf(token, appSecret) })
  }

  async #call({ path, ...call }: Omit<ApiCall, 'url'> & { path: string }): Promise<ApiAnswer> {
    const { base, token, timeout } = this.#access
    const answer = await callApi(this.#context, { timeout, ...call, url: `${base}/${path}`, token })
    this.skew = skewOf(answer.headers, this.#context.clock.now().epochMilliseconds)
    return answer
  }
}

/** What a reading before the first byte of a sending ended with. Anything else is thrown on. */
export function notYetSent(context: Pick<NetworkContext, 'clock'>, error: unknown): NotDone {
  if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
  if (error instanceof PostRefused || error instanceof MediaRefused)
    return { kind: 'rejected', code: error.code, say: error.message }
  if (!(error instanceof NetworkTrouble)) throw error
  const { message, retryAfter, limited } = error
  return {
    kind: 'retry',
    after: retryAfter ?? after(context.clock, 30),
    say: message,
    ...(limited ? { limited } : {}),
  }
}

/** Most changes are answered by this alone. */
export const success = z.object({ success: z.literal(true) })

/** What was made is answered by its id. */
export const made = z.object({ id: z.string().min(1) })

/** Lists come in pages. */
export function pageOf<Item>(item: z.ZodType<Item>) {
  return z.object({
    data: z.array(item),
    paging: z
      .object({ cursors: z.object({ after: z.string() }).partial().nullish(), next: z.string().nullish() })
      .nullish(),
  })
}

/** Graph writes `2026-11-21T18:00:00+0000`, or seconds since 1970. Throws on anything else. */
export const instant = z
  .union([z.string(), z.number()])
  .transform((value) => (typeof value === 'number' ? value * 1000 : Date.parse(value)))
  .refine((at) => Number.isFinite(at), 'no time')
  .transform((at) => new Date(at).toISOString())
