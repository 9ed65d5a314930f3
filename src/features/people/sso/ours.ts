import type { Services } from '#platform/services.ts'
import type { SignInService } from './contract.ts'
import type { ServiceRow } from './store.ts'

/** The addresses of ours that the identity provider has to be given. */
export function oursOf(
  { config }: Pick<Services, 'config'>,
  service: { id: string; settings: { kind: ServiceRow['settings']['kind'] } },
): SignInService['ours'] {
  const base = `${config.publicUrl}/api/sso`
  const oidc = service.settings.kind === 'oidc'
  const saml = `${base}/saml/${service.id}`
  return {
    redirectUri: oidc ? `${base}/oidc/${service.id}/callback` : null,
    signedOutUri: `${config.publicUrl}/sign-in`,
    backChannelLogoutUri: oidc ? `${base}/oidc/${service.id}/logout` : null,
    entityId: oidc ? null : `${saml}/metadata`,
    acsUrl: oidc ? null : `${saml}/acs`,
    metadataUrl: oidc ? null : `${saml}/metadata`,
    beginUrl: `${base}/${service.id}/begin`,
  }
}
