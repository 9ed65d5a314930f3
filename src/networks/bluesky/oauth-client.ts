import {
  buildAtprotoLoopbackClientMetadata,
  JoseKey,
  Keyset,
  NodeOAuthClient,
  type NodeSavedSession,
  type NodeSavedState,
  type OAuthClientMetadataInput,
} from '@atproto/oauth-client-node'
import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import { callbackPath, type Json, type NetworkContext } from '../contract.ts'
import { didOfHandle, type Settings } from './identity.ts'

/** Posts with their pictures, videos and captions, nothing else of the account. */
export const leastScope = 'atproto repo:app.bsky.feed.post blob:image/* blob:video/mp4 blob:text/vtt'
/** For servers that know no finer permissions yet (before the permission sets of 2025). */
export const broadScope = 'atproto transition:generic'
const allScopes = `${leastScope} transition:generic`

export const metadataPath = '/oauth/bluesky/client-metadata.json'
export const jwksPath = '/oauth/bluesky/jwks.json'

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
    redirect_uris: [callback.href],
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
export function plain(value: unknown): Json {
  return z.json().parse(JSON.parse(JSON.stringify(value)))
}

function createClient(
  context: NetworkContext,
  settings: Settings,
  key: JoseKey | null,
  sentStates: Map<string, string>,
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

/** The library's client, made when it is first needed, with what sign-in needs beside it. */
export interface OAuthPart {
  context: NetworkContext
  settings: Settings
  client(): Promise<NodeOAuthClient>
  /** Which `state` the library sent for one of ours, until it was asked for. */
  sentStates: Map<string, string>
}

export function oauthPart(context: NetworkContext, settings: Settings): OAuthPart {
  const sentStates = new Map<string, string>()
  let made: Promise<NodeOAuthClient> | null = null
  const client = (): Promise<NodeOAuthClient> => {
    made ??= (isLoopback(context.publicUrl) ? Promise.resolve(null) : clientKey(context))
      .then((key) => createClient(context, settings, key, sentStates))
      .catch((error: unknown) => {
        made = null
        throw error
      })
    return made
  }
  return { context, settings, client, sentStates }
}
