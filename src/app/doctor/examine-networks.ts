import { findingsByNetwork } from '#features/register/index.ts'
import type { Network } from '#networks/contract.ts'
import type { Services } from '#platform/services.ts'
import type { Finding } from './contract.ts'

/** What each network that is used lacks: its app, an address that it can reach, connections that hold. */
export async function examineNetworks(
  services: Pick<Services, 'db' | 'clock' | 'sealer' | 'config'>,
  networks: ReadonlyMap<string, Network>,
): Promise<Finding[]> {
  const found = await findingsByNetwork(services, networks)
  return found.flatMap(({ network, name, findings }) =>
    findings.map((finding, index) => ({
      id: index === 0 ? `network-${network}` : `network-${network}-${index + 1}`,
      title: name,
      state: finding.state,
      says: finding.says,
      ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    })),
  )
}
