import { z } from 'zod'
import { unreachable } from '../answers.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  type AppCheck,
  type AppRegistration,
  type Connected,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import { checkByAppToken } from '../families/app-token.ts'
import { callApi } from '../families/call.ts'
import { appKeys, finishOAuth2, refreshOAuth2, startOAuth2, type OAuth2Service } from '../families/oauth2.ts'
import { endOfGrant, type Renewing } from '../families/renew.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import { isSuccess, saidBy, type Settings } from './api.ts'
import { askCreator } from './creator.ts'
import { tiktokProfile } from './limits.ts'

export const tiktokGrant = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  expiresAt: z.iso.datetime().nullable(),
  refreshExpiresAt: z.iso.datetime().nullish(),
})
export type TikTokGrant = z.infer<typeof tiktokGrant>

/** Who it is, posting, and reading the account's own public posts back. */
const scopes = ['user.info.basic', 'video.publish', 'video.list']

export const tiktokApp: AppRegistration = {
  fields: [
    {
      name: 'clientId',
      label: 'Client key',
      hint: 'TikTok’s name for the id of an app.',
      secret: false,
      required: true,
    },
    { name: 'clientSecret', label: 'Client secret', hint: '', secret: true, required: true },
  ],
  scopes,
  console: 'https://developers.tiktok.com/apps/',
}

/** No PKCE: TikTok takes a verifier from mobile and desktop apps only (read 2026-11). */
function serviceOf({ apiUrl, authorizeUrl }: Settings): OAuth2Service {
  return {
    id: 'tiktok',
    name: 'TikTok',
    authorizeUrl,
    tokenUrl: `${apiUrl}/v2/oauth/token/`,
    scopes,
    separator: ',',
    pkce: false,
    idName: 'client_key',
  }
}

/**
 * Does TikTok know the app? It gives an app a token of its own:
 * https://developers.tiktok.com/doc/client-access-token-management, read 2026-11.
 */
export function checkTikTokApp(context: NetworkContext, settings: Settings): Promise<AppCheck> {
  const { name, tokenUrl: url, idName = 'client_key' } = serviceOf(settings)
  return checkByAppToken(context, { name, url, method: 'POST', idName })
}

const openIdShape = z.object({ open_id: z.string().min(1) })

export function startTikTok(
  context: NetworkContext,
  settings: Settings,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(tiktokProfile, typed)
  return startOAuth2(context, serviceOf(settings), state, { handle })
}

export async function finishTikTok(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const tokens = await finishOAuth2(context, serviceOf(settings), pending, params)
  const openId = openIdShape.safeParse(tokens.body)
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt } = tokens
  if (!openId.success || refreshToken === null)
    throw new ConnectRefused('TikTok gave no lasting permission. Begin again.')
  const grant: TikTokGrant = { accessToken, refreshToken, expiresAt, refreshExpiresAt }
  try {
    const missing = scopes.filter((scope) => !tokens.scopes.includes(scope))
    // On TikTok's page a person may allow some of them only.
    if (missing.length > 0)
      throw new ConnectRefused(
        'TikTok was not allowed everything that is needed. Begin again, and leave every switch on.',
      )
    const { displayName, username } = await prove(context, settings, grant, handle)
    return {
      remoteId: openId.data.open_id,
      handle,
      displayName,
      profileUrl: `https://www.tiktok.com/@${username}`,
      server: new URL(settings.apiUrl).origin,
      grant,
      scopes: tokens.scopes,
      expiresAt: endOfGrant(grant),
    }
  } catch (error) {
    // What was granted and is not used is given back; when that can't be done, the first fault is still the one to tell.
    await disconnectTikTok(context, settings, grant).catch((fault: unknown) => {
      context.log.warn({ err: fault }, 'a permission of TikTok that is not used could not be given back')
    })
    throw error
  }
}

async function prove(context: NetworkContext, settings: Settings, grant: TikTokGrant, handle: string) {
  const { answer, creator } = await askCreator({ context, settings, grant }).catch(unreachable)
  if (!isSuccess(answer) || !creator)
    throw new ConnectRefused(
      `TikTok did not say whose account it is (${saidBy({ grant }, answer)}). Begin again.`,
    )
  const { creator_username: username, creator_nickname: displayName } = creator
  if (username.toLowerCase() === handle) return { username, displayName: displayName || username }
  throw new ConnectRefused(
    `You signed in as ${username}, not as ${handle}. Sign out of TikTok in this browser, sign in as ${handle}, then connect again.`,
  )
}

/**
 * Tokens last for hours (a day; two hours by the page of 2026-11-05) and the answer says for how many seconds. Each
 * refresh ends the refresh token before it: https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token.
 */
const ahead = 20 * 60_000

export function renewingTikTok(context: NetworkContext, settings: Settings): Renewing<TikTokGrant> {
  return {
    id: 'tiktok',
    name: 'TikTok',
    shape: tiktokGrant,
    ahead,
    renew: ({ refreshToken }) => refreshOAuth2(context, serviceOf(settings), refreshToken),
  }
}

/** Gives the permission back. Harmless when it is gone already. */
export async function disconnectTikTok(
  context: NetworkContext,
  settings: Settings,
  grant: TikTokGrant,
): Promise<void> {
  const token = await revocable(context, settings, grant)
  if (token === null) return
  const { clientId, clientSecret } = await appKeys(context, 'TikTok')
  const form = { client_key: clientId, client_secret: clientSecret, token }
  const url = `${settings.apiUrl}/v2/oauth/revoke/`
  const told = await callApi(context, { method: 'POST', url, form, timeout: settings.timeout }).catch(
    unreachable,
  )
  // 401 is said of a token that is none any more.
  if (told.status !== 200 && told.status !== 401)
    throw new NetworkTrouble('TikTok could not be told to end the connection.')
}

/** Only a token that holds can be given back, and with it goes all of the permission; null when that has ended. */
async function revocable(
  context: NetworkContext,
  settings: Settings,
  { accessToken, refreshToken, expiresAt }: TikTokGrant,
): Promise<string | null> {
  const soon = context.clock.now().epochMilliseconds + 60_000
  if (expiresAt === null || Date.parse(expiresAt) > soon) return accessToken
  const renewal = await refreshOAuth2(context, serviceOf(settings), refreshToken)
  if (renewal.kind === 'trouble') throw new NetworkTrouble(renewal.say)
  return renewal.kind === 'ended' ? null : renewal.tokens.accessToken
}
