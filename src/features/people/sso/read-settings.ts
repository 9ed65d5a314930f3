import { Invalid } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import type { ChangeService, OidcSettings, SamlProvider, SamlSettings, ServiceSettings } from './contract.ts'
import { assertSecure, discover, oidcRefusal } from './oidc-provider.ts'
import { newKeyPair } from './saml-keys.ts'
import { fetchMetadata, readMetadata } from './saml-metadata.ts'
import type { ServiceRow } from './store.ts'

/** Looks at the provider's description first, so that a slip in the address shows here and not at the first sign-in. */
export async function oidcSettings(
  services: Services,
  input: Extract<ChangeService, { kind: 'oidc' }>,
  secret: string,
): Promise<OidcSettings> {
  assertSecure(services, input.issuer, 'issuer')
  const { name: _name, clientSecret: _secret, ...given } = input
  // People copy the address of the description itself as often as that of the issuer.
  const issuer = given.issuer.replace(/\/?\.well-known\/openid-configuration$/, '')
  const config = await discover(services, { ...given, issuer }, secret).catch((error: unknown) => {
    const why = oidcRefusal(error)
    const message = `The provider’s description could not be read: ${why.detail}.`
    throw new Invalid('people.sso-discovery', message, {
      fix: 'Give the issuer’s address, as the provider writes it. It has /.well-known/openid-configuration below it.',
      fields: [{ path: 'issuer', message: why.message }],
    })
  })
  return { ...given, issuer: config.serverMetadata().issuer }
}

type SamlInput = Extract<ChangeService, { kind: 'saml' }>

async function providerIn(services: Services, input: SamlInput): Promise<SamlProvider | null> {
  if (input.metadataUrl) return readMetadata(await fetchMetadata(services, input.metadataUrl), 'metadataUrl')
  return input.metadataXml.trim() ? readMetadata(input.metadataXml, 'metadataXml') : null
}

export async function newSaml(
  services: Services,
  input: SamlInput,
): Promise<{ settings: SamlSettings; secret: string }> {
  const provider = await providerIn(services, input)
  if (!provider) {
    const message = 'Give the metadata of the identity provider, by its address or as XML.'
    throw new Invalid('people.sso-metadata', message, { fields: [{ path: 'metadataUrl', message }] })
  }
  const pair = newKeyPair(new URL(services.config.publicUrl).hostname, services.clock.now())
  return { settings: settingsOf(input, provider, pair.certificate), secret: pair.privateKey }
}

export async function samlSettings(
  services: Services,
  input: SamlInput,
  before: ServiceRow,
): Promise<ServiceSettings> {
  if (before.settings.kind !== 'saml') return before.settings
  const provider = (await providerIn(services, input)) ?? before.settings.provider
  const settings = settingsOf(input, provider, before.settings.certificate)
  return {
    ...settings,
    metadataUrl: settings.metadataUrl ?? (input.metadataXml ? null : before.settings.metadataUrl),
  }
}

function settingsOf(input: SamlInput, provider: SamlProvider, certificate: string): SamlSettings {
  const { name: _name, metadataUrl, metadataXml: _xml, ...given } = input
  return { ...given, metadataUrl: metadataUrl || null, provider, certificate }
}
