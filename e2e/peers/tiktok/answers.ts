import type { Token } from '../stand-in/oauth2.ts'
import { Refusal, type Answer, type Ask } from '../stand-in/server.ts'
import type { World } from './world.ts'

const logId = '202210112248442CB9319E1FB30C1073F3'

export function ok(data: Record<string, unknown>): Answer {
  return { status: 200, body: { data, error: { code: 'ok', message: '', log_id: logId } } }
}

/**
 * With an id of 19 digits as a number, as the network writes it: more than JavaScript's numbers hold, so the text is
 * made by hand.
 */
export function withNumber(answer: Answer, marked: string): Answer {
  const body = JSON.stringify(answer.body).replaceAll(`"${marked}"`, marked)
  return { ...answer, body, headers: { 'content-type': 'application/json; charset=utf-8' } }
}

export function refusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, { data: {}, error: { code, message, log_id: logId } })
}

export const invalid = (message: string): Refusal => refusal(400, 'invalid_params', message)

/** The token of a request, when it holds and has the scope. */
export function allowed(world: World, ask: Ask, scope: string): Token {
  const token = world.oauth.tokenOf(ask)
  if (!token)
    throw refusal(401, 'access_token_invalid', 'The access token is invalid or not found in the request.')
  if (token.scopes.includes(scope)) return token
  throw refusal(
    401,
    'scope_not_authorized',
    'The user did not authorize the scope required for completing this request.',
  )
}

/** Each endpoint counts by itself, for each token. */
export function spend(world: World, token: Token, rule: keyof World['settings']['perMinute']): void {
  if (!world.spend(rule, token.value, world.settings.perMinute[rule]))
    throw refusal(429, 'rate_limit_exceeded', 'The API rate limit was exceeded. Please try again later.')
}

/** A number of the body. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

export function partOf(fields: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = fields[name]
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

export function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
