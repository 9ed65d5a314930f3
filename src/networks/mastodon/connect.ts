import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { isoOf } from '#platform/services.ts'
import { comeBackAt, serverOrigin } from '../answers.ts'
import {
  callbackPath,
  ConnectRefused,
  NetworkTrouble,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { typedHandle } from '../families/handle.ts'
import { callServer, wordsOf, type ServerCall, type Settings } from './api.ts'
import { mastodonProfile } from './limits.ts'

export const mastodonGrant = z.object({
  token: z.string().min(1),
  clientId: z.string(),
  accountId: z.string().min(1),
})
export type MastodonGrant = z.infer<typeof mastodonGrant>

const app = z.object({ clientId: z.string().min(1), clientSecret: z.string(), scope: z.string() })
type App = z.infer<typeof app>

const registered = z.object({ client_id: z.string().min(1), client_secret: z.string().default('') })
const discovery = z.object({ scopes_supported: z.array(z.string()).default([]) })
const token = z.object({
  access_token: z.string().min(1),
  scope: z.string().default(''),
  expires_in: z.number().positive().nullish(),
})
const account = z.object({
  id: z.string().min(1),
  username: z.string(),
  display_name: z.string().default(''),
  url: z.string(),
})
const webfinger = z.object({
  aliases: z.array(z.string()).default([]),
  links: z.array(z.object({ href: z.string().optional() })).default([]),
})
const pendingShape = z.object({ handle: z.string(), server: z.string(), verifier: z.string(), app })

export const mastodonFields: ConnectField[] = [
  {
    name: 'server',
    label: 'Server',
    hint: 'Only if it is not the one in the handle, such as social.example.ac.uk for library@example.ac.uk.',
    secret: false,
    required: false,
  },
]

const unanswered = 'The server could not be reached. Check its address, or try again in a minute.'

function ask(
  context: NetworkContext,
  settings: Settings,
  server: string,
  call: ServerCall,
): Promise<ApiAnswer> {
  return callServer(context, settings, server, call).catch((error: unknown) => {
    if (error instanceof FetchError)
      throw new NetworkTrouble(error.notAllowed ? `${error.message}.` : unanswered)
    throw error
  })
}

/**
 * Read our own posts, write posts and files, and know who we are: by `profile` alone where the server has it (4.3).
 * Pinning is counted among what changes the account, and there is no finer scope for it.
 */
async function leastScope(context: NetworkContext, settings: Settings, server: string): Promise<string> {
  const answer = await ask(context, settings, server, {
    method: 'GET',
    path: '/.well-known/oauth-authorization-server',
  })
  const known = answer.status === 200 ? discovery.safeParse(answer.body) : null
  const who = known?.success && known.data.scopes_supported.includes('profile') ? 'profile' : 'read:accounts'
  return `${who} read:statuses write:statuses write:media write:accounts`
}

function appKey(context: NetworkContext, server: string): string {
  return `${server} ${context.publicUrl}`
}

/** Our registration at a server: made once, kept, and made anew when the server has forgotten it. */
async function appAt(context: NetworkContext, settings: Settings, server: string): Promise<App> {
  return context.lock(`mastodon:app:${server}`, async () => {
    const kept = app.safeParse(await context.store.get('app', appKey(context, server)))
    if (kept.success) return kept.data
    const scope = await leastScope(context, settings, server)
    const json = {
      client_name: context.appName,
      redirect_uris: `${context.publicUrl}${callbackPath('mastodon')}`,
      scopes: scope,
      website: context.publicUrl,
    }
    const answer = await ask(context, settings, server, { method: 'POST', path: '/api/v1/apps', json })
    const made = registered.safeParse(answer.body)
    if (answer.status === 429)
      throw new NetworkTrouble(
        'The server asks us to wait.',
        comeBackAt(answer.headers, context.clock),
        'server',
      )
    if (answer.status !== 200 || !made.success)
      throw new ConnectRefused(
        `${new URL(server).host} did not let Rostrum register. Is it a Mastodon server?`,
      )
    const fresh: App = { clientId: made.data.client_id, clientSecret: made.data.client_secret, scope }
    await context.store.set('app', appKey(context, server), fresh)
    return fresh
  })
}

/** Does the server still know our registration? Asked before a person is sent there to meet an error page. */
async function stillKnown(
  context: NetworkContext,
  settings: Settings,
  server: string,
  known: App,
): Promise<boolean> {
  const json = {
    grant_type: 'client_credentials',
    client_id: known.clientId,
    client_secret: known.clientSecret,
    redirect_uri: `${context.publicUrl}${callbackPath('mastodon')}`,
    scope: known.scope,
  }
  const answer = await ask(context, settings, server, { method: 'POST', path: '/oauth/token', json })
  // A server that does not give tokens to apps alone (400) may know it all the same; only this says that it doesn't.
  return !wordsOf(answer).includes('invalid_client')
}

async function usableApp(context: NetworkContext, settings: Settings, server: string): Promise<App> {
  const kept = app.safeParse(await context.store.get('app', appKey(context, server)))
  if (kept.success && !(await stillKnown(context, settings, server, kept.data)))
    await context.store.delete('app', appKey(context, server))
  return appAt(context, settings, server)
}

export async function startMastodon(
  context: NetworkContext,
  settings: Settings,
  values: Record<string, string>,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(mastodonProfile, typed)
  const server = serverOrigin(values['server']?.trim() || (handle.split('@')[1] ?? ''))
  if (!server) throw new ConnectRefused('The server’s address looks like https://social.example.ac.uk.')
  const known = await usableApp(context, settings, server)
  const verifier = randomBytes(32).toString('base64url')
  const url = new URL('/oauth/authorize', server)
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: known.clientId,
    redirect_uri: `${context.publicUrl}${callbackPath('mastodon')}`,
    scope: known.scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString()
  return { url: url.href, pending: { handle, server, verifier, app: known } }
}

export async function finishMastodon(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const { handle, server, verifier, app: known } = pendingShape.parse(pending)
  if (params.get('error') === 'access_denied')
    throw new ConnectRefused('Nothing was connected: the permission was not given.')
  const code = params.get('code')
  if (!code) throw new ConnectRefused('The server sent no code back. Begin again.')
  const json = {
    grant_type: 'authorization_code',
    code,
    client_id: known.clientId,
    client_secret: known.clientSecret,
    redirect_uri: `${context.publicUrl}${callbackPath('mastodon')}`,
    scope: known.scope,
    code_verifier: verifier,
  }
  const answer = await ask(context, settings, server, { method: 'POST', path: '/oauth/token', json })
  const given = token.safeParse(answer.body)
  if (answer.status !== 200 || !given.success) {
    const secrets = [code, known.clientSecret, verifier]
    throw new ConnectRefused(
      `The server did not accept the sign-in (${wordsOf(answer, secrets)}). Begin again.`,
    )
  }
  const { access_token, scope, expires_in } = given.data
  try {
    const who = await prove(context, settings, server, handle, access_token)
    const grant: MastodonGrant = { token: access_token, clientId: known.clientId, accountId: who.id }
    return {
      remoteId: `${server}#${who.id}`,
      handle,
      displayName: who.display_name || who.username,
      profileUrl: who.url,
      server,
      grant,
      scopes: (scope || known.scope).split(' '),
      expiresAt: expires_in ? isoOf(context.clock.now().add({ seconds: Math.floor(expires_in) })) : null,
    }
  } catch (error) {
    await revokeToken(context, settings, server, known, access_token)
    throw error
  }
}

async function prove(
  context: NetworkContext,
  settings: Settings,
  server: string,
  handle: string,
  given: string,
) {
  const call: ServerCall = { method: 'GET', path: '/api/v1/accounts/verify_credentials', token: given }
  const answer = await ask(context, settings, server, call)
  const who = account.safeParse(answer.body)
  if (answer.status !== 200 || !who.success)
    throw new ConnectRefused('The server did not say whose account this is. Begin again.')
  const [name = '', host = ''] = handle.split('@')
  const signedInAs = `${who.data.username.toLowerCase()}@${host}`
  if (who.data.username.toLowerCase() !== name)
    throw new ConnectRefused(
      `You signed in as ${signedInAs}, not as ${handle}. Sign out there, sign in as ${handle}, then connect again.`,
    )
  if (new URL(server).host !== host && !(await handsOver(context, settings, handle, server)))
    throw new ConnectRefused(`${host} does not say that ${handle} lives at ${new URL(server).host}.`)
  return who.data
}

/** A domain may have its accounts at a server of another name; the domain itself has to say so. */
async function handsOver(
  context: NetworkContext,
  settings: Settings,
  handle: string,
  server: string,
): Promise<boolean> {
  const host = handle.split('@')[1] ?? ''
  const origin = serverOrigin(host)
  if (!origin) return false
  try {
    const url = `${origin}/.well-known/webfinger?${new URLSearchParams({ resource: `acct:${handle}` })}`
    const answer = await context.fetch(url, {
      redirects: 3,
      timeout: settings.timeout,
      headers: { accept: 'application/json' },
    })
    const found = webfinger.safeParse(answer.json())
    if (answer.status !== 200 || !found.success) return false
    const addresses = [...found.data.aliases, ...found.data.links.map((link) => link.href ?? '')]
    return addresses.some((address) => URL.parse(address)?.origin === server)
  } catch (error) {
    if (error instanceof FetchError) return false
    throw error
  }
}

async function revokeToken(
  context: NetworkContext,
  settings: Settings,
  server: string,
  known: App,
  given: string,
) {
  const json = { client_id: known.clientId, client_secret: known.clientSecret, token: given }
  return ask(context, settings, server, { method: 'POST', path: '/oauth/revoke', json })
}

/** Has the server ended this grant? False also when it does not say. */
export async function grantHasEnded(
  context: NetworkContext,
  settings: Settings,
  server: string,
  grant: MastodonGrant,
): Promise<boolean> {
  const call: ServerCall = { method: 'GET', path: '/api/v1/accounts/verify_credentials', token: grant.token }
  const answer = await callServer(context, settings, server, call).catch((error: unknown) => {
    if (error instanceof FetchError) return null
    throw error
  })
  return answer?.status === 401
}

/** Gives the token back. Harmless when it is gone already. */
export async function disconnectMastodon(
  context: NetworkContext,
  settings: Settings,
  server: string,
  grant: MastodonGrant,
): Promise<void> {
  const kept = app.safeParse(await context.store.get('app', appKey(context, server)))
  if (!kept.success || kept.data.clientId !== grant.clientId)
    throw new NetworkTrouble(
      'The registration that this connection was made with is gone. End it in the account’s settings on its server.',
    )
  const answer = await revokeToken(context, settings, server, kept.data, grant.token)
  if (answer.status >= 500 || answer.status === 429)
    throw new NetworkTrouble('The server could not be told to end the connection.')
}
