import type * as openid from 'openid-client'
import type { ClientAuth, Configuration, ServerMetadata } from 'openid-client'
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import type { OidcSettings } from './contract.ts'
import { SignInRefused, type RefusalReason } from './refusals.ts'
import { roundRules } from './rules.ts'
import { secretOf, type ServiceRow } from './store.ts'

type OpenidClient = typeof openid
/** Loaded when it is first needed: most starts of Rostrum never do. */
export const openidClient = (): Promise<OpenidClient> => import('openid-client')

const keptMilliseconds = 10 * 60_000
const kept = new WeakMap<Services, Map<string, { config: Configuration; until: number }>>()

/** As settings name a host: always with its port. */
const hostAndPort = (url: URL): string =>
  `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`.toLowerCase()

/** Plain http is for a provider on a machine that the configuration names, as tests and trials have it. */
export function mayBePlain(services: Pick<Services, 'config'>, address: string): boolean {
  const url = URL.parse(address)
  return url !== null && services.config.allowPrivate.some((host) => host.toLowerCase() === hostAndPort(url))
}

/** Throws `Invalid` for an address that carries secrets in the clear. */
export function assertSecure(services: Pick<Services, 'config'>, address: string, path: string): void {
  if (address.startsWith('https:') || mayBePlain(services, address)) return
  const message = 'This address begins with http://, so whoever listens could sign in as anybody.'
  throw new Invalid('people.sso-not-secure', message, {
    fix: 'Give the address that begins with https://.',
    fields: [{ path, message }],
  })
}

/** Reads the provider's own description, and says who we are. Throws what the library and the network throw. */
export async function discover(
  services: Services,
  settings: Pick<OidcSettings, 'issuer' | 'clientId'>,
  secret: string,
): Promise<Configuration> {
  const client = await openidClient()
  const server = new URL(settings.issuer)
  const seconds = services.clock.now().epochMilliseconds / 1000 - Date.now() / 1000
  const metadata = {
    client_secret: secret,
    [client.clockSkew]: Math.round(seconds),
    [client.clockTolerance]: roundRules.skewSeconds,
  }
  const plain = mayBePlain(services, settings.issuer)
  return client.discovery(server, settings.clientId, metadata, authentication(client, secret), {
    [client.customFetch]: (url, options) => services.fetch.standard(url, options as RequestInit),
    execute: [client.enableNonRepudiationChecks, ...(plain ? [client.allowInsecureRequests] : [])],
    timeout: 12,
  })
}

/** Basic where the provider takes it, which is nearly everywhere; else in the body. */
function authentication(client: OpenidClient, secret: string): ClientAuth {
  return (server: ServerMetadata, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way = taken.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost
    return way(secret)(server, ...rest)
  }
}

/** The provider of a service, its description remembered for some minutes. */
export async function providerOf(
  services: Services,
  service: ServiceRow<OidcSettings>,
): Promise<Configuration> {
  const ours = kept.get(services) ?? new Map<string, { config: Configuration; until: number }>()
  kept.set(services, ours)
  const key = `${service.id} ${service.changedAt}`
  const found = ours.get(key)
  if (found && found.until > performance.now()) return found.config
  const config = await discover(services, service.settings, secretOf(services, service))
  ours.set(key, { config, until: performance.now() + keptMilliseconds })
  return config
}

/** What was thrown, and what it was caused by. */
function* chain(error: unknown): Generator<Error> {
  for (let at: unknown = error, steps = 0; at instanceof Error && steps < 8; at = at.cause, steps++) yield at
}

const reasons: [RegExp, RefusalReason][] = [
  [/response parameter "iss"|"iss" \(issuer\) response parameter/, 'issuer'],
  [/"iss" \(issuer\) claim|"issuer" property does not match/, 'issuer'],
  [/"aud" \(audience\)|"azp"/, 'audience'],
  [/"nonce"/, 'nonce'],
  [/"state" response parameter/, 'state'],
  [/"alg" header parameter|unsupported/, 'weak'],
  [/signature verification failed|JWT verification key/, 'signature'],
  [/"exp"|"nbf"|"iat"|timestamp/, 'expired'],
  [/not JSON|content-type|parse|status code|top level object|metadata does not contain/, 'rubbish'],
  [/timed out|aborted/, 'unreachable'],
]

/** What the provider itself answered, by the page or by the token endpoint. */
const Said = z.object({
  code: z.enum(['OAUTH_AUTHORIZATION_RESPONSE_ERROR', 'OAUTH_RESPONSE_BODY_ERROR']),
  error: z.string(),
  error_description: z.string().optional(),
})

function reasonOf(said: z.infer<typeof Said>): RefusalReason {
  if (said.code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return 'cancelled'
  return said.error === 'invalid_client' || said.error === 'unauthorized_client' ? 'client' : 'code'
}

/** Our words for what the library throws. */
export function oidcRefusal(error: unknown): SignInRefused {
  const causes = [...chain(error)]
  const own = causes.find((cause) => cause instanceof SignInRefused)
  if (own) return own
  const detail = causes.map((cause) => cause.message).join(': ')
  const network = causes.find((cause) => cause instanceof FetchError)
  if (network)
    return new SignInRefused(
      network.fault === 'rubbish' || network.fault === 'too-large' ? 'rubbish' : 'unreachable',
      detail,
    )
  for (const cause of causes) {
    const said = Said.safeParse(cause)
    if (said.success)
      return new SignInRefused(
        reasonOf(said.data),
        `${said.data.error}: ${said.data.error_description ?? ''}`,
      )
  }
  if (causes.some((cause) => 'code' in cause && cause.code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'))
    return new SignInRefused('client', detail)
  const found = reasons.find(([words]) => words.test(detail))
  return new SignInRefused(found?.[1] ?? 'unexpected', detail)
}
