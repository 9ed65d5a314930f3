/** Microsoft Graph, by which Teams and Outlook are reached: the sign-in of one tenant, its errors, its waiting. */
import { z } from 'zod'
import type { Clock } from '#platform/clock/index.ts'
import { after } from '../answers.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  type AppCheck,
  type AppRegistration,
  type ConnectField,
  type NetworkContext,
  type NotDone,
} from '../contract.ts'
import type { Bearer } from './bearer.ts'
import { callApi, type ApiAnswer, type ApiCall } from './call.ts'
import { checkOAuth2App, refreshOAuth2, type OAuth2Service, type Renewal, type Tokens } from './oauth2.ts'
import { ended, notDone, unanswered, unclear, type Reading } from './outcomes.ts'
import type { Renewable, Renewing } from './renew.ts'

export interface MicrosoftOptions {
  /** Where people sign in. */
  loginUrl?: string
  /** Where the API answers. */
  graphUrl?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds after a sending before what is not there is taken for absent; longer than `timeout`. */
  settle?: number
}
export type MicrosoftSettings = Required<MicrosoftOptions>

export const microsoftSettings: MicrosoftSettings = {
  loginUrl: 'https://login.microsoftonline.com',
  graphUrl: 'https://graph.microsoft.com',
  timeout: 20_000,
  settle: 25_000,
}

/** What one network asks for. */
export interface MicrosoftLogin {
  /** The network's id and name. */
  id: string
  name: string
  scopes: readonly string[]
}

/** What the administrator fills in of the app in Microsoft Entra. */
export function microsoftApp(scopes: readonly string[], more: ConnectField[] = []): AppRegistration {
  const where = 'On the app’s page “Overview” in the Microsoft Entra admin centre.'
  const field = (name: string, label: string, hint: string, secret = false): ConnectField => ({
    name,
    label,
    hint,
    secret,
    required: true,
  })
  return {
    fields: [
      field('tenant', 'Directory (tenant) ID', where),
      field('clientId', 'Application (client) ID', where),
      field('clientSecret', 'Client secret', 'Its “Value”, which is shown once; not its “Secret ID”.', true),
      ...more,
    ],
    scopes: [...scopes],
    console: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  }
}

const tenantShape = z.object({ tenant: z.string().regex(/^[a-z0-9.-]+$/i) })

/**
 * One tenant's own address, so that nobody from elsewhere can sign in.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, read 2026-11.
 */
export async function microsoftService(
  context: NetworkContext,
  { loginUrl }: MicrosoftSettings,
  { id, name, scopes }: MicrosoftLogin,
): Promise<OAuth2Service> {
  const keys = tenantShape.safeParse(await context.app())
  if (!keys.success)
    throw new ConnectRefused(
      `Nobody has registered an app with ${name} yet. Your administrator does that once, on the page “Networks”.`,
    )
  const base = `${loginUrl}/${encodeURIComponent(keys.data.tenant)}/oauth2/v2.0`
  return {
    id,
    name,
    scopes,
    pkce: true,
    authorizeUrl: `${base}/authorize`,
    tokenUrl: `${base}/token`,
    ask: { response_mode: 'query', prompt: 'select_account' },
  }
}

/** Does Entra know the app? Throws `NetworkTrouble`. */
export async function checkMicrosoftApp(
  context: NetworkContext,
  settings: MicrosoftSettings,
  login: MicrosoftLogin,
): Promise<AppCheck> {
  return checkOAuth2App(context, await microsoftService(context, settings, login))
}

/**
 * A refresh token lives 90 days, and each renewal gives a new one; the answer does not say so.
 * https://learn.microsoft.com/entra/identity-platform/refresh-tokens, read 2026-11.
 */
const refreshLife = { hours: 90 * 24 }

