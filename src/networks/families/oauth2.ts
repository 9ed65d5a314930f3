/** OAuth 2.0 as the commercial networks have it: an app that somebody registered, a sign-in page, tokens that end. */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { isoOf } from '#platform/services.ts'
import { excerpt, unreached, unreachable } from '../answers.ts'
import {
  callbackPath,
  ConnectRefused,
  type AppCheck,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import { callApi, type ApiAnswer } from './call.ts'

/** How one network wants it. */
export interface OAuth2Service {
  /** The network's id, and its name for sentences. */
  id: string
  name: string
  authorizeUrl: string
  tokenUrl: string
  scopes: readonly string[]
  /** Between scopes; a space unless told. */
  separator?: string
  /** Proof Key for Code Exchange; wherever the network takes it. */
  pkce: boolean
  /** What the network calls the app's id; `client_id` unless told. */
  idName?: string
  /** Where the app's secret goes; the body unless told. */
  secretIn?: 'body' | 'basic'
  /** More for the sign-in page's address. */
  ask?: Readonly<Record<string, string>>
}

/** What an administrator filled in of the developer app. */
export interface AppKeys {
  clientId: string
  clientSecret: string
}

/** What a connection keeps of its tokens, as fields of a network's own shape. */
export const tokenFields = {
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  expiresAt: z.string().nullable(),
  refreshExpiresAt: z.string().nullish(),
}

/** Tokens as they were granted. */
export interface Tokens {
  accessToken: string
  /** Null when the network gave none. */
  refreshToken: string | null
  scopes: string[]
  /** ISO 8601 UTC; null when the network did not say. */
  expiresAt: string | null
  refreshExpiresAt: string | null
  /** The whole answer, for what else a network puts there. */
  body: unknown
}

const appShape = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) })
const pendingShape = z.object({ verifier: z.string() }).loose()
const seconds = z.coerce.number().positive()
const tokenShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  scope: z.union([z.string(), z.array(z.string())]).nullish(),
  expires_in: seconds.nullish(),
  refresh_expires_in: seconds.nullish(),
  refresh_token_expires_in: seconds.nullish(),
})

/** The app's keys. Throws `ConnectRefused` while nobody has registered an app. */
export async function appKeys(context: NetworkContext, name: string): Promise<AppKeys> {
  const keys = appShape.safeParse(await context.app())
  if (keys.success) return keys.data
  throw new ConnectRefused(
    `Nobody has registered an app with ${name} yet. Your administrator does that once, on the page “Networks”.`,
  )
}

