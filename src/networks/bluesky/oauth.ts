import {
  buildAtprotoLoopbackClientMetadata,
  JoseKey,
  Keyset,
  NodeOAuthClient,
  OAuthResponseError,
  TokenInvalidError,
  TokenRefreshError,
  TokenRevokedError,
  type NodeSavedSession,
  type NodeSavedState,
  type OAuthClientMetadataInput,
  type OAuthSession,
} from '@atproto/oauth-client-node'
import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import {
  callbackPath,
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
import { didOfHandle, proveHandle, type Settings } from './identity.ts'
import { blueskyProfile } from './limits.ts'
import { contentOf, errorOf, pathOf, type Caller, type XrpcAnswer } from './xrpc.ts'

export const oauthGrant = z.object({ kind: z.literal('oauth'), did: z.string() })

/** Posts and their pictures, nothing else of the account. */
const leastScope = 'atproto repo:app.bsky.feed.post blob:image/*'
/** For servers that know no finer permissions yet (before the permission sets of 2025). */
const broadScope = 'atproto transition:generic'
const allScopes = `${leastScope} transition:generic`

const metadataPath = '/oauth/bluesky/client-metadata.json'
const jwksPath = '/oauth/bluesky/jwks.json'

/** On a newcomer's own machine no server can fetch our metadata; the protocol then takes them from the client's name. */
export function isLoopback(publicUrl: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname)
}

function clientMetadata(context: NetworkContext): OAuthClientMetadataInput {
  const callback = new URL(callbackPath('bluesky'), context.publicUrl)
  if (isLoopback(context.publicUrl)) {
    // The protocol allows loopback addresses, not the name (https://atproto.com/specs/oauth, 2026-11).
    if (callback.hostname === 'localhost') callback.hostname = '127.0.0.1'
    const redirect = callback.href as `http://127.0.0.1/${string}`
    return buildAtprotoLoopbackClientMetadata({ scope: allScopes, redirect_uris: [redirect] })
  }
  const web = context.publicUrl as `https://${string}`
  return {
    client_id: `${web}${metadataPath}`,
    client_name: context.appName,
    client_uri: web,
    redirect_uris: [callback.href as `https://${string}`],
    scope: allScopes,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    dpop_bound_access_tokens: true,
    jwks_uri: `${web}${jwksPath}`,
  }
}

/** The key by which this installation proves to servers that it is itself; made once. */
async function clientKey(context: NetworkContext): Promise<JoseKey> {
  return context.lock('bluesky:client-key', async () => {
    const kept = z.record(z.string(), z.json()).safeParse(await context.store.get('client-key', 'es256'))
    if (kept.success) return JoseKey.fromJWK(kept.data)
    const key = await JoseKey.generate(['ES256'], `rostrum-${isoOf(context.clock.now()).slice(0, 10)}`)
    await context.store.set('client-key', 'es256', plain(key.privateJwk))
    return key
  })
}

/** Through JSON, as the store keeps nothing else. */
function plain(value: unknown): Json {
  return z.json().parse(JSON.parse(JSON.stringify(value)))
}

interface Stores {
  /** Tells which `state` the library sent for one of ours. */
  sentStates: Map<string, string>
}

function createClient(
  context: NetworkContext,
  settings: Settings,
  key: JoseKey | null,
  { sentStates }: Stores,
) {
  const { store } = context
  return new NodeOAuthClient({
    clientMetadata: clientMetadata(context),
    keyset: key ? new Keyset([key]) : undefined,
    fetch: context.fetch.standard,
    allowHttp: settings.plcUrl.startsWith('http:'),
    plcDirectoryUrl: settings.plcUrl,
    handleResolver: {
      resolve: (handle) =>
        didOfHandle(context, settings, handle, null) as Promise<`did:plc:${string}` | null>,
    },
    requestLock: async (name, work) => context.lock(`bluesky:${name}`, async () => work()),
    stateStore: {
      set: async (state, value) => {
        if (value.appState) sentStates.set(value.appState, state)
        await store.set('oauth-state', state, plain(value), isoOf(context.clock.now().add({ hours: 1 })))
      },
      get: async (state) => (await store.get('oauth-state', state)) as NodeSavedState | undefined,
      del: (state) => store.delete('oauth-state', state),
    },
    sessionStore: {
      set: async (did, value) => store.set('oauth-session', did, await neverEmptier(context, did, value)),
      get: async (did) => (await store.get('oauth-session', did)) as NodeSavedSession | undefined,
      del: (did) => store.delete('oauth-session', did),
    },
  })
}

