import type { Network } from '#networks/contract.ts'
import { isoOf, type Services } from '#platform/services.ts'
import type { NetworkFinding } from './contract.ts'
import { dependentsOf, findingsOf } from './look.ts'
import { appStateOf } from './rules.ts'
import { openApp } from './store.ts'

/** What is missing or wrong with each network that is used, for whoever looks after the system. */
export async function findingsByNetwork(
  { db, clock, sealer, config }: Pick<Services, 'db' | 'clock' | 'sealer' | 'config'>,
  networks: ReadonlyMap<string, Network>,
): Promise<{ network: string; name: string; findings: NetworkFinding[] }[]> {
  const rows = await db.selectFrom('network_app').selectAll().execute()
  const accounts = await dependentsOf(db, isoOf(clock.now()))
  return [...networks.values()].flatMap((network) => {
    const { id, name } = network.profile
    const row = rows.find((each) => each.network === id)
    const findings = findingsOf({
      network,
      app: appStateOf(network, row, row ? openApp({ sealer }, row) : null),
      accounts: accounts.get(id) ?? [],
      publicUrl: config.publicUrl,
    })
    return findings.length > 0 ? [{ network: id, name, findings }] : []
  })
}
