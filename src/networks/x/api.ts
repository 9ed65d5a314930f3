import { z } from 'zod'
import type { NetworkContext } from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'
import type { OAuth2Service } from '../families/oauth2.ts'
import { notDone, type Reading } from '../families/outcomes.ts'
import { after, rejected } from '../answers.ts'
import type { Limited, NotDone } from '../contract.ts'

export interface XOptions {
  /** Where the API answers, and where people sign in; origins. */
  api?: string
  pages?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Bytes of one part of an upload; X takes 5 MB at most. */
  part?: number
  /** Milliseconds between two looks at media that X still works on; what X asks for unless told. */
  pollEvery?: number | null
  /** How often media is looked at before it is tried again later. */
  looks?: number
  /** Milliseconds after a sending before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<XOptions>

export const usualSettings: Settings = {
  api: 'https://api.x.com',
  pages: 'https://x.com',
  timeout: 20_000,
  part: 4_000_000,
  pollEvery: null,
  looks: 60,
  settle: 25_000,
}

/** https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code, read 2026-11. */
export function xService({ api, pages }: Settings): OAuth2Service {
  return {
    id: 'x',
    name: 'X',
    authorizeUrl: `${pages}/i/oauth2/authorize`,
    tokenUrl: `${api}/2/oauth2/token`,
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    pkce: true,
    secretIn: 'basic',
  }
}

export type XCall = Omit<ApiCall, 'url' | 'token'> & { path: string }

/** Throws `FetchError` when there is no answer. */
export function callX(
  context: Pick<NetworkContext, 'fetch'>,
  { api, timeout }: Settings,
  { path, ...call }: XCall,
  token: string,
): Promise<ApiAnswer> {
  return callApi(context, { timeout, ...call, url: `${api}${path}`, token })
}

const problem = z.object({
  title: z.string().default(''),
  detail: z.string().default(''),
  type: z.string().default(''),
})
const legacy = z.object({ message: z.string() })
const answered = z.object({ errors: z.array(z.unknown()).optional() })

/** What X says went wrong: a problem (RFC 9457), alone or in a list, or the older `message`. */
export function problemOf(answer: ApiAnswer): z.infer<typeof problem> {
  const listed = answered.safeParse(answer.body)
  const first = (listed.success ? listed.data.errors?.[0] : undefined) ?? answer.body
  const older = legacy.safeParse(first)
  if (older.success) return { title: '', detail: older.data.message, type: '' }
  const told = problem.safeParse(first)
  return told.success ? told.data : { title: '', detail: '', type: '' }
}

export function wordsOf(answer: ApiAnswer): string {
  const { title, detail } = problemOf(answer)
  return detail || title
}

/** Nothing more is answered until the administrator buys credits; there is no end that X could state. */
const creditsAgainAfter = 3600

/**
 * Which of the limits was met, and in how many seconds it ends: by X's own clock, whatever ours says. X sends no
 * `Retry-After`; https://docs.x.com/x-api/fundamentals/rate-limits, read 2026-11.
 */
function limitOf({ headers }: ApiAnswer, now: number): { limited: Limited; seconds: number } {
  const date = Date.parse(headers.get('date') ?? '')
  const theirs = Number.isFinite(date) ? date : now
  const until = (name: string) => {
    const reset = Number(headers.get(`${name}-reset`) ?? NaN)
    return Number.isFinite(reset) ? Math.max(1, reset - theirs / 1000) : 60
  }
  const spent = (name: string) => headers.get(`${name}-remaining`) === '0'
  if (spent('x-app-limit-24hour')) return { limited: 'app', seconds: until('x-app-limit-24hour') }
  if (spent('x-user-limit-24hour')) return { limited: 'account', seconds: until('x-user-limit-24hour') }
  return { limited: 'account', seconds: until('x-rate-limit') }
}

export function waitFor(reading: Reading, answer: ApiAnswer): Extract<NotDone, { kind: 'retry' }> | null {
  const { clock } = reading.context
  const told = problemOf(answer)
  if (answer.status === 402 || /usage-capped|\/credits$/.test(told.type))
    return {
      kind: 'retry',
      after: after(clock, creditsAgainAfter),
      say: 'The university’s prepaid credits at X are used up. The administrator of the app buys more in X’s console.',
      limited: 'app',
    }
  if (answer.status !== 429) return null
  const { limited, seconds } = limitOf(answer, clock.now().epochMilliseconds)
  return { kind: 'retry', after: after(clock, seconds), say: 'X asks us to wait.', limited }
}

export const isDuplicate = (answer: ApiAnswer) =>
  answer.status === 403 && /duplicate content|status is a duplicate/i.test(wordsOf(answer))

const saysParentIsGone = (answer: ApiAnswer) =>
  /reply to a (?:tweet|post) that is deleted or not visible/i.test(wordsOf(answer))

/** For an answer that is no success. */
export function refusalOf(reading: Reading, answer: ApiAnswer): NotDone {
  const wait = waitFor(reading, answer)
  if (wait) return wait
  if (answer.status >= 400 && answer.status < 500 && saysParentIsGone(answer))
    return rejected('parent-missing', 'The post that this one follows is no longer there.')
  return notDone(reading, answer)
}
