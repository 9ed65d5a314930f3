import { z } from 'zod'
import {
  ConnectRefused,
  NetworkTrouble,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type OpenConnection,
  type Started,
} from '../contract.ts'
import { callApi } from '../families/call.ts'
import { appKeys, finishOAuth2, refreshOAuth2, startOAuth2, tokenFields } from '../families/oauth2.ts'
import { troubled } from '../families/outcomes.ts'
import { endOfGrant, type Renewing } from '../families/renew.ts'
import { callX, wordsOf, xService, type Settings } from './api.ts'
import { excerpt } from '../answers.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import { xProfile } from './limits.ts'

export const xGrant = z.object(tokenFields)
type XGrant = z.infer<typeof xGrant>

const me = z.object({ data: z.object({ id: z.string().min(1), username: z.string(), name: z.string() }) })

export const xAppFields: ConnectField[] = [
  {
    name: 'clientId',
    label: 'Client ID',
    hint: 'Under “OAuth 2.0 Client ID and Client Secret” of the app.',
    secret: false,
    required: true,
  },
  {
    name: 'clientSecret',
    label: 'Client Secret',
    hint: 'Shown once when it is made. The app must be of the type “Web App, Automated App or Bot”.',
    secret: true,
    required: true,
  },
]

/** Tokens last two hours; a renewed one is fetched a quarter of an hour before. */
export function xRenewing(context: NetworkContext, settings: Settings): Renewing<XGrant> {
  return {
    id: 'x',
    name: 'X',
    shape: xGrant,
    ahead: 15 * 60_000,
    renew: ({ refreshToken }) =>
      refreshToken === null
        ? Promise.resolve({ kind: 'ended' })
        : refreshOAuth2(context, xService(settings), refreshToken),
  }
}

export async function startX(
  context: NetworkContext,
  settings: Settings,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(xProfile, typed)
  return startOAuth2(context, xService(settings), state, { handle })
}

export async function finishX(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const tokens = await finishOAuth2(context, xService(settings), pending, params)
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes } = tokens
  const grant: XGrant = { accessToken, refreshToken, expiresAt, refreshExpiresAt }
  try {
    const who = await whose(context, settings, accessToken)
    if (who.username.toLowerCase() !== handle)
      throw new ConnectRefused(
        `You signed in as @${who.username}, not as @${handle}. Sign out at X, sign in as @${handle}, then connect again.`,
      )
    return {
      remoteId: who.id,
      handle,
      displayName: who.name || who.username,
      profileUrl: `https://x.com/${who.username}`,
      server: settings.api,
      grant: { ...grant },
      scopes,
      expiresAt: endOfGrant(grant),
    }
  } catch (error) {
    await revokeX(context, settings, grant)
    throw error
  }
}

async function whose(context: NetworkContext, settings: Settings, token: string) {
  const call = { method: 'GET', path: '/2/users/me' } as const
  const answer = await callX(context, settings, call, token).catch(troubled('Begin again.'))
  const who = me.safeParse(answer.body)
  if (answer.status === 200 && who.success) return who.data.data
  const why = excerpt(wordsOf(answer) || `status ${answer.status}`, [token])
  throw new ConnectRefused(`X did not say whose account this is (${why}). Begin again.`)
}

/** https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token, read 2026-11. */
async function revokeX(context: NetworkContext, settings: Settings, grant: XGrant): Promise<void> {
  const { clientId, clientSecret } = await appKeys(context, 'X')
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)
  const tokens = [
    { token: grant.refreshToken, hint: 'refresh_token' },
    { token: grant.accessToken, hint: 'access_token' },
  ]
  for (const { token, hint } of tokens) {
    if (token === null) continue
    const answer = await callApi(context, {
      method: 'POST',
      url: `${settings.api}/2/oauth2/revoke`,
      form: { token, token_type_hint: hint, client_id: clientId },
      headers: { authorization: `Basic ${basic.toString('base64')}` },
      timeout: settings.timeout,
    }).catch(troubled('The permission could not be given back.'))
    if (answer.status >= 500 || answer.status === 401 || answer.status === 429)
      throw new NetworkTrouble(`X answered ${answer.status} when the permission was to be given back.`)
  }
}

/** Gives the tokens back. Harmless when they are gone already. */
export async function disconnectX(
  context: NetworkContext,
  settings: Settings,
  connection: OpenConnection,
): Promise<void> {
  const grant = xGrant.safeParse(connection.grant)
  if (!grant.success)
    throw new NetworkTrouble(
      `The connection of ${connection.handle} can’t be read, so it could not be ended.`,
    )
  await revokeX(context, settings, grant.data)
}
