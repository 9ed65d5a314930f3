/** Every network with an API, with the server or stand-in that it is tried on. The only list of them here. */
import { blackboardHarness } from '#networks/blackboard/harness.test-helper.ts'
import { blueskyHarness } from '#networks/bluesky/harness.test-helper.ts'
import { createCampusPress } from '#networks/campuspress/index.ts'
import type { Harness, HarnessOptions } from '#networks/conformance.ts'
import { discourseHarness } from '#networks/discourse/harness.test-helper.ts'
import { emailHarness } from '#networks/email/harness.test-helper.ts'
import { facebookHarness } from '#networks/facebook/harness.test-helper.ts'
import { startBlogs } from '#networks/families/wordpress/testing.test-helper.ts'
import { flickrHarness } from '#networks/flickr/harness.test-helper.ts'
import { instagramHarness } from '#networks/instagram/harness.test-helper.ts'
import { linkedInHarness } from '#networks/linkedin/harness.test-helper.ts'
import { mastodonHarness } from '#networks/mastodon/harness.test-helper.ts'
import { outlookHarness } from '#networks/outlook/harness.test-helper.ts'
import { practiceHarness } from '#networks/practice/harness.test-helper.ts'
import { profiles } from '#networks/profiles.ts'
import { teamsHarness } from '#networks/teams/harness.test-helper.ts'
import { telegramHarness } from '#networks/telegram/harness.test-helper.ts'
import { threadsHarness } from '#networks/threads/harness.test-helper.ts'
import { tikTokHarness } from '#networks/tiktok/harness.test-helper.ts'
import { createWordPress } from '#networks/wordpress/index.ts'
import { xHarness } from '#networks/x/harness.test-helper.ts'
import { youTubeHarness } from '#networks/youtube/harness.test-helper.ts'

export interface Tried {
  /** The network’s id; with another way to connect behind a dash, where that sends otherwise. */
  id: string
  start(options: HarnessOptions): Promise<Harness>
  /** A real server in a process of its own: slower to start and to answer. */
  real?: true
  /** Its limits are so narrow that every case needs an account of its own. */
  limits?: true
}

export const tried: readonly Tried[] = [
  { id: 'practice', start: practiceHarness },
  { id: 'email', start: emailHarness, real: true },
  { id: 'blackboard', start: blackboardHarness },
  { id: 'bluesky', start: blueskyHarness, real: true },
  { id: 'mastodon', start: mastodonHarness },
  { id: 'linkedin', start: linkedInHarness },
  { id: 'x', start: xHarness },
  { id: 'threads', start: threadsHarness },
  { id: 'tiktok', start: tikTokHarness, limits: true },
  { id: 'facebook', start: facebookHarness },
  { id: 'instagram', start: instagramHarness },
  { id: 'wordpress', start: (options) => startBlogs(createWordPress, false, options), real: true },
  { id: 'campuspress', start: (options) => startBlogs(createCampusPress, true, options), real: true },
  { id: 'discourse', start: (options) => discourseHarness('user', options) },
  { id: 'discourse-admin', start: (options) => discourseHarness('admin', options) },
  { id: 'youtube', start: youTubeHarness },
  { id: 'flickr', start: flickrHarness },
  { id: 'outlook', start: (options) => outlookHarness(false, options) },
  { id: 'outlook-shared', start: (options) => outlookHarness(true, options) },
  { id: 'teams', start: teamsHarness },
  { id: 'telegram', start: telegramHarness },
]

/** Networks with an API that nobody has put into the list above. */
export function untried(): string[] {
  return profiles
    .filter(({ id, capabilities }) => capabilities.publish === 'api' && !tried.some((each) => each.id === id))
    .map(({ id }) => id)
}
