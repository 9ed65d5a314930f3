import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Network } from '#networks/contract.ts'
import type { Created, Db, Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import type { AppChecked } from './contract.ts'
import { lacking } from './rules.ts'

interface NetworkAppTable {
  network: string
  /** All that was filled in, as JSON. */
  sealed: string
  version: Created<number>
  registered_by: string | null
  registered_at: string
  checked_at: Created<string | null>
  check_kind: Created<AppChecked['kind'] | null>
  check_say: Created<string | null>
}
export type NetworkAppRow = Selectable<NetworkAppTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    network_app: NetworkAppTable
  }
}

/** What an app's values are bound to. */
export function appContext(network: string): string {
  return `network-app:${network}`
}

type AppValues = Readonly<Record<string, string>>
const valuesShape = z.record(z.string(), z.string())

export function appRow(db: Db | Tx, network: string): Promise<NetworkAppRow | undefined> {
  return db.selectFrom('network_app').selectAll().where('network', '=', network).executeTakeFirst()
}

/** What was filled in; null when no key that is here opens it. */
export function openApp({ sealer }: Pick<Services, 'sealer'>, row: NetworkAppRow): AppValues | null {
  let opened: string
  try {
    opened = sealer.open(row.sealed, appContext(row.network))
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
  return valuesShape.parse(JSON.parse(opened))
}

export function sealApp({ sealer }: Pick<Services, 'sealer'>, network: string, values: AppValues): string {
  return sealer.seal(JSON.stringify(values), appContext(network))
}

/** What a network is handed: the values of its app, or undefined while there is none that can be opened. */
export async function appValues(
  services: Pick<Services, 'db' | 'sealer' | 'log'>,
  network: string,
): Promise<AppValues | undefined> {
  const row = await appRow(services.db, network)
  if (!row) return undefined
  const values = openApp(services, row)
  if (values) return values
  services.log.error({ network }, 'the app of a network was sealed with a key that is not in the key file')
  return undefined
}

/** Is there all that this network wants, so that accounts there can be connected? */
export async function appReady(
  services: Pick<Services, 'db' | 'sealer' | 'log'>,
  { app, profile }: Pick<Network, 'app' | 'profile'>,
): Promise<boolean> {
  if (!app) return true
  const values = await appValues(services, profile.id)
  return values !== undefined && lacking(app.fields, values).length === 0
}
