/**
 * OAuth 1.0a with HMAC-SHA1 (RFC 5849), where a network still has it: every request is signed, and a person allows it
 * on the network's own page.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { excerpt, unreachable } from '../answers.ts'
import {
  callbackPath,
  ConnectRefused,
  NetworkTrouble,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from './call.ts'
import { appKeys } from './oauth2.ts'

/** How one network wants it. */
export interface OAuth1Service {
  /** The network's id, and its name for sentences. */
  id: string
  name: string
  requestTokenUrl: string
  authorizeUrl: string
  accessTokenUrl: string
  /** More for the sign-in page's address. */
  ask?: Readonly<Record<string, string>>
}

export interface OAuth1Keys {
  key: string
  secret: string
}

/** A token and what signs with it. */
export interface OAuth1Token {
  token: string
  secret: string
}

/** What is signed of a request. `fields`: of the query and of the body's form, as far as the network signs them. */
export interface Signed {
  method: string
  url: string
  fields: Readonly<Record<string, string>>
}

/** RFC 3986: also what `encodeURIComponent` leaves as it is. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** RFC 5849, 3.4. */
export function signatureOf(
  { method, url, fields }: Signed,
  keys: OAuth1Keys,
  token: OAuth1Token | null,
): string {
  const pairs = Object.entries(fields)
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .toSorted(([a, one], [b, other]) => byBytes(a, b) || byBytes(one, other))
    .map(([name, value]) => `${name}=${value}`)
  const base = [method.toUpperCase(), url, pairs.join('&')].map(encoded).join('&')
  const key = `${encoded(keys.secret)}&${encoded(token?.secret ?? '')}`
  return createHmac('sha1', key).update(base).digest('base64')
}

/** Signs by the clock of the other side: one that refuses our time is told its own. */
export interface OAuth1Signer {
  header(
    signed: Signed,
    keys: OAuth1Keys,
    token: OAuth1Token | null,
    more?: Readonly<Record<string, string>>,
  ): string
  /** Takes the time of an answer that refused ours. True when asking again may help. */
  learn(answer: ApiAnswer): boolean
}

export function createOAuth1Signer({ clock }: Pick<NetworkContext, 'clock'>): OAuth1Signer {
  let ahead = 0
  return {
    header(signed, keys, token, more = {}) {
      const ours: Record<string, string> = {
        oauth_consumer_key: keys.key,
        oauth_nonce: randomBytes(16).toString('hex'),
        oauth_signature_method: 'HMAC-SHA1',
        oauth_timestamp: String(Math.floor((clock.now().epochMilliseconds + ahead) / 1000)),
        oauth_version: '1.0',
        ...(token ? { oauth_token: token.token } : {}),
        ...more,
      }
      const oauth_signature = signatureOf({ ...signed, fields: { ...signed.fields, ...ours } }, keys, token)
      const pairs = Object.entries({ ...ours, oauth_signature })
      return `OAuth ${pairs.map(([name, value]) => `${encoded(name)}="${encoded(value)}"`).join(', ')}`
    },
    learn({ status, headers, text }) {
      if (status < 400 || status >= 500 || !/oauth_problem=timestamp_refused/.test(text)) return false
      const theirs = Date.parse(headers.get('date') ?? '')
      if (!Number.isFinite(theirs)) return false
      const before = ahead
      ahead = theirs - clock.now().epochMilliseconds
      return Math.abs(ahead - before) > 1000
    },
  }
}

/** Signs one call, and once more by the other side's clock when it refuses ours: that proves that nothing was done. */
export async function callSigned(
  context: Pick<NetworkContext, 'fetch'>,
  signer: OAuth1Signer,
  call: ApiCall,
  who: { keys: OAuth1Keys; token: OAuth1Token | null; more?: Readonly<Record<string, string>> },
  /** What of a multipart body is signed; RFC 5849 leaves all of it out, some networks do not. */
  fields: Readonly<Record<string, string>> = { ...call.query, ...call.form },
): Promise<ApiAnswer> {
  const send = () => {
    const authorization = signer.header(
      { method: call.method, url: call.url, fields },
      who.keys,
      who.token,
      who.more,
    )
    return callApi(context, { ...call, headers: { ...call.headers, authorization } })
  }
  const answer = await send()
  return signer.learn(answer) ? send() : answer
}

