import { nowOf, type Services } from '#platform/services.ts'
import { after } from '../rules.ts'
import type { OidcSettings } from './contract.ts'
import { readLogoutToken } from './logout-token.ts'
import { refuse } from './refusals.ts'
import { roundRules } from './rules.ts'
import { takeOnce, type ServiceRow } from './store.ts'

/** The provider says that a session is over: ends what began with it, and all of a person where it names no session. */
export async function endSessionsByToken(
  services: Services,
  service: ServiceRow<OidcSettings>,
  token: string,
): Promise<void> {
  const said = await readLogoutToken(services, service, token)
  const until = after(nowOf(services), { minutes: roundRules.assertionMinutes * 3 })
  if (!(await takeOnce(services, services.db, service.id, `logout ${said.id}`, until)))
    throw refuse('used', 'the logout token was taken before')
  let query = services.db.deleteFrom('session').where('service_id', '=', service.id)
  if (said.sid) query = query.where('service_sid', '=', said.sid)
  if (said.subject) query = query.where('service_subject', '=', said.subject)
  const ended = await query.returning('id').execute()
  services.log.info({ service: service.id, ended: ended.length }, 'the provider ended sessions')
}
