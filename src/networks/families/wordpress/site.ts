/**
 * One WordPress site and its REST API: https://developer.wordpress.org/rest-api/, read 2026-11. Application passwords
 * came with WordPress 5.6.
 */
import { z } from 'zod'
import { unreachable } from '../../answers.ts'
import { ConnectRefused, type NetworkContext, type OpenConnection } from '../../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../call.ts'
import type { Reading } from '../outcomes.ts'

export interface WordPressOptions {
  /** Milliseconds to wait for an answer to one request, and to an upload. */
  timeout?: number
  uploadTimeout?: number
  /** Milliseconds after a sending before a post that is still a draft is taken for not published. */
  settle?: number
}

export type Settings = Required<WordPressOptions>

export const usualSettings: Settings = { timeout: 20_000, uploadTimeout: 120_000, settle: 25_000 }

export const wordPressGrant = z.object({
  /** The root of the site's API, as the site itself names it. */
  api: z.string().min(1),
  user: z.string().min(1),
  password: z.string().min(1),
  /** For posts that ask readers for one. */
  postsPassword: z.string().default(''),
  comments: z.enum(['open', 'closed']).nullable().default(null),
})
export type WordPressGrant = z.infer<typeof wordPressGrant>

/** A request to a route of the API, such as `/wp/v2/posts`. */
export interface SiteCall extends Omit<ApiCall, 'url' | 'query' | 'token'> {
  path: string
  query?: Readonly<Record<string, string>>
}

/** Where the site's links are plain, its API is a parameter of its home page. */
export function routeUrl(api: string, path: string, query: Readonly<Record<string, string>> = {}): string {
  const url = new URL(api)
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', path)
  else url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

export type Who = Pick<WordPressGrant, 'user' | 'password'>

/** Throws `FetchError` when there is no answer. */
export function callSite(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  api: string,
  who: Who | null,
  { path, query, ...call }: SiteCall,
): Promise<ApiAnswer> {
  const basic = who ? Buffer.from(`${who.user}:${who.password}`).toString('base64') : null
  return callApi(context, {
    timeout: settings.timeout,
    ...call,
    url: routeUrl(api, path, query),
    headers: { ...(basic ? { authorization: `Basic ${basic}` } : {}), ...call.headers },
  })
}

const fault = z.object({ code: z.string().min(1), message: z.string() })

/** WordPress's own code of what went wrong; null when it was not WordPress that answered. */
export function codeOf(answer: ApiAnswer): string | null {
  const read = fault.safeParse(answer.body)
  return read.success ? read.data.code : null
}

export function readingOf(
  context: Pick<NetworkContext, 'clock'>,
  name: string,
  { handle }: Pick<OpenConnection, 'handle'>,
  { user, password, postsPassword }: WordPressGrant,
): Reading {
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  return {
    context,
    name,
    handle,
    secrets: [password, password.replaceAll(' ', ''), basic, postsPassword],
    // Hosts and their protection count by the address that asks.
    limited: 'server',
    words: (answer) => fault.safeParse(answer.body).data?.message.replace(/<[^>]*>/g, '') ?? '',
  }
}

const rootShape = z.object({
  name: z.string().default(''),
  home: z.string().min(1),
  namespaces: z.array(z.string()),
  authentication: z
    .union([
      z.object({
        'application-passwords': z
          .object({ endpoints: z.object({ authorization: z.string().min(1) }) })
          .optional(),
      }),
      // What PHP makes of an empty list of names.
      z.array(z.unknown()).transform(() => ({ 'application-passwords': undefined })),
    ])
    .optional(),
})

/** A site as it describes itself. */
export interface Site {
  api: string
  /** Its address as WordPress has it, without a stroke at the end. */
  home: string
  name: string
  /** The page where application passwords are given; null when the site has none. */
  authorize: string | null
}

const linkOfApi = /<([^<>]+)>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/

/** The address of a handle: its host and path. Plain http is for this machine only. */
export function siteUrl(handle: string): string {
  const local = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:\/|$)/.test(handle)
  return `${local ? 'http' : 'https'}://${handle}`
}

/** Finds the site's API and reads what it says of itself. Throws `ConnectRefused` with a sentence for a person. */
export async function discover(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  handle: string,
): Promise<Site> {
  const site = siteUrl(handle)
  const { timeout } = settings
  const front = await callApi(context, { method: 'HEAD', url: `${site}/`, timeout }).catch(unreachable)
  if (front.status >= 300 && front.status < 400) {
    const to = URL.parse(front.headers.get('location') ?? '', `${site}/`)
    throw new ConnectRefused(
      to
        ? `${handle} leads to ${to.host}${to.pathname.replace(/\/$/, '')}. Connect it under that address.`
        : `${handle} leads elsewhere. Connect the blog under the address at which it stands.`,
    )
  }
  const named = linkOfApi.exec(front.headers.get('link') ?? '')?.[1]
  const api = URL.parse(named ?? `${site}/wp-json/`, `${site}/`)
  // A password is sent there, so nobody else may be named.
  if (!api || api.origin !== new URL(site).origin)
    throw new ConnectRefused(`${handle} names another server for its API. That can’t be connected.`)
  const answer = await callSite(context, settings, api.href, null, { method: 'GET', path: '/' }).catch(
    unreachable,
  )
  const root = rootShape.safeParse(answer.body)
  if (answer.status !== 200 || !root.success || !root.data.namespaces.includes('wp/v2'))
    throw new ConnectRefused(
      `${handle} does not show the API of WordPress. Is the address right, and is the API switched on?`,
    )
  return {
    api: api.href,
    home: root.data.home.replace(/\/+$/, ''),
    name: root.data.name,
    authorize: root.data.authentication?.['application-passwords']?.endpoints.authorization ?? null,
  }
}
