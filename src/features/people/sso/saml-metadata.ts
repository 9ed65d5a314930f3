import type * as nodeSamlXml from '@node-saml/node-saml/lib/xml.js'
import { FetchError } from '#platform/fetch/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { SamlProvider } from './contract.ts'
import { assertSecure } from './oidc-provider.ts'
import { readCertificate } from './saml-keys.ts'

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
type Xpath = (typeof nodeSamlXml)['xpath']
const here = (name: string): string => `./*[local-name()='${name}']`

const unfit = (path: string, message: string, fix: string): Invalid =>
  new Invalid('people.sso-metadata', message, { fix, fields: [{ path, message }] })

/** Fetches metadata through the guarded fetch. Throws `Invalid` with a sentence. */
export async function fetchMetadata(services: Services, address: string): Promise<string> {
  assertSecure(services, address, 'metadataUrl')
  try {
    const answer = await services.fetch(address, { redirects: 3, maxBytes: 2_000_000 })
    if (answer.status === 200) return answer.text()
    throw unfit(
      'metadataUrl',
      `The address answered ${answer.status} instead of metadata.`,
      'Check the address, or paste the metadata.',
    )
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    throw unfit('metadataUrl', `${error.message}.`, 'Check the address, or paste the metadata.')
  }
}

/** What a provider says of itself: its name, where to go, its keys. Throws `Invalid` with a sentence. */
export async function readMetadata(xml: string, path: string): Promise<SamlProvider> {
  const paste = 'Give the metadata of the identity provider (IdP), the whole file.'
  if (/<!/.test(xml))
    throw unfit(
      path,
      'This has a document type or a comment, so it was not read.',
      'Take comments out of the metadata.',
    )
  // Loaded when it is first needed: most starts of Rostrum never do.
  const { parseDomFromString, xpath } = await import('@node-saml/node-saml/lib/xml.js')
  const document = await parseDomFromString(xml.trim()).catch(() => {
    throw unfit(path, 'This is not XML.', paste)
  })
  const root = document.documentElement
  const entities =
    root.localName === 'EntitiesDescriptor'
      ? xpath.selectElements(root, ".//*[local-name()='EntityDescriptor']")
      : [root]
  const providers = entities.filter(
    (entity) =>
      entity.localName === 'EntityDescriptor' &&
      xpath.selectElements(entity, here('IDPSSODescriptor')).length > 0,
  )
  const [provider, ...others] = providers
  if (!provider) throw unfit(path, 'There is no identity provider in this metadata.', paste)
  if (others.length > 0)
    throw unfit(
      path,
      `There are ${providers.length} identity providers in this metadata.`,
      'Give the metadata of yours alone; a federation’s whole file is not read.',
    )
  return providerOf(xpath, provider, path)
}

function providerOf(xpath: Xpath, entity: Element, path: string): SamlProvider {
  const [descriptor] = xpath.selectElements(entity, here('IDPSSODescriptor'))
  const place = (name: string): string | null => {
    const services = descriptor ? xpath.selectElements(descriptor, here(name)) : []
    return (
      services.find((service) => service.getAttribute('Binding') === redirect)?.getAttribute('Location') ??
      null
    )
  }
  const keys = descriptor
    ? xpath
        .selectElements(descriptor, here('KeyDescriptor'))
        .filter((key) => key.getAttribute('use') !== 'encryption')
        .flatMap((key) => xpath.selectElements(key, ".//*[local-name()='X509Certificate']"))
        .map((certificate) => (certificate.textContent ?? '').replace(/\s+/g, ''))
    : []
  const certificates = [...new Set(keys)].filter((certificate) => readCertificate(certificate) !== null)
  const read = SamlProvider.safeParse({
    entityId: entity.getAttribute('entityID') ?? '',
    ssoUrl: place('SingleSignOnService') ?? '',
    sloUrl: place('SingleLogoutService'),
    certificates,
  })
  if (read.success) return read.data
  const [problem] = read.error.issues
  throw unfit(
    path,
    problem?.path[0] === 'ssoUrl'
      ? 'The provider offers no sign-in by redirect (HTTP-Redirect).'
      : (problem?.message ?? 'This metadata is not complete.'),
    'Ask whoever runs the identity provider for metadata with a redirect address and a signing certificate.',
  )
}
