import type { Services } from '#platform/services.ts'
import { newSecret } from '../secrets.ts'
import type { OidcSettings } from './contract.ts'
import { oidcRefusal, openidClient, providerOf } from './oidc-provider.ts'
import { oursOf } from './ours.ts'
import { refuse } from './refusals.ts'
import type { Round } from './rounds.ts'
import type { Identity } from './rules.ts'
import type { ServiceRow } from './store.ts'

export interface Begun {
  url: string
  state: string
  secrets: { nonce?: string; verifier?: string }
}

/** Where the browser has to go: code flow with PKCE, state and nonce. `fresh`: the provider has to ask again. */
export async function beginOidc(
  services: Services,
  service: ServiceRow<OidcSettings>,
  fresh: boolean,
): Promise<Begun> {
  try {
    const client = await openidClient()
    const config = await providerOf(services, service)
    const state = newSecret()
    const nonce = newSecret()
    const verifier = client.randomPKCECodeVerifier()
    const { prompt, scopes, longestHours } = service.settings
    const asked = fresh ? 'login' : prompt
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: oursOf(services, service).redirectUri ?? '',
      scope: scopes,
      response_type: 'code',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      max_age: String(fresh ? 0 : longestHours * 3600),
      ...(asked ? { prompt: asked } : {}),
    })
    return { url: url.href, state, secrets: { nonce, verifier } }
  } catch (error) {
    throw oidcRefusal(error)
  }
}

/** Exchanges the code, checks the id token, and reads who it is. */
export async function finishOidc(
  services: Services,
  service: ServiceRow<OidcSettings>,
  round: Round,
  query: URLSearchParams,
  state: string,
): Promise<Identity> {
  try {
    const client = await openidClient()
    const config = await providerOf(services, service)
    const here = new URL(oursOf(services, service).redirectUri ?? '')
    here.search = query.toString()
    const tokens = await client.authorizationCodeGrant(config, here, {
      expectedState: state,
      expectedNonce: round.secrets.nonce,
      pkceCodeVerifier: round.secrets.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw refuse('rubbish', 'no id token')
    const more = config.serverMetadata().userinfo_endpoint
      ? await client.fetchUserInfo(config, tokens.access_token, claims.sub)
      : {}
    return identityOf(service.settings, { ...more, ...claims }, tokens.id_token ?? null)
  } catch (error) {
    throw oidcRefusal(error)
  }
}

function texts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values
    .filter((each) => ['string', 'number', 'boolean'].includes(typeof each))
    .map(String)
    .filter(Boolean)
}
const text = (value: unknown): string | null => texts(value)[0] ?? null
const instant = (seconds: unknown): string | null =>
  typeof seconds === 'number'
    ? Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000)).toString({
        fractionalSecondDigits: 3,
      })
    : null

/** What belongs to the protocol and says nothing about the person. */
const protocol = new Set(
  [
    'iss aud exp iat nbf nonce at_hash c_hash s_hash auth_time azp sid jti acr amr uti rh aio ver'.split(' '),
  ].flat(),
)

function identityOf(
  settings: OidcSettings,
  claims: Record<string, unknown>,
  idToken: string | null,
): Identity {
  const { places } = settings
  const subject = text(claims[places.subject || 'sub'])
  if (!subject) throw refuse('no-subject', `no claim “${places.subject || 'sub'}”`)
  const verified = claims.email_verified
  const attributes = Object.entries(claims)
    .filter(([name]) => !protocol.has(name))
    .map(([name, value]) => [name, texts(value)] as const)
    .filter(([, values]) => values.length > 0)
  const full = [text(claims.given_name), text(claims.family_name)].filter(Boolean).join(' ')
  return {
    subject,
    named: text(claims.sub) ?? subject,
    email: text(claims[places.email || 'email']),
    // Some providers write it as a word.
    emailVerified: verified === undefined ? null : verified === true || verified === 'true',
    name: text(claims[places.name || 'name']) ?? (full || null),
    groups: texts(claims[places.groups || 'groups'] ?? []),
    attributes: Object.fromEntries(attributes),
    amr: texts(claims.amr ?? []),
    acr: text(claims.acr),
    authTime: instant(claims.auth_time),
    sid: text(claims.sid),
    hint: idToken,
    until: settings.endsWithToken ? instant(claims.exp) : null,
  }
}

/** Where the browser may go to sign out at the provider too; null when the provider offers no such place. */
export async function oidcSignOutUrl(
  services: Services,
  service: ServiceRow<OidcSettings>,
  idToken: string | null,
): Promise<string | null> {
  try {
    const config = await providerOf(services, service)
    if (!config.serverMetadata().end_session_endpoint) return null
    const client = await openidClient()
    return client.buildEndSessionUrl(config, {
      post_logout_redirect_uri: oursOf(services, service).signedOutUri,
      ...(idToken ? { id_token_hint: idToken } : {}),
    }).href
  } catch (error) {
    services.log.info({ err: error, service: service.id }, 'the provider could not be asked to sign out')
    return null
  }
}
