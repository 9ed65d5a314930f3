import { createBlackboard } from '#networks/blackboard/index.ts'
import { createBluesky } from '#networks/bluesky/index.ts'
import { createCollaborate } from '#networks/collaborate/index.ts'
import { createCampusPress } from '#networks/campuspress/index.ts'
import type { Network, NetworkContext, SealedStore } from '#networks/contract.ts'
import { createFacebook } from '#networks/facebook/index.ts'
import { createInstagram } from '#networks/instagram/index.ts'
import { createEmail } from '#networks/email/index.ts'
import { createLinkedIn } from '#networks/linkedin/index.ts'
import { createDiscourse } from '#networks/discourse/index.ts'
import { createFlickr } from '#networks/flickr/index.ts'
import { createMastodon } from '#networks/mastodon/index.ts'
import { createOutlook } from '#networks/outlook/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { createYouTube } from '#networks/youtube/index.ts'
import { createSnapchat } from '#networks/snapchat/index.ts'
import { createWhatsApp } from '#networks/whatsapp/index.ts'
import { createWordPress } from '#networks/wordpress/index.ts'
import { createX } from '#networks/x/index.ts'
import { createTeams } from '#networks/teams/index.ts'
import { createTelegram } from '#networks/telegram/index.ts'
import { createThreads } from '#networks/threads/index.ts'
import { createTikTok } from '#networks/tiktok/index.ts'
import { appValues, createNetworkLock, createSealedStore } from '#features/register/index.ts'
import type { Services } from '#platform/services.ts'
import { networkOrigins } from './network-origins.ts'

/** What networks need of the platform. */
export type NetworkServices = Pick<Services, 'config' | 'clock' | 'log' | 'db' | 'sealer' | 'fetch'>

/** What a network may keep, sealed, apart from every other's. */
export function sealedStoreOf(
  { db, sealer, clock }: Pick<Services, 'db' | 'sealer' | 'clock'>,
  network: string,
): SealedStore {
  const store = createSealedStore(db, sealer, clock)
  return {
    get: (space, key) => store.get(`${network}.${space}`, key),
    set: (space, key, value, expiresAt) => store.set(`${network}.${space}`, key, value, expiresAt),
    delete: (space, key) => store.delete(`${network}.${space}`, key),
  }
}

/** What one network is handed. */
export function networkContext(services: NetworkServices, network: string): NetworkContext {
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
    app: () => appValues(services, network),
  }
}

/** Every network, by its id. The only place that names them. */
export function createNetworks(services: NetworkServices): Map<string, Network> {
  const origins = networkOrigins(services.config)
  const networks = [
    createPractice(networkContext(services, 'practice'), { db: services.db }),
    createBluesky(networkContext(services, 'bluesky'), {
      plcUrl: services.config.plcUrl,
      resolverUrl: services.config.handleResolverUrl,
    }),
    createMastodon(networkContext(services, 'mastodon')),
    createWordPress(networkContext(services, 'wordpress')),
    createCampusPress(networkContext(services, 'campuspress')),
    createDiscourse(networkContext(services, 'discourse')),
    createLinkedIn(networkContext(services, 'linkedin'), origins.at('linkedin', 'api', 'pages')),
    createX(networkContext(services, 'x'), origins.at('x', 'api', 'pages')),
    createThreads(networkContext(services, 'threads'), {
      ...origins.at('threads', 'graphUrl'),
      ...origins.below('threads', 'authorizeUrl', '/oauth/authorize'),
    }),
    createTikTok(networkContext(services, 'tiktok'), {
      ...origins.at('tiktok', 'apiUrl'),
      ...origins.below('tiktok', 'authorizeUrl', '/v2/auth/authorize/'),
    }),
    createFacebook(
      networkContext(services, 'facebook'),
      origins.at('facebook', 'wwwUrl', 'graphUrl', 'uploadUrl'),
    ),
    createInstagram(networkContext(services, 'instagram'), origins.at('instagram', 'wwwUrl', 'graphUrl')),
    createEmail(networkContext(services, 'email')),
    createBlackboard(networkContext(services, 'blackboard')),
    createWhatsApp(),
    createSnapchat(),
    createCollaborate(),
    createYouTube(networkContext(services, 'youtube'), origins.at('youtube', 'api', 'pages', 'tokens')),
    createFlickr(networkContext(services, 'flickr'), origins.at('flickr', 'api', 'up', 'www')),
    createTelegram(networkContext(services, 'telegram'), origins.at('telegram', 'api')),
    createTeams(networkContext(services, 'teams'), origins.at('teams', 'loginUrl', 'graphUrl')),
    createOutlook(networkContext(services, 'outlook'), origins.at('outlook', 'loginUrl', 'graphUrl')),
  ]
  origins.allAsked()
  return new Map(networks.map((network) => [network.profile.id, network]))
}
