import { createBluesky } from '#networks/bluesky/index.ts'
import type { Network, NetworkContext, SealedStore } from '#networks/contract.ts'
import { createMastodon } from '#networks/mastodon/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { createNetworkLock, createSealedStore } from '#features/register/index.ts'
import type { Services } from '#platform/services.ts'

/** What a network may keep, sealed, apart from every other's. */
export function sealedStoreOf({ db, sealer, clock }: Services, network: string): SealedStore {
  const store = createSealedStore(db, sealer, clock)
  return {
    get: (space, key) => store.get(`${network}.${space}`, key),
    set: (space, key, value, expiresAt) => store.set(`${network}.${space}`, key, value, expiresAt),
    delete: (space, key) => store.delete(`${network}.${space}`, key),
  }
}

/** What one network is handed. */
export function networkContext(services: Services, network: string): NetworkContext {
  const { config, clock, log, db, fetch } = services
  const lock = createNetworkLock({ db, log })
  return {
    clock,
    log: log.child({ network }),
    fetch,
    store: sealedStoreOf(services, network),
    lock: (name, work) => lock(`${network}.${name}`, work),
    publicUrl: config.publicUrl,
    appName: 'Rostrum',
  }
}

/** Every network, by its id. The only place that names them. */
export function createNetworks(services: Services): Map<string, Network> {
  const networks = [
    createPractice(networkContext(services, 'practice'), { db: services.db }),
    createBluesky(networkContext(services, 'bluesky'), {
      plcUrl: services.config.plcUrl,
      resolverUrl: services.config.handleResolverUrl,
    }),
    createMastodon(networkContext(services, 'mastodon')),
  ]
  return new Map(networks.map((network) => [network.profile.id, network]))
}
