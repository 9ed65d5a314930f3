/** Every network's profile. Light enough for the browser: limits and counting only, nothing that connects. */
import { blueskyProfile } from './bluesky/limits.ts'
import { mastodonProfile } from './mastodon/limits.ts'
import { practiceProfile } from './practice/limits.ts'
import type { NetworkProfile } from './profile.ts'

export const profiles: NetworkProfile[] = [practiceProfile, blueskyProfile, mastodonProfile]

/** Undefined when there is no such network. */
export function profileOf(id: string): NetworkProfile | undefined {
  return profiles.find((profile) => profile.id === id)
}