export function keptTokens(clock: Clock, tokens: Tokens) {
  const { accessToken, refreshToken, expiresAt } = tokens
  const refreshExpiresAt = clock.now().add(refreshLife).toString({ fractionalSecondDigits: 3 })
  return { accessToken, refreshToken, expiresAt, refreshExpiresAt }
}

/** What was asked for and not given; `offline_access` is never listed among what was. */
export function missingScopes({ scopes }: MicrosoftLogin, granted: readonly string[]): string[] {
  const given = new Set(granted.map((scope) => scope.toLowerCase().split('/').at(-1)))
  return scopes.filter((scope) => scope !== 'offline_access' && !given.has(scope.toLowerCase()))
}

/** Access tokens live an hour to an hour and a half; they are renewed five minutes before. */
export function microsoftRenewing<Grant extends Renewable>(
  context: NetworkContext,
  settings: MicrosoftSettings,
  login: MicrosoftLogin,
  shape: z.ZodType<Grant>,
): Renewing<Grant> {
  const renew = async ({ refreshToken }: Grant): Promise<Renewal> => {
    if (refreshToken === null) return { kind: 'ended' }
    const service = await microsoftService(context, settings, login)
    const renewal = await refreshOAuth2(context, service, refreshToken)
    if (renewal.kind !== 'tokens') return renewal
    return { kind: 'tokens', tokens: { ...renewal.tokens, ...keptTokens(context.clock, renewal.tokens) } }
  }
  return { id: login.id, name: login.name, shape, ahead: 5 * 60_000, renew }
}

export type GraphCall = Omit<ApiCall, 'url' | 'token'> & {
  /** Below `/v1.0`. */
  path: string
}
/** A call in the name of whoever connected the account. */
export type Graph = (call: GraphCall) => Promise<ApiAnswer>

export function callGraph(
  context: Pick<NetworkContext, 'fetch'>,
  { graphUrl, timeout }: MicrosoftSettings,
  { path, query = {}, ...call }: GraphCall,
  token: string,
): Promise<ApiAnswer> {
  // A form's plus for a space is no space to OData, and its names begin with a plain dollar.
  const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const search = asked.length > 0 ? `?${asked.join('&')}` : ''
  return callApi(context, { timeout, ...call, url: `${graphUrl}/v1.0${path}${search}`, token })
}

export function graphBy(context: NetworkContext, settings: MicrosoftSettings, bearer: Bearer): Graph {
  return (call) => bearer.call((token) => callGraph(context, settings, call, token))
}

/** The path of the next page; undefined when there is none, or when it leads away from the API. */
export function nextPage({ graphUrl }: MicrosoftSettings, link: string | null | undefined) {
  const base = `${graphUrl}/v1.0/`
  return link?.startsWith(base) ? link.slice(base.length - 1) : undefined
}

/** https://learn.microsoft.com/graph/errors, read 2026-11. */
const errorShape = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) })

export function graphCode(answer: ApiAnswer): string {
  return errorShape.safeParse(answer.body).data?.error.code ?? ''
}

export function graphWords(answer: ApiAnswer): string {
  const told = errorShape.safeParse(answer.body)
  if (!told.success) return ''
  const { code, message } = told.data.error
  return message === '' ? code : `${code}: ${message}`
}

/** For an answer that is no success. What does not come from Graph itself proves nothing. */
export function graphRefusal(reading: Reading, answer: ApiAnswer): NotDone {
  if (answer.status === 429 || answer.status === 401) return notDone(reading, answer)
  if (graphCode(answer) === '') return unclear(reading, answer)
  if (answer.status === 403) return { kind: 'reconnect', say: ended(reading, answer) }
  return notDone(reading, answer)
}

/** `NetworkTrouble` comes only of a renewal after a 401, which proved that nothing was done. */
export function graphStopped(reading: Reading, error: unknown): NotDone {
  if (!(error instanceof NetworkTrouble)) return unanswered(reading, error)
  const { retryAfter, message } = error
  return { kind: 'retry', after: retryAfter ?? after(reading.context.clock, 60), say: message }
}
