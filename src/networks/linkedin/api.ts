import { z } from 'zod'
import { after } from '../answers.ts'
import type { Limited, NetworkContext, NotDone } from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'
import type { OAuth2Service } from '../families/oauth2.ts'
import { ended, notDone, type Reading } from '../families/outcomes.ts'
import { linkedinVersion } from './limits.ts'

export interface LinkedInOptions {
  /** Where the API answers, and where people sign in; origins. */
  api?: string
  pages?: string
  /** `YYYYMM`. */
  version?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds between two looks at what LinkedIn still works on. */
  pollEvery?: number
  /** How often media is looked at before it is tried again later. */
  looks?: number
  /** How often a fresh post with a video is looked at before it is left to be found. */
  looksAtPost?: number
  /** Milliseconds after a sending before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<LinkedInOptions>

export const usualSettings: Settings = {
  api: 'https://api.linkedin.com',
  pages: 'https://www.linkedin.com',
  version: linkedinVersion,
  timeout: 20_000,
  pollEvery: 2_000,
  looks: 90,
  looksAtPost: 5,
  settle: 25_000,
}

/**
 * https://learn.microsoft.com/linkedin/shared/authentication/authorization-code-flow, read 2026-11. LinkedIn takes PKCE
 * from native apps only, at addresses of their own.
 */
export function linkedinService({ pages }: Settings): OAuth2Service {
  return {
    id: 'linkedin',
    name: 'LinkedIn',
    authorizeUrl: `${pages}/oauth/v2/authorization`,
    tokenUrl: `${pages}/oauth/v2/accessToken`,
    scopes: [
      // To see that the person administers the Page, which no lesser scope of the product shows.
      'rw_organization_admin',
      'r_organization_social',
      'w_organization_social',
      // The first comment, and whether it is there.
      'r_organization_social_feed',
      'w_organization_social_feed',
    ],
    pkce: false,
  }
}

type RestMethod = 'FINDER' | 'PARTIAL_UPDATE' | 'DELETE'
export type LinkedInCall = Omit<ApiCall, 'url' | 'token'> & { path: string; restMethod?: RestMethod }

/** Throws `FetchError` when there is no answer. */
export function callLinkedIn(
  context: Pick<NetworkContext, 'fetch'>,
  { api, version, timeout }: Settings,
  { path, restMethod, ...call }: LinkedInCall,
  token: string,
): Promise<ApiAnswer> {
  const headers = {
    'linkedin-version': version,
    'x-restli-protocol-version': '2.0.0',
    ...(restMethod ? { 'x-restli-method': restMethod } : {}),
    ...call.headers,
  }
  return callApi(context, { timeout, ...call, headers, url: `${api}${path}`, token })
}

const problem = z.object({
  message: z.string().default(''),
  code: z.string().default(''),
  errorDetails: z
    .object({ inputErrors: z.array(z.object({ code: z.string().default('') })).default([]) })
    .partial()
    .nullish(),
})

/** https://learn.microsoft.com/linkedin/shared/api-guide/concepts/error-handling, read 2026-11. */
export function problemOf(answer: ApiAnswer): { message: string; codes: string[] } {
  const told = problem.safeParse(answer.body)
  if (!told.success) return { message: '', codes: [] }
  const { message, code, errorDetails } = told.data
  const codes = [code, ...(errorDetails?.inputErrors ?? []).map((each) => each.code)]
  return { message, codes: codes.filter(Boolean) }
}

export function wordsOf(answer: ApiAnswer): string {
  const { message, codes } = problemOf(answer)
  return message || (codes[0] ?? '')
}

/** The post that has the same words already, where LinkedIn names it. */
export function twinOf(answer: ApiAnswer): { urn: string | null } | null {
  const { message, codes } = problemOf(answer)
  const urn = /duplicate of (urn:li:(?:share|ugcPost):\d+)/i.exec(message)?.[1] ?? null
  const refused = answer.status === 422 || answer.status === 400 || answer.status === 409
  return refused && (urn !== null || codes.includes('DUPLICATE_POST')) ? { urn } : null
}

const aDay = 86_400_000

/**
 * LinkedIn counts the calls of an app, and of a member through it, until midnight UTC, and sends no `Retry-After`:
 * https://learn.microsoft.com/linkedin/shared/api-guide/concepts/rate-limits, read 2026-11. By its own clock.
 */
function limitOf(answer: ApiAnswer, now: number): { limited: Limited; seconds: number } {
  const { message } = problemOf(answer)
  const limited = /\bMEMBER\b/i.test(message) ? 'account' : 'app'
  const told = Number(answer.headers.get('retry-after') ?? NaN)
  if (Number.isFinite(told) && told > 0) return { limited, seconds: told }
  const date = Date.parse(answer.headers.get('date') ?? '')
  const theirs = Number.isFinite(date) ? date : now
  const toMidnight = (aDay - (theirs % aDay)) / 1000 + 60
  return { limited, seconds: /\bDAY\b/.test(message) ? toMidnight : 60 }
}

export function waitFor(reading: Reading, answer: ApiAnswer): Extract<NotDone, { kind: 'retry' }> | null {
  const { clock } = reading.context
  if (answer.status === 426)
    return {
      kind: 'retry',
      after: after(clock, 3600),
      say: 'LinkedIn no longer answers the edition of its API that this Rostrum speaks. Update Rostrum.',
      limited: 'app',
    }
  if (answer.status !== 429) return null
  const { limited, seconds } = limitOf(answer, clock.now().epochMilliseconds)
  return { kind: 'retry', after: after(clock, seconds), say: 'LinkedIn asks us to wait.', limited }
}

/** For an answer that is no success. */
export function refusalOf(reading: Reading, answer: ApiAnswer): NotDone {
  const wait = waitFor(reading, answer)
  if (wait) return wait
  // The person who connected the Page administers it no more, or the app lost its product.
  if (answer.status === 403) return { kind: 'reconnect', say: ended(reading, answer) }
  return notDone(reading, answer)
}
