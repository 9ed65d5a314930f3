import type { Db, Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { z } from 'zod'
import { ServiceSettings, type OidcSettings, type SamlSettings } from './contract.ts'
import { roundRules } from './rules.ts'
import './tables.ts'

/** One sign-in service as it is set up. Its secret stays sealed until it is used. */
export interface ServiceRow<Settings extends OidcSettings | SamlSettings = OidcSettings | SamlSettings> {
  id: string
  name: string
  enabled: boolean
  required: boolean
  settings: Settings
  sealed: string
  changedAt: string
  createdAt: string
}

export const secretContext = (id: string): string => `people.sign-in-service:${id}`
const Secret = z.object({ secret: z.string() })

/** The client secret, or our private key as PEM. */
export function secretOf(services: Pick<Services, 'sealer'>, service: ServiceRow): string {
  return Secret.parse(JSON.parse(services.sealer.open(service.sealed, secretContext(service.id)))).secret
}

export function sealSecret(services: Pick<Services, 'sealer'>, id: string, secret: string): string {
  return services.sealer.seal(JSON.stringify({ secret }), secretContext(id))
}

const selected = (db: Db | Tx) =>
  db
    .selectFrom('sign_in_service')
    .select(['id', 'name', 'enabled', 'required', 'settings', 'sealed', 'changed_at', 'created_at'])

type Selected = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>

const rowOf = (row: Selected): ServiceRow => ({
  id: row.id,
  name: row.name,
  enabled: row.enabled,
  required: row.required,
  settings: ServiceSettings.parse(row.settings),
  sealed: row.sealed,
  changedAt: row.changed_at,
  createdAt: row.created_at,
})

export async function allServices(db: Db | Tx): Promise<ServiceRow[]> {
  const rows = await selected(db).orderBy('position').orderBy('created_at').execute()
  return rows.map(rowOf)
}

/** Throws `NotFound`. */
export async function serviceById(db: Db | Tx, id: string): Promise<ServiceRow> {
  const row = await selected(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('sign-in service')
  return rowOf(row)
}

/** Remembers what went wrong, for whoever runs the service here. Never in the ledger: it is trouble, not a deed. */
export async function noteFault(
  services: Services,
  serviceId: string,
  fault: { code: string; says: string; detail: string },
): Promise<void> {
  services.log.info({ service: serviceId, code: fault.code, detail: fault.detail }, 'a sign-in was refused')
  const { db } = services
  await db
    .insertInto('sign_in_fault')
    .values({
      id: newId(),
      service_id: serviceId,
      code: fault.code,
      says: fault.says,
      detail: fault.detail.slice(0, 500),
      at: nowOf(services),
    })
    .execute()
  await db
    .deleteFrom('sign_in_fault')
    .where('service_id', '=', serviceId)
    .where('id', 'not in', (from) =>
      from
        .selectFrom('sign_in_fault')
        .select('id')
        .where('service_id', '=', serviceId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(roundRules.faultsKept),
    )
    .execute()
}

/** True the first time a token or an assertion is seen; false when it was taken before. */
export async function takeOnce(
  services: Services,
  db: Db | Tx,
  serviceId: string,
  token: string,
  until: string,
): Promise<boolean> {
  const taken = await db
    .insertInto('sign_in_seen')
    .values({ service_id: serviceId, token_hash: services.sealer.fingerprint(token), until })
    .onConflict((on) => on.doNothing())
    .returning('token_hash')
    .executeTakeFirst()
  return taken !== undefined
}
