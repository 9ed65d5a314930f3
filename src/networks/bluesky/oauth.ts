import {
  OAuthResponseError,
  TokenInvalidError,
  TokenRefreshError,
  TokenRevokedError,
  type OAuthSession,
} from '@atproto/oauth-client-node'
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type Connected,
  type Json,
  type NetworkContext,
  type OpenConnection,
  type PublicDocument,
  type Started,
} from '../contract.ts'
import { typedHandle } from '../families/handle.ts'
import { didOfHandle, proveHandle } from './identity.ts'
import { blueskyProfile } from './limits.ts'
import {
  broadScope,
  isLoopback,
  jwksPath,
  leastScope,
  metadataPath,
  plain,
  type OAuthPart,
} from './oauth-client.ts'
import { contentOf, errorOf, pathOf, type Caller, type XrpcAnswer } from './xrpc.ts'

export const oauthGrant = z.object({ kind: z.literal('oauth'), did: z.string() })

/** The certain ends of a grant, as the library names them. */
function isOver(error: unknown): boolean {
  return (
    error instanceof TokenRefreshError ||
    error instanceof TokenRevokedError ||
    error instanceof TokenInvalidError
  )
}

/** What the library threw, in our words. Its messages may carry addresses with codes in them, so none is passed on. */
function trouble(context: NetworkContext, error: unknown, say: string): Error {
  context.log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'Bluesky sign-in failed')
  return new NetworkTrouble(say)
}

async function authorise({ client }: OAuthPart, target: string, state: string): Promise<URL> {
  const ready = await client()
  try {
    return await ready.authorize(target, { state, scope: leastScope })
  } catch (error) {
    if (!(error instanceof OAuthResponseError) || error.error !== 'invalid_scope') throw error
    return ready.authorize(target, { state, scope: broadScope })
  }
}

export async function startOAuth(part: OAuthPart, typed: string, state: string): Promise<Started> {
  const { context, settings, sentStates } = part
  const handle = typedHandle(blueskyProfile, typed)
  const did = await didOfHandle(context, settings, handle, null)
  if (did === null) throw new ConnectRefused(`There is no account ${handle} on Bluesky. Check the handle.`)
  try {
    const url = await authorise(part, did, state)
    const sent = sentStates.get(state)
    sentStates.delete(state)
    return { url: url.href, pending: { handle }, state: sent ?? state }
  } catch (error) {
    throw trouble(
      context,
      error,
      'The account’s server could not begin the sign-in. Try again, or connect with an app password.',
    )
  }
}

export async function finishOAuth(
  { context, settings, client }: OAuthPart,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const { handle } = z.object({ handle: z.string() }).parse(pending)
  if (params.get('error') === 'access_denied')
    throw new ConnectRefused('Nothing was connected: the permission was not given.')
  const ready = await client()
  const session = await ready.callback(params).then(
    (answer) => answer.session,
    (error: unknown) => {
      context.log.warn({ fault: error instanceof Error ? error.name : 'unknown' }, 'Bluesky sign-in failed')
      throw new ConnectRefused(
        'The sign-in could not be completed. Begin again; each attempt can be used once, within an hour.',
      )
    },
  )
  const identity = await proveHandle(context, settings, session.did, handle).catch(async (error: unknown) => {
    await ready.revoke(session.did)
    throw error
  })
  const { scope } = await session.getTokenInfo(false)
  return {
    remoteId: session.did,
    handle,
    displayName: handle,
    profileUrl: `${settings.appUrl}/profile/${handle}`,
    server: identity.server,
    grant: { kind: 'oauth', did: session.did },
    scopes: scope.split(' '),
    expiresAt: null,
  }
}

export async function openOAuth(
  { context, settings, client }: OAuthPart,
  connection: OpenConnection,
  did: string,
): Promise<Caller> {
  const over = () =>
    new ReconnectNeeded(`Bluesky’s permission for ${connection.handle} has ended. Connect the account again.`)
  if ((await context.store.get('oauth-session', did)) === undefined) throw over()
  const ready = await client()
  const session = await ready.restore(did).catch((error: unknown) => {
    throw isOver(error)
      ? over()
      : trouble(context, error, 'The account’s server does not answer. Try again in a minute.')
  })
  return async (call) => {
    await renewed(session).catch((error: unknown) => {
      throw isOver(error) ? over() : trouble(context, error, 'The connection could not be renewed just now.')
    })
    const { headers, body } = contentOf(call)
    const response = await session
      .fetchHandler(pathOf(call), {
        method: call.method,
        headers,
        // What comes bit by bit begins anew when the library repeats the request.
        ...({ body, duplex: 'half' } as RequestInit),
        signal: AbortSignal.timeout(settings.timeout + (call.longer ?? 0)),
      })
      .catch((error: unknown) => {
        throw silenceIn(error)
      })
    const answer = await answerOf(response)
    if (answer.status !== 401) return answer
    // The library has tried to renew. It forgets a session that is over for certain, and only that.
    if ((await context.store.get('oauth-session', did)) === undefined) throw over()
    throw new NetworkTrouble(`The connection could not be renewed just now: ${errorOf(answer).error}.`)
  }
}

export async function disconnectOAuth({ context, client }: OAuthPart, did: string): Promise<void> {
  const ready = await client()
  await ready.revoke(did).catch((error: unknown) => {
    if (isOver(error)) return
    throw trouble(context, error, 'The server could not be told to end the connection.')
  })
}

/** What servers fetch to learn who asks. Nothing on a newcomer's own machine, where they can't. */
export function oauthDocuments({ context, client }: OAuthPart): PublicDocument[] {
  if (isLoopback(context.publicUrl)) return []
  return [
    { path: metadataPath, read: async () => plain((await client()).clientMetadata) },
    { path: jwksPath, read: async () => plain((await client()).jwks) },
  ]
}

/** Renews a token that has run out before the call, so that a fault of renewing is not taken for one of sending. */
async function renewed(session: OAuthSession): Promise<void> {
  await session.getTokenInfo('auto')
}

/** The guarded fetch's own error, which the library wraps; whatever else broke may have sent something too. */
function silenceIn(error: unknown): FetchError {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof FetchError) return at
  return new FetchError('lost', 'The connection to the account’s server broke', { cause: error })
}

async function answerOf(response: Response): Promise<XrpcAnswer> {
  const text = await response.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { status: response.status, headers: response.headers, body, text }
}
