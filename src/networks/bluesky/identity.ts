import { z } from 'zod'
import { FetchError, type GuardedResponse } from '#platform/fetch/index.ts'
import { serverOrigin } from '../answers.ts'
import { ConnectRefused, NetworkTrouble, type NetworkContext } from '../contract.ts'

export interface BlueskyOptions {
  /** The directory of did:plc identifiers. */
  plcUrl?: string
  /** Asked for the DID of a handle, beside the handle's own domain: it also looks into the DNS, which we can't. */
  resolverUrl?: string
  /** Where posts can be seen. */
  appUrl?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
}

export type Settings = Required<BlueskyOptions>

export const usualSettings: Settings = {
  plcUrl: 'https://plc.directory',
  resolverUrl: 'https://public.api.bsky.app',
  appUrl: 'https://bsky.app',
  timeout: 20_000,
}

const didPattern = /^did:(?:plc:[a-z2-7]{24}|web:[a-zA-Z0-9.-]+(?:%3A\d+)?)$/

const resolved = z.object({ did: z.string().regex(didPattern) })

const document = z.object({
  id: z.string(),
  alsoKnownAs: z.array(z.string()).default([]),
  service: z.array(z.object({ id: z.string(), type: z.string(), serviceEndpoint: z.unknown() })).default([]),
})

export interface Identity {
  did: string
  /** The first handle that the document claims; whether the handle agrees is another question. */
  handles: string[]
  /** The server that holds the account's repository, an origin. */
  server: string
}

type Part = Pick<NetworkContext, 'fetch'>

async function ask(
  context: Part,
  url: string,
  timeout: number,
  redirects = 0,
): Promise<GuardedResponse | FetchError> {
  try {
    return await context.fetch(url, { timeout, redirects })
  } catch (error) {
    if (error instanceof FetchError) return error
    throw error
  }
}

async function askDomain(context: Part, handle: string, timeout: number): Promise<string | null> {
  const answer = await ask(context, `https://${handle}/.well-known/atproto-did`, Math.min(timeout, 5000), 3)
  if (answer instanceof FetchError || answer.status !== 200) return null
  const did = answer.text().trim()
  return didPattern.test(did) ? did : null
}

/** Null: the server says that there is none. Undefined: it could not say. */
async function askServer(
  context: Part,
  server: string,
  handle: string,
  timeout: number,
): Promise<string | null | undefined> {
  const url = `${server}/xrpc/com.atproto.identity.resolveHandle?${new URLSearchParams({ handle })}`
  const answer = await ask(context, url, timeout)
  if (answer instanceof FetchError || answer.status >= 500 || answer.status === 429) return undefined
  if (answer.status !== 200) return null
  const parsed = resolved.safeParse(jsonOf(answer))
  return parsed.success ? parsed.data.did : undefined
}

export function jsonOf(answer: GuardedResponse): unknown {
  try {
    return answer.json()
  } catch (error) {
    if (error instanceof FetchError) return undefined
    throw error
  }
}

/** May this server be believed about this handle? Only for names below its own, and for `.test`, which nobody can own. */
function speaksFor(server: string, handle: string): boolean {
  return handle.endsWith('.test') || handle.endsWith(`.${new URL(server).hostname}`)
}

/**
 * The DID that a handle leads to; null when it leads nowhere. Throws `NetworkTrouble` when nobody could be asked.
 * `server` is the account's own and is believed only about names that are its own to give.
 */
export async function didOfHandle(
  context: Part,
  settings: Settings,
  handle: string,
  server: string | null,
): Promise<string | null> {
  if (server && speaksFor(server, handle)) {
    const did = await askServer(context, server, handle, settings.timeout)
    if (did) return did
  }
  const [fromResolver, fromDomain] = await Promise.all([
    askServer(context, settings.resolverUrl, handle, settings.timeout),
    handle.endsWith('.test') ? null : askDomain(context, handle, settings.timeout),
  ])
  const did = fromDomain ?? fromResolver
  if (did === undefined)
    throw new NetworkTrouble(`The handle ${handle} could not be looked up. Try again in a minute.`)
  return did
}

function documentAddress(did: string, settings: Settings): string {
  if (did.startsWith('did:plc:')) return `${settings.plcUrl}/${did}`
  return `https://${decodeURIComponent(did.slice('did:web:'.length))}/.well-known/did.json`
}

/** What the account's own document says. Throws `ConnectRefused` when there is no usable one, `NetworkTrouble`. */
export async function identityOf(context: Part, settings: Settings, did: string): Promise<Identity> {
  if (!didPattern.test(did))
    throw new ConnectRefused('The server answered an identifier that is not one of the AT Protocol’s.')
  const answer = await ask(context, documentAddress(did, settings), settings.timeout)
  if (answer instanceof FetchError || answer.status >= 500 || answer.status === 429)
    throw new NetworkTrouble('The directory of Bluesky accounts does not answer. Try again in a minute.')
  if (answer.status !== 200)
    throw new ConnectRefused('This account is not, or no longer, in the directory of Bluesky accounts.')
  const parsed = document.safeParse(jsonOf(answer))
  const endpoint = parsed.data?.service.find(
    (service) => service.id.endsWith('#atproto_pds') && service.type === 'AtprotoPersonalDataServer',
  )?.serviceEndpoint
  const server = typeof endpoint === 'string' ? serverOrigin(endpoint) : null
  if (!parsed.success || parsed.data.id !== did || !server)
    throw new ConnectRefused('The account’s entry in the directory names no server that can be used.')
  const handles = parsed.data.alsoKnownAs.flatMap((name) =>
    name.startsWith('at://') ? [name.slice(5).toLowerCase()] : [],
  )
  return { did, handles, server }
}

/**
 * Proves that the account `did`, as which we are signed in, bears `handle`: the handle leads to the DID, and the
 * DID's document claims the handle. Throws `ConnectRefused` with what is wrong.
 */
export async function proveHandle(
  context: Part,
  settings: Settings,
  did: string,
  handle: string,
): Promise<Identity> {
  const identity = await identityOf(context, settings, did)
  if (!identity.handles.includes(handle))
    throw new ConnectRefused(
      `You signed in as ${identity.handles[0] ?? 'another account'}, not as ${handle}. Sign in to Bluesky as ${handle}, then connect again.`,
    )
  if ((await didOfHandle(context, settings, handle, identity.server)) !== did)
    throw new ConnectRefused(
      `${handle} does not lead to the account you signed in to. Check the handle in Bluesky’s settings.`,
    )
  return identity
}
