/** What both parts of Graph have in common: errors, scopes, and the reading of bodies. */
import type { OAuth2, Person } from '../stand-in/oauth2.ts'
import { Refusal, type Answer, type Ask } from '../stand-in/server.ts'
import type { World } from './world.ts'

export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Refusal {
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': crypto.randomUUID() }
  return new Refusal(status, { error: { code, message, innerError } }, headers)
}

export const notFound = (what = 'NotFound') => graphError(404, what, 'The specified object was not found.')

export interface Caller {
  world: World
  ask: Ask
  person: Person
}

export type Handler = (caller: Caller) => Answer

/** Who asks, if the token holds one of these scopes. */
export function withScopes(
  world: World,
  oauth: OAuth2,
  wanted: readonly string[],
  handle: Handler,
): (ask: Ask) => Answer {
  return (ask) => {
    const token = oauth.tokenOf(ask)
    if (!token) throw graphError(401, 'InvalidAuthenticationToken', 'Access token has expired or is invalid.')
    if (!wanted.some((scope) => token.scopes.includes(scope)))
      throw graphError(403, 'Forbidden', `Missing scope permissions on the request: ${wanted.join(', ')}.`)
    return handle({ world, ask, person: token.person })
  }
}

export const structure = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
export const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.map(structure) : []
export const words = (value: unknown): string => (typeof value === 'string' ? value : '')
export const iso = (at: number) => new Date(at).toISOString()

/** A page of a list, and the address of the next. */
export function paged<Item>(ask: Ask, all: readonly Item[], usual: number): { value: Item[]; next?: string } {
  const top = Number(ask.query.get('$top') ?? usual)
  const from = Number(ask.query.get('$skiptoken') ?? 0)
  if (from + top >= all.length) return { value: all.slice(from) }
  const next = new URL(`${ask.origin}${ask.path}?${ask.query}`)
  next.searchParams.set('$skiptoken', String(from + top))
  return { value: all.slice(from, from + top), next: next.href }
}

export const collection = ({ value, next }: { value: unknown[]; next?: string }) => ({
  value,
  ...(next === undefined ? {} : { '@odata.nextLink': next }),
})
