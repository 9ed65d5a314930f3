import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import { comeBackAt, serverOrigin, unreachable } from '../answers.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type OpenConnection,
} from '../contract.ts'
import { typedHandle } from '../families/handle.ts'
import { didOfHandle, identityOf, proveHandle, type Settings } from './identity.ts'
import { blueskyProfile } from './limits.ts'
import {
  answerOf,
  contentOf,
  errorOf,
  pathOf,
  tokenIsOver,
  type Caller,
  type XrpcAnswer,
  type XrpcCall,
} from './xrpc.ts'

export const passwordGrant = z.object({
  kind: z.literal('password'),
  did: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
})
export type PasswordGrant = z.infer<typeof passwordGrant>

const session = z.object({
  did: z.string(),
  handle: z.string(),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
})

export const passwordFields: ConnectField[] = [
  {
    name: 'password',
    label: 'App password',
    hint: 'Made in Bluesky under Settings, Privacy and security, App passwords. Never the password you sign in with.',
    secret: true,
    required: true,
  },
  {
    name: 'server',
    label: 'Server',
    hint: 'Only if your university runs a server of its own and it is not found by the handle.',
    secret: false,
    required: false,
  },
]

/** When a token of this kind ends, from its own words; null when it has none. We don't verify it: it isn't for us. */
export function endOfToken(token: string): string | null {
  const [, payload = ''] = token.split('.')
  try {
    const { exp } = z
      .object({ exp: z.number() })
      .parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return isoOf(Temporal.Instant.fromEpochMilliseconds(exp * 1000))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

async function post(
  context: NetworkContext,
  settings: Settings,
  url: string,
  { token, json }: { token?: string; json?: unknown },
): Promise<XrpcAnswer> {
  try {
    return answerOf(
      await context.fetch(url, {
        method: 'POST',
        timeout: settings.timeout,
        headers: {
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: json === undefined ? undefined : JSON.stringify(json),
      }),
    )
  } catch (error) {
    unreachable(error)
  }
}

function refuseSignIn(answer: XrpcAnswer, handle: string, context: NetworkContext): never {
  const { error } = errorOf(answer)
  if (answer.status === 429)
    throw new NetworkTrouble(
      'The server has seen too many sign-ins. Try again later.',
      comeBackAt(answer.headers, context.clock),
      'account',
    )
  if (error === 'AuthFactorTokenRequired')
    throw new ConnectRefused(
      'That is the password you sign in with. Make an app password in Bluesky’s settings and use it here.',
    )
  if (error === 'AccountTakedown') throw new ConnectRefused(`${handle} has been taken down by its server.`)
  if (answer.status === 401 || answer.status === 400)
    throw new ConnectRefused(
      `The server does not know ${handle} with this app password. Check both; spaces don’t belong to it.`,
    )
  throw new NetworkTrouble('The server could not sign in just now. Try again in a minute.')
}

export async function connectByPassword(
  context: NetworkContext,
  settings: Settings,
  values: Record<string, string>,
  typed: string,
): Promise<Connected> {
  const handle = typedHandle(blueskyProfile, typed)
  const password = values['password']?.trim() ?? ''
  if (password === '') throw new ConnectRefused('Type the app password.')
  const named = values['server']?.trim() ?? ''
  const server = named === '' ? await serverOfHandle(context, settings, handle) : serverOrigin(named)
  if (!server) throw new ConnectRefused('The server’s address looks like https://bluesky.example.ac.uk.')

  const url = `${server}/xrpc/com.atproto.server.createSession`
  const answer = await post(context, settings, url, { json: { identifier: handle, password } })
  const made = session.safeParse(answer.body)
  if (answer.status !== 200 || !made.success) return refuseSignIn(answer, handle, context)
  const { did, accessJwt, refreshJwt } = made.data
  const identity = await proveHandle(context, settings, did, handle)
  await proveAtHome(context, settings, identity.server, accessJwt, did)
  return {
    remoteId: did,
    handle,
    displayName: handle,
    profileUrl: `${settings.appUrl}/profile/${handle}`,
    server: identity.server,
    grant: { kind: 'password', did, accessJwt, refreshJwt } satisfies PasswordGrant,
    scopes: ['app-password'],
    expiresAt: endOfToken(refreshJwt),
  }
}

async function serverOfHandle(context: NetworkContext, settings: Settings, handle: string): Promise<string> {
  const did = await didOfHandle(context, settings, handle, null)
  if (did === null) throw new ConnectRefused(`There is no account ${handle} on Bluesky. Check the handle.`)
  return (await identityOf(context, settings, did)).server
}

/** A server may claim any account; only the one that the account's own document names is believed. */
async function proveAtHome(
  context: NetworkContext,
  settings: Settings,
  server: string,
  token: string,
  did: string,
): Promise<void> {
  const call: XrpcCall = { method: 'GET', name: 'com.atproto.server.getSession' }
  const answer = await sendWith(context, settings, server, call, token).catch(unreachable)
  if (answer.status >= 500)
    throw new NetworkTrouble('The account’s server does not answer. Try again in a minute.')
  const parsed = z.object({ did: z.string() }).safeParse(answer.body)
  if (answer.status !== 200 || parsed.data?.did !== did)
    throw new ConnectRefused('The server that you signed in to is not the one that holds this account.')
}

async function sendWith(
  context: NetworkContext,
  settings: Settings,
  server: string,
  call: XrpcCall,
  token: string,
): Promise<XrpcAnswer> {
  const { headers, body } = contentOf(call)
  const response = await context.fetch(`${server}${pathOf(call)}`, {
    method: call.method,
    headers: { ...headers, authorization: `Bearer ${token}` },
    body,
    timeout: settings.timeout + (call.longer ?? 0),
  })
  return answerOf(response)
}

type SaveGrant = (grant: Json, expiresAt: string | null) => Promise<void>

/** Asks for a new pair of tokens and keeps it. Refresh tokens are used up by use, so only one process at a time. */
async function renew(
  context: NetworkContext,
  settings: Settings,
  connection: OpenConnection,
  spent: PasswordGrant,
  save: SaveGrant,
): Promise<PasswordGrant> {
  return context.lock(`bluesky:renew:${spent.did}`, async () => {
    const stored = connection.freshGrant ? passwordGrant.safeParse(await connection.freshGrant()) : null
    const current = stored?.success ? stored.data : spent
    if (current.accessJwt !== spent.accessJwt) return current
    const url = `${connection.server}/xrpc/com.atproto.server.refreshSession`
    const answer = await post(context, settings, url, { token: current.refreshJwt })
    if (answer.status === 400 || answer.status === 401 || answer.status === 403)
      throw new ReconnectNeeded(
        `Bluesky no longer accepts the app password of ${connection.handle}. Connect the account again.`,
      )
    const made = session.safeParse(answer.body)
    if (answer.status !== 200 || !made.success || made.data.did !== current.did)
      throw new NetworkTrouble(
        'The server could not renew the connection just now.',
        answer.status === 429 ? comeBackAt(answer.headers, context.clock) : null,
        answer.status === 429 ? 'account' : null,
      )
    const { did, accessJwt, refreshJwt } = made.data
    const fresh: PasswordGrant = { kind: 'password', did, accessJwt, refreshJwt }
    await save(fresh, endOfToken(refreshJwt))
    return fresh
  })
}

/**
 * Calls with an app password's tokens. A token that has run out is renewed here already: a post then needs no second
 * try, and a connection that is only looked at stays alive. Throws `ReconnectNeeded`, `NetworkTrouble`.
 */
export async function openPassword(
  context: NetworkContext,
  settings: Settings,
  connection: OpenConnection,
  grant: PasswordGrant,
  save: SaveGrant,
): Promise<Caller> {
  const end = endOfToken(grant.accessJwt)
  const over = end !== null && Date.parse(end) <= context.clock.now().epochMilliseconds
  let current = over ? await renew(context, settings, connection, grant, save) : grant
  return async (call) => {
    const answer = await sendWith(context, settings, connection.server, call, current.accessJwt)
    if (!tokenIsOver(answer)) return answer
    current = await renew(context, settings, connection, current, save)
    const again = await sendWith(context, settings, connection.server, call, current.accessJwt)
    if (tokenIsOver(again))
      throw new ReconnectNeeded(`Bluesky refuses the connection of ${connection.handle}. Connect it again.`)
    return again
  }
}

/** Ends the tokens at the server. The app password itself stays until its owner deletes it in Bluesky's settings. */
export async function endPasswordGrant(
  context: NetworkContext,
  settings: Settings,
  server: string,
  grant: PasswordGrant,
): Promise<void> {
  const answer = await post(context, settings, `${server}/xrpc/com.atproto.server.deleteSession`, {
    token: grant.refreshJwt,
  })
  if (answer.status >= 500 || answer.status === 429)
    throw new NetworkTrouble('The server could not be told to end the connection.')
}
