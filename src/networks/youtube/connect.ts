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
import {
  finishOAuth2,
  refreshOAuth2,
  startOAuth2,
  type OAuth2Service,
  tokenFields,
} from '../families/oauth2.ts'
import { troubled } from '../families/outcomes.ts'
import { endOfGrant, type Renewing } from '../families/renew.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import type { Settings } from './api.ts'
import { youtubeProfile } from './limits.ts'

/**
 * The one scope that lets captions and comments be written; it is enough for all the rest that is done here.
 * https://developers.google.com/youtube/v3/guides/auth/server-side-web-apps, read 2026-11.
 */
export const youtubeScopes = ['https://www.googleapis.com/auth/youtube.force-ssl']

export const youtubeGrant = z.object({
  ...tokenFields,
  /** The list that holds every upload of the channel. */
  uploads: z.string().min(1),
})
type YouTubeGrant = z.infer<typeof youtubeGrant>

/** https://developers.google.com/youtube/v3/docs/channels, read 2026-11. Without a channel there are no items at all. */
const channels = z.object({
  items: z
    .array(
      z.object({
        id: z.string().min(1),
        snippet: z.object({ title: z.string(), customUrl: z.string().nullish() }),
        contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string().min(1) }) }),
      }),
    )
    .default([]),
})

export const youtubeAppFields: ConnectField[] = [
  {
    name: 'clientId',
    label: 'Client ID',
    hint: 'Of the OAuth client of type “Web application”; it ends in .apps.googleusercontent.com.',
    secret: false,
    required: true,
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    hint: 'Shown once when the client is made.',
    secret: true,
    required: true,
  },
]

/** https://developers.google.com/identity/protocols/oauth2/web-server, read 2026-11. */
export function googleService({ pages, tokens }: Settings): OAuth2Service {
  return {
    id: 'youtube',
    name: 'YouTube',
    authorizeUrl: `${pages}/o/oauth2/v2/auth`,
    tokenUrl: `${tokens}/token`,
    scopes: youtubeScopes,
    pkce: true,
    // A refresh token comes with the first consent only, unless it is asked for anew each time.
    ask: { access_type: 'offline', prompt: 'consent' },
  }
}

/** Tokens last an hour; a renewed one is fetched ten minutes before. Google sends no new refresh token with it. */
export function youtubeRenewing(context: NetworkContext, settings: Settings): Renewing<YouTubeGrant> {
  return {
    id: 'youtube',
    name: 'YouTube',
    shape: youtubeGrant,
    ahead: 10 * 60_000,
    renew: ({ refreshToken }) =>
      refreshToken === null
        ? Promise.resolve({ kind: 'ended' })
        : refreshOAuth2(context, googleService(settings), refreshToken),
  }
}

export function startYouTube(
  context: NetworkContext,
  settings: Settings,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(youtubeProfile, typed)
  return startOAuth2(context, googleService(settings), state, { handle })
}

export async function finishYouTube(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const tokens = await finishOAuth2(context, googleService(settings), pending, params)
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes } = tokens
  // What turns out to be no use is dropped, not revoked: Google would end every permission of that channel, and it may
  // be connected here as another account.
  if (youtubeScopes.some((scope) => !scopes.includes(scope)))
    throw new ConnectRefused('YouTube was not allowed to be managed. Begin again and leave the box ticked.')
  if (refreshToken === null)
    throw new ConnectRefused(
      'Google gave a permission of an hour only. Remove Rostrum at myaccount.google.com/connections, then connect again.',
    )
  const channel = await channelOf(context, settings, accessToken)
  const named = youtubeProfile.normaliseHandle(channel.snippet.customUrl ?? '')
  if (named !== handle)
    throw new ConnectRefused(
      `You chose the channel “${channel.snippet.title}” (${named === '' ? channel.id : `@${named}`}), not @${handle}. Begin again and choose @${handle} where Google asks for the account or brand account.`,
    )
  const { uploads } = channel.contentDetails.relatedPlaylists
  const grant: YouTubeGrant = { accessToken, refreshToken, expiresAt, refreshExpiresAt, uploads }
  return {
    remoteId: channel.id,
    handle,
    displayName: channel.snippet.title,
    profileUrl: `https://www.youtube.com/channel/${channel.id}`,
    server: settings.api,
    grant: { ...grant },
    scopes,
    expiresAt: endOfGrant(grant),
  }
}

/** The one channel for which the person signed in: Google asks which, when there are several. */
async function channelOf(context: NetworkContext, settings: Settings, token: string) {
  const answer = await callApi(context, {
    method: 'GET',
    url: `${settings.api}/youtube/v3/channels`,
    query: { part: 'snippet,contentDetails', mine: 'true' },
    token,
    timeout: settings.timeout,
  }).catch(troubled('Begin again.'))
  const read = answer.status === 200 ? channels.safeParse(answer.body) : null
  if (!read?.success)
    throw new NetworkTrouble(
      `YouTube answered ${answer.status} when asked for the channel. Try again in a minute.`,
    )
  const [channel] = read.data.items
  if (channel) return channel
  throw new ConnectRefused(
    'The account that you chose has no channel on YouTube. Begin again and choose the one that has.',
  )
}

/** https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke, read 2026-11: 400 when it has ended. */
async function revoke(context: NetworkContext, settings: Settings, token: string): Promise<void> {
  const answer = await callApi(context, {
    method: 'POST',
    url: `${settings.tokens}/revoke`,
    form: { token },
    timeout: settings.timeout,
  }).catch(troubled('The permission could not be given back.'))
  if (answer.status !== 200 && answer.status !== 400)
    throw new NetworkTrouble(`Google answered ${answer.status} when the permission was to be given back.`)
}

/** Gives the grant back, and with it all its tokens. Harmless when it is gone already. */
export async function disconnectYouTube(
  context: NetworkContext,
  settings: Settings,
  connection: OpenConnection,
): Promise<void> {
  const grant = youtubeGrant.safeParse(connection.grant)
  if (!grant.success)
    throw new NetworkTrouble(
      `The connection of ${connection.handle} can’t be read, so it could not be ended.`,
    )
  await revoke(context, settings, grant.data.refreshToken ?? grant.data.accessToken)
}
