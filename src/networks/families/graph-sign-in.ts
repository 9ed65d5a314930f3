/** Facebook Login, by which Pages and the Instagram accounts that belong to them are reached. */
import { handleBegun } from './handle.ts'
import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import { unreachable } from '../answers.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  type AppCheck,
  type AppRegistration,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import { checkByAppToken } from './app-token.ts'
import { callApi, type ApiAnswer } from './call.ts'
import { Graph, graphError, graphVersion, pageOf, proofOf } from './graph.ts'
import { appKeys, finishOAuth2, startOAuth2, type OAuth2Service } from './oauth2.ts'

export interface GraphHosts {
  /** Where people sign in. */
  wwwUrl?: string
  /** Where the API answers. */
  graphUrl?: string
}

/** What one network asks for. */
export interface GraphLogin extends GraphHosts {
  /** The network's id and name. */
  id: string
  name: string
  scopes: readonly string[]
  /** More fields of each Page. */
  pageFields?: string
}

export const graphBase = ({ graphUrl = 'https://graph.facebook.com' }: GraphHosts): string =>
  `${graphUrl}/${graphVersion}`

/** How long a network waits for Meta, in milliseconds. */
export interface GraphPatience {
  timeout: number
  uploadTimeout: number
}

/** The API as one account sees it. Throws `NetworkTrouble` when the app's keys were taken away. */
export async function openGraph(
  context: NetworkContext,
  options: GraphHosts & GraphPatience,
  { name, handle, token }: { name: string; handle: string; token: string },
): Promise<Graph> {
  const { clientSecret: appSecret } = await appKeys(context, name).catch((error: unknown) => {
    throw error instanceof ConnectRefused ? new NetworkTrouble(error.message) : error
  })
  const { timeout, uploadTimeout } = options
  return new Graph(context, {
    name,
    handle,
    base: graphBase(options),
    timeout,
    uploadTimeout,
    token,
    appSecret,
  })
}

/** What the administrator fills in of the app at Meta. */
export function graphApp(scopes: readonly string[]): AppRegistration {
  const where = 'In the app at developers.facebook.com: App settings, Basic.'
  return {
    fields: [
      { name: 'clientId', label: 'App ID', hint: where, secret: false, required: true },
      { name: 'clientSecret', label: 'App secret', hint: where, secret: true, required: true },
    ],
    scopes: [...scopes],
    console: 'https://developers.facebook.com/apps/',
  }
}

/**
 * `rerequest`: a permission that somebody declined once is asked for again. No PKCE: Meta documents it only for
 * sign-ins that want an OpenID token. https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow,
 * read 2026-11.
 */
function serviceOf(login: GraphLogin): OAuth2Service {
  const { id, name, scopes, wwwUrl = 'https://www.facebook.com' } = login
  return {
    id,
    name,
    scopes,
    separator: ',',
    pkce: false,
    authorizeUrl: `${wwwUrl}/${graphVersion}/dialog/oauth`,
    tokenUrl: `${graphBase(login)}/oauth/access_token`,
    ask: { auth_type: 'rerequest' },
  }
}

/**
 * Does Meta know the app? It gives an app a token of its own:
 * https://developers.facebook.com/docs/facebook-login/guides/access-tokens#apptokens, read 2026-11.
 */
export function checkGraphApp(context: NetworkContext, login: GraphLogin): Promise<AppCheck> {
  const { name, tokenUrl: url } = serviceOf(login)
  return checkByAppToken(context, { name, url, method: 'GET' })
}

export function startGraphLogin(
  context: NetworkContext,
  login: GraphLogin,
  handle: string,
  state: string,
): Promise<Started> {
  return startOAuth2(context, serviceOf(login), state, { handle })
}

/** A Page of which the person who signed in has the token. */
const pageShape = z
  .object({
    id: z.string().min(1),
    name: z.string().default(''),
    username: z.string().nullish(),
    link: z.string().nullish(),
    access_token: z.string().min(1).nullish(),
    tasks: z.array(z.string()).default([]),
  })
  .loose()
