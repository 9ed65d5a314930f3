import { authorise, namesOf, type Actor } from '#features/people/index.ts'
import { callbackPath, type Network } from '#networks/contract.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import type { AppChecked, Dependent, NetworkAppView, NetworkLine } from './contract.ts'
import { guideOf } from './guide.ts'
import { dependentsOf, findingsOf } from './look.ts'
import { appStateOf, waysOf } from './rules.ts'
import { appRow, openApp, type NetworkAppRow } from './store.ts'

type Deps = Pick<RegisterDeps, 'services' | 'networks'>

/** Every network by name: how accounts there are connected, whether an app is wanted and who registered it. */
export async function listNetworkApps(deps: Deps, actor: Actor): Promise<NetworkLine[]> {
  authorise(actor, 'networks.apps')
  const { services, networks } = deps
  const rows = await services.db.selectFrom('network_app').selectAll().execute()
  const names = await namesOf(
    services.db,
    rows.flatMap(({ registered_by: by }) => by ?? []),
  )
  const accounts = await dependentsOf(services.db, nowOf(services))
  return [...networks.values()]
    .map((network) =>
      lineOf(deps, network, {
        row: rows.find((each) => each.network === network.profile.id),
        accounts: accounts.get(network.profile.id) ?? [],
        names,
      }),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

/** One network with its form, its guide and the accounts that depend on it. Secrets are not in it. */
export async function readNetworkApp(deps: Deps, actor: Actor, id: string): Promise<NetworkAppView> {
  authorise(actor, 'networks.apps')
  const { services } = deps
  const network = networkOrThrow(deps, id)
  const row = await appRow(services.db, id)
  const names = await namesOf(services.db, row?.registered_by ? [row.registered_by] : [])
  const accounts = (await dependentsOf(services.db, nowOf(services), id)).get(id) ?? []
  const values = (row && openApp(services, row)) ?? {}
  return {
    ...lineOf(deps, network, { row, accounts, names }),
    version: row?.version ?? 0,
    fields: (network.app?.fields ?? []).map((field) => ({
      ...field,
      value: field.secret ? '' : (values[field.name] ?? ''),
      filled: values[field.name] !== undefined,
    })),
    scopes: network.app?.scopes ?? [],
    console: network.app?.console ?? null,
    callback: `${services.config.publicUrl}${callbackPath(id)}`,
    checkable: network.checkApp !== undefined,
    checked: row ? checkedOf(row) : null,
    dependents: accounts,
    guide: guideOf(id, services.config.publicUrl),
  }
}

/** Throws `NotFound` for a network that this installation does not speak with. */
export function networkOrThrow({ networks }: Deps, id: string): Network {
  const network = networks.get(id)
  if (!network) throw new NotFound('network')
  return network
}

interface Known {
  row: NetworkAppRow | undefined
  accounts: Dependent[]
  names: ReadonlyMap<string, string>
}

function lineOf({ services }: Deps, network: Network, { row, accounts, names }: Known): NetworkLine {
  const app = appStateOf(network, row, row ? openApp(services, row) : null)
  return {
    network: network.profile.id,
    name: network.profile.name,
    ways: waysOf(network),
    app,
    registered: row
      ? { by: row.registered_by ? (names.get(row.registered_by) ?? null) : null, at: row.registered_at }
      : null,
    accounts: accounts.length,
    connected: accounts.filter(({ state }) => state !== 'none').length,
    findings: findingsOf({ network, app, accounts, publicUrl: services.config.publicUrl }),
  }
}

function checkedOf({ checked_at: at, check_kind: kind, check_say: say }: NetworkAppRow): AppChecked | null {
  return at !== null && kind !== null ? { at, kind, say: say ?? '' } : null
}
