import type { Services } from '#platform/services.ts'
import type { OidcSettings, Purpose, SamlSettings } from './contract.ts'
import { beginOidc } from './oidc.ts'
import { beginRound } from './rounds.ts'
import { beginSaml } from './saml.ts'
import type { ServiceRow } from './store.ts'

/** Remembers a round and answers where the browser has to go. */
export async function beginAtService(
  services: Services,
  service: ServiceRow,
  round: { purpose: Purpose; back: string; personId: string | null; browser: string },
): Promise<string> {
  // To confirm or to link, an old sign-in at the provider will not do: it has to ask again.
  const fresh = round.purpose === 'confirm' || round.purpose === 'link'
  const begun = isOidc(service)
    ? await beginOidc(services, service, fresh)
    : { ...(await beginSaml(services, service as ServiceRow<SamlSettings>, fresh)), secrets: {} }
  await beginRound(services, { service, ...round, state: begun.state, secrets: begun.secrets })
  return begun.url
}

export const isOidc = (service: ServiceRow): service is ServiceRow<OidcSettings> =>
  service.settings.kind === 'oidc'
