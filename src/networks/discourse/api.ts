/** Discourse's API: https://docs.discourse.org/, read 2026-11. */
import { z } from 'zod'
import { after, closed } from '../answers.ts'
import type { Limited, NetworkContext, OpenConnection } from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'
import type { Reading } from '../families/outcomes.ts'

export interface DiscourseOptions {
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds after a sending before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<DiscourseOptions>

export const usualSettings: Settings = { timeout: 20_000, settle: 25_000 }

/** How we show who we are: by the key that a user gave us, or by one that an administrator made. */
export const discourseKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), key: z.string().min(1), clientId: z.string().min(1) }),
  z.object({ kind: z.literal('admin'), key: z.string().min(1), username: z.string().min(1) }),
])
export type DiscourseKey = z.infer<typeof discourseKey>

export const discourseGrant = z.object({
  key: discourseKey,
  username: z.string().min(1),
  /** Where topics go; null for the forum's own choice. */
  category: z.number().int().positive().nullable(),
  /** From 2026.1 on tags are objects with a name. */
  tagObjects: z.boolean().default(false),
})
export type DiscourseGrant = z.infer<typeof discourseGrant>

export interface ForumCall extends Omit<ApiCall, 'url' | 'token'> {
  path: string
}

function headersOf(key: DiscourseKey): Record<string, string> {
  return key.kind === 'user'
    ? { 'user-api-key': key.key, 'user-api-client-id': key.clientId }
    : { 'api-key': key.key, 'api-username': key.username }
}

/** Throws `FetchError` when there is no answer. */
export function callForum(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  server: string,
  key: DiscourseKey | null,
  { path, ...call }: ForumCall,
): Promise<ApiAnswer> {
  return callApi(context, {
    timeout: settings.timeout,
    ...call,
    url: `${server}${path}`,
    headers: { ...(key ? headersOf(key) : {}), ...call.headers },
  })
}

const fault = z.object({
  errors: z.array(z.string()).default([]),
  error_type: z.string().nullish(),
  extras: z.object({ wait_seconds: z.number().nonnegative() }).partial().nullish(),
})

export type Fault = z.infer<typeof fault>

/** What Discourse says went wrong; null when it was something before it that answered. */
export function faultOf(answer: ApiAnswer): Fault | null {
  const read = fault.safeParse(answer.body)
  return read.success && (read.data.errors.length > 0 || read.data.error_type) ? read.data : null
}

export function readingOf(
  context: Pick<NetworkContext, 'clock'>,
  { handle }: Pick<OpenConnection, 'handle'>,
  { key }: DiscourseGrant,
): Reading {
  return {
    context,
    name: 'The forum',
    handle,
    secrets: [key.key],
    limited: 'account',
    words: (answer) => faultOf(answer)?.errors.map(closed).join(' ') ?? '',
  }
}

/** A limit of Discourse's own is of the user; one without its shape is of the address that asks, or of all keys. */
export const limitedBy = (answer: ApiAnswer): Limited =>
  faultOf(answer)?.error_type === 'rate_limit' ? 'account' : 'server'

/** `Retry-After`, or what stands in the answer where a proxy took the header away. */
export function waitOf(answer: ApiAnswer, clock: NetworkContext['clock']): string | null {
  const seconds = faultOf(answer)?.extras?.wait_seconds
  if (answer.headers.has('retry-after') || seconds === undefined) return null
  return after(clock, Math.min(Math.max(seconds, 1), 86_400))
}

export const currentUser = z.object({
  current_user: z.object({
    id: z.number().int(),
    username: z.string().min(1),
    name: z.string().nullish(),
  }),
})

export function whoAmI(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  server: string,
  key: DiscourseKey,
): Promise<ApiAnswer> {
  return callForum(context, settings, server, key, { method: 'GET', path: '/session/current.json' })
}

/** Nobody is signed in any more: Discourse says so with 403 (a key that is none) or 404 (nobody). */
export const isNobody = ({ status }: ApiAnswer): boolean => [401, 403, 404].includes(status)
