import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { isoOf } from '#platform/services.ts'
import { excerpt, unreached, unreachable } from '../answers.ts'
import {
  ConnectRefused,
  type AppCheck,
  type AppRegistration,
  type Connected,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import { checkByAppToken } from '../families/app-token.ts'
import { callApi, type ApiAnswer } from '../families/call.ts'
import {
  appKeys,
  finishOAuth2,
  startOAuth2,
  type OAuth2Service,
  type Renewal,
  type Tokens,
} from '../families/oauth2.ts'
import type { Renewing } from '../families/renew.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import { callThreads, meaningOf, saidBy, type Settings } from './api.ts'
import { threadsProfile } from './limits.ts'

export const threadsGrant = z.object({
  accessToken: z.string().min(1),
  /** Threads has none: the token itself is made new. */
  refreshToken: z.null(),
  expiresAt: z.iso.datetime().nullable(),
})
export type ThreadsGrant = z.infer<typeof threadsGrant>

const scopes = ['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_delete']

export const threadsApp: AppRegistration = {
  fields: [
    {
      name: 'clientId',
      label: 'Threads app ID',
      hint: 'Of the two ids that the app has, the one called “Threads app ID”.',
      secret: false,
      required: true,
    },
    { name: 'clientSecret', label: 'Threads app secret', hint: '', secret: true, required: true },
  ],
  scopes,
  console: 'https://developers.facebook.com/apps/',
}

/** No PKCE: the pages of the network name no challenge (read 2026-11). */
function serviceOf({ graphUrl, authorizeUrl }: Settings): OAuth2Service {
  return {
    id: 'threads',
    name: 'Threads',
    authorizeUrl,
    tokenUrl: `${graphUrl}/oauth/access_token`,
    scopes,
    separator: ',',
    pkce: false,
  }
}

const longLived = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })
const me = z.object({ id: z.string().min(1), username: z.string().min(1), name: z.string().nullish() })

export function startThreads(
  context: NetworkContext,
  settings: Settings,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(threadsProfile, typed)
  return startOAuth2(context, serviceOf(settings), state, { handle })
}

export async function finishThreads(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const { accessToken } = await finishOAuth2(context, serviceOf(settings), pending, params)
  const grant = await exchanged(context, settings, accessToken)
  const answer = await callThreads({ context, settings, grant }, 'GET', 'me', {
    fields: 'id,username,name',
  }).catch(unreachable)
  const who = me.safeParse(answer.body)
  if (meaningOf(answer) !== 'success' || !who.success)
    throw new ConnectRefused(
      `Threads did not say whose account it is (${saidBy({ grant }, answer)}). Begin again.`,
    )
  const { id, username, name } = who.data
  if (username.toLowerCase() !== handle)
    throw new ConnectRefused(
      `You signed in as ${username}, not as ${handle}. Sign out of Threads in this browser, sign in as ${handle}, then connect again.`,
    )
  return {
    remoteId: id,
    handle,
    displayName: name || username,
    profileUrl: `https://threads.com/@${username}`,
    server: new URL(settings.graphUrl).origin,
    grant,
    scopes,
    expiresAt: grant.expiresAt,
  }
}

/** The token of the sign-in lasts an hour; this trades it for one of sixty days. */
async function exchanged(
  context: NetworkContext,
  settings: Settings,
  accessToken: string,
): Promise<ThreadsGrant> {
  const { clientSecret } = await appKeys(context, 'Threads')
  const query = {
    grant_type: 'th_exchange_token',
    client_secret: clientSecret,
    access_token: accessToken,
  }
  const answer = await callApi(context, {
    method: 'GET',
    url: `${settings.graphUrl}/access_token`,
    query,
    timeout: settings.timeout,
  }).catch(unreachable)
  const given = longLived.safeParse(answer.body)
  if (answer.status === 200 && given.success) return grantOf(context, given.data)
  const why = excerpt(answer.text, [clientSecret, accessToken])
  throw new ConnectRefused(`Threads gave no lasting permission (${why}). Begin again.`)
}

function grantOf(
  { clock }: NetworkContext,
  { access_token, expires_in }: z.infer<typeof longLived>,
): ThreadsGrant {
  return {
    accessToken: access_token,
    refreshToken: null,
    expiresAt: isoOf(clock.now().add({ seconds: Math.floor(expires_in) })),
  }
}

/**
 * Does Threads know the app? It gives an app a token of its own:
 * https://developers.facebook.com/documentation/threads/get-started/app-access-tokens, read 2026-11.
 */
export function checkThreadsApp(context: NetworkContext, { graphUrl }: Settings): Promise<AppCheck> {
  return checkByAppToken(context, { name: 'Threads', url: `${graphUrl}/oauth/access_token`, method: 'GET' })
}

/**
 * A token of sixty days is made new when a third of them has gone: an account that is looked at once a month never
 * ends. One that has ended, or is younger than a day, can't be made new
 * (https://developers.facebook.com/docs/threads/get-started/long-lived-tokens, read 2026-11).
 */
const ahead = 40 * 86_400_000

export function renewingThreads(context: NetworkContext, settings: Settings): Renewing<ThreadsGrant> {
  return {
    id: 'threads',
    name: 'Threads',
    shape: threadsGrant,
    ahead,
    renew: (grant) => renewed(context, settings, grant),
  }
}

async function renewed(context: NetworkContext, settings: Settings, grant: ThreadsGrant): Promise<Renewal> {
  const query = { grant_type: 'th_refresh_token', access_token: grant.accessToken }
  try {
    const url = `${settings.graphUrl}/refresh_access_token`
    const answer = await callApi(context, { method: 'GET', url, query, timeout: settings.timeout })
    const given = longLived.safeParse(answer.body)
    if (answer.status === 200 && given.success)
      return { kind: 'tokens', tokens: tokensOf(grantOf(context, given.data), answer) }
    if (meaningOf(answer) === 'ended') return { kind: 'ended' }
    return { kind: 'trouble', say: 'Threads could not renew the permission just now.' }
  } catch (error) {
    if (error instanceof FetchError) return { kind: 'trouble', say: unreached(error) }
    throw error
  }
}

const tokensOf = ({ accessToken, expiresAt }: ThreadsGrant, answer: ApiAnswer): Tokens => ({
  accessToken,
  refreshToken: null,
  scopes,
  expiresAt,
  refreshExpiresAt: null,
  body: answer.body,
})

/** Has somebody ended the permission at Threads? False also when Threads does not say. */
export async function grantHasEnded(
  context: NetworkContext,
  settings: Settings,
  grant: ThreadsGrant,
): Promise<boolean> {
  const asked = callThreads({ context, settings, grant }, 'GET', 'me', { fields: 'id' })
  const answer = await asked.catch((error: unknown) => {
    if (error instanceof FetchError) return null
    throw error
  })
  return answer !== null && meaningOf(answer) === 'ended'
}
