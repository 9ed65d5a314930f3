import { createPublicKey, verify, type JsonWebKeyInput } from 'node:crypto'
import { z } from 'zod'
import type { Services } from '#platform/services.ts'
import type { OidcSettings } from './contract.ts'
import { providerOf } from './oidc-provider.ts'
import { refuse } from './refusals.ts'
import { roundRules } from './rules.ts'
import type { ServiceRow } from './store.ts'

const Header = z.object({ alg: z.string(), kid: z.string().optional(), typ: z.string().optional() })
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const Claims = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().min(1),
  events: z.looseObject({ [logoutEvent]: z.looseObject({}) }),
  sub: z.string().optional(),
  sid: z.string().optional(),
  // With a nonce it would be an id token, taken for something else.
  nonce: z.undefined().optional(),
})
const Keys = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) })

/** Asymmetric only: with a shared secret or with none anybody could write one. */
const algorithms: Record<string, { hash: string; padding?: number; saltLength?: number; raw?: boolean }> = {
  RS256: { hash: 'sha256' },
  RS384: { hash: 'sha384' },
  RS512: { hash: 'sha512' },
  PS256: { hash: 'sha256', padding: 6, saltLength: 32 },
  PS384: { hash: 'sha384', padding: 6, saltLength: 48 },
  PS512: { hash: 'sha512', padding: 6, saltLength: 64 },
  ES256: { hash: 'sha256', raw: true },
  ES384: { hash: 'sha384', raw: true },
  ES512: { hash: 'sha512', raw: true },
}

function part<T>(shape: z.ZodType<T>, encoded: string | undefined): T {
  try {
    return shape.parse(JSON.parse(Buffer.from(encoded ?? '', 'base64url').toString('utf8')))
  } catch (error) {
    throw refuse('rubbish', `not a logout token: ${String(error)}`)
  }
}

export interface LogoutToken {
  subject: string | null
  sid: string | null
  id: string
}

/** OpenID Connect Back-Channel Logout 1.0, section 2.6. Throws `SignInRefused`. */
export async function readLogoutToken(
  services: Services,
  service: ServiceRow<OidcSettings>,
  token: string,
): Promise<LogoutToken> {
  const [head, body, signature, ...rest] = token.split('.')
  if (!signature || rest.length > 0) throw refuse('signature', 'the logout token has no signature')
  const header = part(Header, head)
  const algorithm = algorithms[header.alg]
  if (!algorithm) throw refuse('weak', `the logout token is signed with ${header.alg}`)
  const claims = part(Claims, body)
  const metadata = (await providerOf(services, service)).serverMetadata()
  const signed = await keysOf(services, metadata.jwks_uri, header.kid)
  const right = signed.some((key) => isSigned(key, algorithm, `${head}.${body}`, signature))
  if (!right) throw refuse('signature', 'the logout token is signed by somebody else')
  const now = services.clock.now().epochMilliseconds / 1000
  if (claims.iss !== metadata.issuer) throw refuse('issuer', claims.iss)
  if (![claims.aud].flat().includes(service.settings.clientId)) throw refuse('audience', String(claims.aud))
  const tooOld = now - claims.iat > roundRules.assertionMinutes * 60 + roundRules.skewSeconds
  const over = claims.exp !== undefined && claims.exp + roundRules.skewSeconds < now
  if (tooOld || over || claims.iat - roundRules.skewSeconds > now)
    throw refuse('expired', 'the logout token is old')
  if (!claims.sub && !claims.sid) throw refuse('no-subject', 'the logout token names nobody')
  return { subject: claims.sub ?? null, sid: claims.sid ?? null, id: claims.jti }
}

async function keysOf(
  services: Services,
  address: string | undefined,
  kid: string | undefined,
): Promise<JsonWebKeyInput['key'][]> {
  if (!address) throw refuse('rubbish', 'the provider names no keys')
  const answer = await services.fetch(address)
  const { keys } = Keys.parse(answer.json())
  return keys.filter((key) => !kid || key.kid === kid)
}

function isSigned(
  key: JsonWebKeyInput['key'],
  { hash, raw, ...padding }: (typeof algorithms)[string],
  text: string,
  signature: string,
): boolean {
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' })
    const options = { key: publicKey, ...padding, ...(raw ? { dsaEncoding: 'ieee-p1363' as const } : {}) }
    return verify(hash, Buffer.from(text), options, Buffer.from(signature, 'base64url'))
  } catch {
    // A key of another kind than the signature: not this one.
    return false
  }
}
