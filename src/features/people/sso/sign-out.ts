import { setTimeout as sleep } from 'node:timers/promises'
import type { PeopleDeps } from '../deps.ts'
import type { ServiceSession } from '../sessions.ts'
import { isOidc } from './begin.ts'
import { openHint } from './come-in.ts'
import type { SamlSettings } from './contract.ts'
import { oidcSignOutUrl } from './oidc.ts'
import { samlSignOutUrl } from './saml.ts'
import { serviceById, type ServiceRow } from './store.ts'

const patience = 3_000

/** Where the browser may go to sign out at the provider too; null where it offers nothing, or is set not to. */
export async function signOutUrl(deps: PeopleDeps, session: ServiceSession): Promise<string | null> {
  const { services } = deps
  const service = await serviceById(services.db, session.id)
  if (!service.settings.signOutThere) return null
  const hint = openHint(deps, session)
  const asked = isOidc(service)
    ? oidcSignOutUrl(services, service, hint)
    : samlSignOutUrl(services, service as ServiceRow<SamlSettings>, hint)
  // The session here is over already; a provider that is down must not keep somebody at a shared desk waiting.
  return Promise.race([asked, sleep(patience, null, { ref: false })])
}