export type GraphPage = z.infer<typeof pageShape>

export interface GraphSignIn {
  handle: string
  pages: GraphPage[]
  scopes: string[]
  /** When Meta wants the person to sign in again; ISO 8601 UTC. */
  expiresAt: string | null
}

const longTokenShape = z.object({ access_token: z.string().min(1) })
const inspectedShape = z.object({
  data: z.object({
    is_valid: z.boolean(),
    scopes: z.array(z.string()).default([]),
    expires_at: z.number().default(0),
    data_access_expires_at: z.number().default(0),
  }),
})
/** A person seldom looks after so many Pages: 5 times 100. */
const pagesOfPages = 5

/** From the code that came back to the Pages of the person. Throws `ConnectRefused` with a sentence for the person. */
export async function finishGraphLogin(
  context: NetworkContext,
  login: GraphLogin,
  pending: Json,
  params: URLSearchParams,
): Promise<GraphSignIn> {
  const handle = handleBegun(pending)
  const { accessToken } = await finishOAuth2(context, serviceOf(login), pending, params)
  const keys = await appKeys(context, login.name)
  const ask = async <Shape>(
    path: string,
    query: Record<string, string>,
    token: string | undefined,
    shape: z.ZodType<Shape>,
  ): Promise<Shape> => {
    const url = `${graphBase(login)}/${path}`
    const signed = token ? { ...query, appsecret_proof: proofOf(token, keys.clientSecret) } : query
    const answer = await callApi(context, { method: 'GET', url, query: signed, token }).catch(unreachable)
    return readOrRefuse(login.name, answer, shape)
  }

  // Page tokens made from a token of an hour end with it; those from one of 60 days do not end by themselves.
  const exchange = {
    grant_type: 'fb_exchange_token',
    client_id: keys.clientId,
    client_secret: keys.clientSecret,
    fb_exchange_token: accessToken,
  }
  const { access_token: token } = await ask('oauth/access_token', exchange, undefined, longTokenShape)
  const appToken = `${keys.clientId}|${keys.clientSecret}`
  const { data: inspected } = await ask('debug_token', { input_token: token }, appToken, inspectedShape)
  const missing = login.scopes.filter((scope) => !inspected.scopes.includes(scope))
  if (missing.length > 0)
    throw new ConnectRefused(
      `${login.name} was not allowed everything that publishing needs: ${missing.join(', ')} is missing. Begin again and leave all boxes ticked.`,
    )
  const pages: GraphPage[] = []
  const fields = ['id,name,username,link,access_token,tasks', login.pageFields].filter(Boolean).join(',')
  let next: string | undefined
  for (let page = 0; page < pagesOfPages; page++) {
    const query = { fields, limit: '100', ...(next ? { after: next } : {}) }
    const list = await ask('me/accounts', query, token, pageOf(pageShape))
    pages.push(...list.data)
    next = list.paging?.next ? (list.paging.cursors?.after ?? undefined) : undefined
    if (!next) break
  }
  const ends = inspected.data_access_expires_at
  const expiresAt = ends > 0 ? isoOf(Temporal.Instant.fromEpochMilliseconds(ends * 1000)) : null
  return { handle, pages, scopes: inspected.scopes, expiresAt }
}

/** Nothing of the answer's text is repeated but Meta's own sentence: the question held secrets. */
function readOrRefuse<Shape>(name: string, answer: ApiAnswer, shape: z.ZodType<Shape>): Shape {
  const read = answer.status === 200 ? shape.safeParse(answer.body) : null
  if (read?.success) return read.data
  const error = graphError(answer)
  if (answer.status >= 500 || answer.status === 429 || !error)
    throw new NetworkTrouble(`${name} could not finish the sign-in just now. Try again in a minute.`)
  throw new ConnectRefused(`${name} did not accept the sign-in (error ${error.code}). Begin again.`)
}