/** A renewal that brings no new refresh token must not take the old one away. */
async function neverEmptier(context: NetworkContext, did: string, value: NodeSavedSession): Promise<Json> {
  if (!value.tokenSet.access_token) throw new TypeError('A grant without an access token is none')
  if (value.tokenSet.refresh_token) return plain(value)
  const old = (await context.store.get('oauth-session', did)) as NodeSavedSession | undefined
  return plain({ ...value, tokenSet: { ...value.tokenSet, refresh_token: old?.tokenSet.refresh_token } })
}

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

export function createOAuth(context: NetworkContext, settings: Settings) {
  const stores: Stores = { sentStates: new Map() }
  let made: Promise<NodeOAuthClient> | null = null

  const client = (): Promise<NodeOAuthClient> => {
    made ??= (isLoopback(context.publicUrl) ? Promise.resolve(null) : clientKey(context))
      .then((key) => createClient(context, settings, key, stores))
      .catch((error: unknown) => {
        made = null
        throw error
      })
    return made
  }

  async function authorise(target: string, state: string): Promise<URL> {
    const ready = await client()
    try {
      return await ready.authorize(target, { state, scope: leastScope })
    } catch (error) {
      if (!(error instanceof OAuthResponseError) || error.error !== 'invalid_scope') throw error
      return ready.authorize(target, { state, scope: broadScope })
    }
  }

  async function start(typed: string, state: string): Promise<Started> {
    const handle = blueskyProfile.normaliseHandle(typed)
    const problem = blueskyProfile.handleProblem(handle)
    if (problem) throw new ConnectRefused(problem)
    const did = await didOfHandle(context, settings, handle, null)
    if (did === null) throw new ConnectRefused(`There is no account ${handle} on Bluesky. Check the handle.`)
    try {
      const url = await authorise(did, state)
      const sent = stores.sentStates.get(state)
      stores.sentStates.delete(state)
      return { url: url.href, pending: { handle }, state: sent ?? state }
    } catch (error) {
      throw trouble(
        context,
        error,
        'The account’s server could not begin the sign-in. Try again, or connect with an app password.',
      )
    }
  }

  async function finish(pending: Json, params: URLSearchParams): Promise<Connected> {
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
    const identity = await proveHandle(context, settings, session.did, handle).catch(
      async (error: unknown) => {
        await ready.revoke(session.did)
        throw error
      },
    )
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

  async function open(connection: OpenConnection, did: string): Promise<Caller> {
    const over = () =>
      new ReconnectNeeded(
        `Bluesky’s permission for ${connection.handle} has ended. Connect the account again.`,
      )
    if ((await context.store.get('oauth-session', did)) === undefined) throw over()
    const ready = await client()
    const session = await ready.restore(did).catch((error: unknown) => {
      throw isOver(error)
        ? over()
        : trouble(context, error, 'The account’s server does not answer. Try again in a minute.')
    })
    return async (call) => {
      await renewed(session).catch((error: unknown) => {
        throw isOver(error)
          ? over()
          : trouble(context, error, 'The connection could not be renewed just now.')
      })
      const { headers, body } = contentOf(call)
      const answer = await answerOf(
        await session.fetchHandler(pathOf(call), {
          method: call.method,
          headers,
          body: body as BodyInit | undefined,
          signal: AbortSignal.timeout(settings.timeout),
        }),
      )
      if (answer.status !== 401) return answer
      // The library has tried to renew. It forgets a session that is over for certain, and only that.
      if ((await context.store.get('oauth-session', did)) === undefined) throw over()
      throw new NetworkTrouble(`The connection could not be renewed just now: ${errorOf(answer).error}.`)
    }
  }

  async function disconnect(did: string): Promise<void> {
    const ready = await client()
    await ready.revoke(did).catch((error: unknown) => {
      if (isOver(error)) return
      throw trouble(context, error, 'The server could not be told to end the connection.')
    })
  }

  /** What servers fetch to learn who asks. Nothing on a newcomer's own machine, where they can't. */
  function documents(): PublicDocument[] {
    if (isLoopback(context.publicUrl)) return []
    return [
      { path: metadataPath, read: async () => plain((await client()).clientMetadata) },
      { path: jwksPath, read: async () => plain((await client()).jwks) },
    ]
  }

  return { start, finish, open, disconnect, documents }
}

/** Renews a token that has run out before the call, so that a fault of renewing is not taken for one of sending. */
async function renewed(session: OAuthSession): Promise<void> {
  await session.getTokenInfo('auto')
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
