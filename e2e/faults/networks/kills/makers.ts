/** How the worker’s process makes the network that the harness made: the same code with the same settings. */
import { createBlackboard } from '#networks/blackboard/index.ts'
import { createBluesky } from '#networks/bluesky/index.ts'
import { createCampusPress } from '#networks/campuspress/index.ts'
import type { Network, NetworkContext } from '#networks/contract.ts'
import { createDiscourse } from '#networks/discourse/index.ts'
import { createEmail } from '#networks/email/index.ts'
import { createFacebook } from '#networks/facebook/index.ts'
import { createFlickr } from '#networks/flickr/index.ts'
import { createInstagram } from '#networks/instagram/index.ts'
import { createLinkedIn } from '#networks/linkedin/index.ts'
import { createMastodon } from '#networks/mastodon/index.ts'
import { createOutlook } from '#networks/outlook/index.ts'
import { createTeams } from '#networks/teams/index.ts'
import { createTelegram } from '#networks/telegram/index.ts'
import { createThreads } from '#networks/threads/index.ts'
import { createTikTok } from '#networks/tiktok/index.ts'
import { createWordPress } from '#networks/wordpress/index.ts'
import { createX } from '#networks/x/index.ts'
import { createYouTube } from '#networks/youtube/index.ts'

/** The settings are those that the harness gave to the same function. */
type Maker = (context: NetworkContext, settings: never) => Network

/** By the network’s id. */
export const makers: Readonly<Record<string, Maker>> = {
  blackboard: createBlackboard,
  bluesky: createBluesky,
  campuspress: createCampusPress,
  discourse: createDiscourse,
  email: createEmail,
  facebook: createFacebook,
  flickr: createFlickr,
  instagram: createInstagram,
  linkedin: createLinkedIn,
  mastodon: createMastodon,
  outlook: createOutlook,
  teams: createTeams,
  telegram: createTelegram,
  threads: createThreads,
  tiktok: createTikTok,
  wordpress: createWordPress,
  x: createX,
  youtube: createYouTube,
}