const pendingShape = z.object({ requestToken: z.string(), requestSecret: z.string() }).loose()
const tokenShape = z.object({ oauth_token: z.string().min(1), oauth_token_secret: z.string().min(1) })
const confirmed = tokenShape.extend({ oauth_callback_confirmed: z.literal('true') })

async function keysOf(context: NetworkContext, name: string): Promise<OAuth1Keys> {
  const { clientId, clientSecret } = await appKeys(context, name)
  return { key: clientId, secret: clientSecret }
}

const formOf = ({ text }: ApiAnswer): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

function refused(name: string, answer: ApiAnswer, secrets: readonly string[]): Error {
  if (answer.status >= 500 || answer.status === 429)
    return new NetworkTrouble(`${name} could not finish the sign-in just now. Try again in a minute.`)
  const why = excerpt(/oauth_problem=[a-z_]+/.exec(answer.text)?.[0] ?? `status ${answer.status}`, secrets)
  return new ConnectRefused(`${name} did not accept the sign-in (${why}). Begin again.`)
}

/** Where to send the browser. `more` is kept until it comes back; the state comes back with our own address. */
export async function startOAuth1(
  context: NetworkContext,
  service: OAuth1Service,
  signer: OAuth1Signer,
  state: string,
  more: { [key: string]: Json } = {},
): Promise<Started> {
  const keys = await keysOf(context, service.name)
  const callback = new URL(callbackPath(service.id), context.publicUrl)
  callback.searchParams.set('state', state)
  const call = { method: 'POST', url: service.requestTokenUrl } as const
  const who = { keys, token: null, more: { oauth_callback: callback.href } }
  const answer = await callSigned(context, signer, call, who).catch(unreachable)
  const given = answer.status === 200 ? confirmed.safeParse(formOf(answer)) : null
  if (!given?.success) throw refused(service.name, answer, [keys.secret])
  const { oauth_token: requestToken, oauth_token_secret: requestSecret } = given.data
  const url = new URL(service.authorizeUrl)
  for (const [name, value] of Object.entries({ oauth_token: requestToken, ...service.ask }))
    url.searchParams.set(name, value)
  return { url: url.href, pending: { ...more, requestToken, requestSecret } }
}

/** The lasting token, and whatever else the network says with it. */
export async function finishOAuth1(
  context: NetworkContext,
  service: OAuth1Service,
  signer: OAuth1Signer,
  pending: Json,
  params: URLSearchParams,
): Promise<OAuth1Token & { said: Record<string, string> }> {
  const { requestToken, requestSecret } = pendingShape.parse(pending)
  if (params.has('denied') || params.has('oauth_problem') || params.has('error'))
    throw new ConnectRefused('Nothing was connected: the permission was not given.')
  const verifier = params.get('oauth_verifier')
  if (!verifier || params.get('oauth_token') !== requestToken)
    throw new ConnectRefused(`${service.name} sent no code back. Begin again.`)
  const keys = await keysOf(context, service.name)
  const token = { token: requestToken, secret: requestSecret }
  const call = { method: 'POST', url: service.accessTokenUrl } as const
  const who = { keys, token, more: { oauth_verifier: verifier } }
  const answer = await callSigned(context, signer, call, who).catch(unreachable)
  const said = formOf(answer)
  const given = answer.status === 200 ? tokenShape.safeParse(said) : null
  if (!given?.success) throw refused(service.name, answer, [keys.secret, requestSecret, verifier])
  return { token: given.data.oauth_token, secret: given.data.oauth_token_secret, said }
}
