import { createBluesky } from '#networks/bluesky/index.ts'
import type { Network, NetworkContext } from '#networks/contract.ts'
import { createMastodon } from '#networks/mastodon/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { createNetworkLock, createSealedStore } from '#features/register/index.ts'
import type { Services } from '#platform/services.ts'

/** Every network, by its id. The only place that names them. */
export function createNetworks(services: Services): Map<string, Network> {
  const { config, clock, log, db, sealer, fetch } = services
  const lock = createNetworkLock({ db, log })
  const store = createSealedStore(db, sealer, clock)
  const context = (network: string): NetworkContext => ({
    clock,
    log: log.child({ network }),
    fetch,
    store: {
      get: (space, key) => store.get(`${network}.${space}`, key),
      set: (space, key, value, expiresAt) => store.set(`${network}.${space}`, key, value, expiresAt),
      delete: (space, key) => store.delete(`${network}.${space}`, key),
    },
    lock: (name, work) => lock(`${network}.${name}`, work),
    publicUrl: config.publicUrl,
    appName: 'Rostrum',
  })
  const networks = [
    createPractice(context('practice'), { db }),
    createBluesky(context('bluesky'), { plcUrl: config.plcUrl }),
    createMastodon(context('mastodon')),
  ]
  return new Map(networks.map((network) => [network.profile.id, network]))
}