/** Where to send the browser. `more` is kept until it comes back. */
export async function startOAuth2(
  context: NetworkContext,
  service: OAuth2Service,
  state: string,
  more: { [key: string]: Json } = {},
): Promise<Started> {
  const { clientId } = await appKeys(context, service.name)
  const verifier = randomBytes(48).toString('base64url')
  const url = new URL(service.authorizeUrl)
  const asked: Record<string, string> = {
    response_type: 'code',
    [service.idName ?? 'client_id']: clientId,
    redirect_uri: `${context.publicUrl}${callbackPath(service.id)}`,
    scope: service.scopes.join(service.separator ?? ' '),
    state,
    ...(service.pkce
      ? {
          code_challenge: createHash('sha256').update(verifier).digest('base64url'),
          code_challenge_method: 'S256',
        }
      : {}),
    ...service.ask,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return { url: url.href, pending: { ...more, verifier } }
}

/** Trades the code that came back for tokens. Throws `ConnectRefused` with a sentence for the person who connects. */
export async function finishOAuth2(
  context: NetworkContext,
  service: OAuth2Service,
  pending: Json,
  params: URLSearchParams,
): Promise<Tokens> {
  const { verifier } = pendingShape.parse(pending)
  const code = params.get('code')
  if (params.has('error') || params.get('denied') !== null)
    throw new ConnectRefused('Nothing was connected: the permission was not given.')
  if (!code) throw new ConnectRefused(`${service.name} sent no code back. Begin again.`)
  const keys = await appKeys(context, service.name)
  const answer = await ask(context, service, keys, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${context.publicUrl}${callbackPath(service.id)}`,
    ...(service.pkce ? { code_verifier: verifier } : {}),
  }).catch(unreachable)
  const tokens = tokensOf(context, service, answer)
  if (tokens) return tokens
  const why = excerpt(answer.text, [code, keys.clientSecret, verifier])
  throw new ConnectRefused(`${service.name} did not accept the sign-in (${why}). Begin again.`)
}

/** What came of asking for new tokens. `ended`: the network says that the grant is over. */
export type Renewal =
  | { kind: 'tokens'; tokens: Tokens }
  | { kind: 'ended' }
  | { kind: 'trouble'; say: string }

/** New tokens for a refresh token. An answer without a new refresh token keeps the one there is. */
export async function refreshOAuth2(
  context: NetworkContext,
  service: OAuth2Service,
  refreshToken: string,
): Promise<Renewal> {
  try {
    const keys = await appKeys(context, service.name)
    const answer = await ask(context, service, keys, {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    })
    const tokens = tokensOf(context, service, answer)
    if (tokens)
      return { kind: 'tokens', tokens: { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken } }
    if ([400, 401, 403].includes(answer.status) || saysEnded(answer)) return { kind: 'ended' }
    return { kind: 'trouble', say: `${service.name} could not renew the permission just now.` }
  } catch (error) {
    if (error instanceof FetchError) return { kind: 'trouble', say: unreached(error) }
    // The app was taken out of Rostrum after the account was connected: no fault of the connection.
    if (error instanceof ConnectRefused) return { kind: 'trouble', say: error.message }
    throw error
  }
}

const refusal = z.object({ error: z.string() })

/**
 * Does the network know the app? It is shown a code that nobody has, and the app's own id and secret: whoever keeps to
 * RFC 6749, section 5.2, says `invalid_client` when those are wrong, and `invalid_grant` when only the code is.
 * Throws `NetworkTrouble`, and `ConnectRefused` while no app is registered.
 */
export async function checkOAuth2App(context: NetworkContext, service: OAuth2Service): Promise<AppCheck> {
  const keys = await appKeys(context, service.name)
  const answer = await ask(context, service, keys, {
    grant_type: 'authorization_code',
    code: randomBytes(24).toString('base64url'),
    redirect_uri: `${context.publicUrl}${callbackPath(service.id)}`,
    ...(service.pkce ? { code_verifier: randomBytes(48).toString('base64url') } : {}),
  }).catch(unreachable)
  const said = refusal.safeParse(answer.body).data?.error
  if (said === 'invalid_grant') return { kind: 'works' }
  if (said === 'invalid_client' || said === 'unauthorized_client')
    return {
      kind: 'refused',
      say: `${service.name} does not take this id and secret. Copy both again from its console.`,
    }
  return {
    kind: 'unsure',
    say: `${service.name} did not say whether it knows the app. Connecting the first account shows it.`,
  }
}

/** Some networks answer their refusals with a 200. */
function saysEnded({ body }: ApiAnswer): boolean {
  return z.object({ error: z.literal('invalid_grant') }).safeParse(body).success
}

function ask(
  context: NetworkContext,
  service: OAuth2Service,
  { clientId, clientSecret }: AppKeys,
  fields: Record<string, string>,
): Promise<ApiAnswer> {
  const idName = service.idName ?? 'client_id'
  const secretName = idName === 'client_id' ? 'client_secret' : idName.replace(/_(?:id|key)$/, '_secret')
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)
  return callApi(context, {
    method: 'POST',
    url: service.tokenUrl,
    form: {
      ...fields,
      [idName]: clientId,
      ...(service.secretIn === 'basic' ? {} : { [secretName]: clientSecret }),
    },
    headers: service.secretIn === 'basic' ? { authorization: `Basic ${basic.toString('base64')}` } : {},
  })
}

/** Null when the answer holds no tokens. */
function tokensOf(context: NetworkContext, service: OAuth2Service, answer: ApiAnswer): Tokens | null {
  const given = tokenShape.safeParse(answer.body)
  if (answer.status !== 200 || !given.success) return null
  const { access_token, refresh_token, scope, expires_in, refresh_expires_in, refresh_token_expires_in } =
    given.data
  const inSeconds = (count: number | null | undefined) =>
    count ? isoOf(context.clock.now().add({ seconds: Math.floor(count) })) : null
  const granted = Array.isArray(scope) ? scope : (scope ?? '').split(/[ ,]+/).filter(Boolean)
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    scopes: granted.length > 0 ? granted : [...service.scopes],
    expiresAt: inSeconds(expires_in),
    refreshExpiresAt: inSeconds(refresh_expires_in ?? refresh_token_expires_in),
    body: answer.body,
  }
}
