/** Every network's profile. Light enough for the browser: limits and counting only, nothing that connects. */
import { blackboardProfile } from './blackboard/limits.ts'
import { blueskyProfile } from './bluesky/limits.ts'
import { collaborateProfile } from './collaborate/limits.ts'
import { campusPressProfile } from './campuspress/limits.ts'
import { discourseProfile } from './discourse/limits.ts'
import { emailProfile } from './email/limits.ts'
import { facebookProfile } from './facebook/limits.ts'
import { instagramProfile } from './instagram/limits.ts'
import { linkedinProfile } from './linkedin/limits.ts'
import { mastodonProfile } from './mastodon/limits.ts'
import { outlookProfile } from './outlook/limits.ts'
import { practiceProfile } from './practice/limits.ts'
import { teamsProfile } from './teams/limits.ts'
import { telegramProfile } from './telegram/limits.ts'
import { flickrProfile } from './flickr/limits.ts'
import { youtubeProfile } from './youtube/limits.ts'
import type { NetworkProfile } from './profile.ts'
import { wordPressProfile } from './wordpress/limits.ts'
import { threadsProfile } from './threads/limits.ts'
import { tiktokProfile } from './tiktok/limits.ts'
import { xProfile } from './x/limits.ts'
import { snapchatProfile } from './snapchat/limits.ts'
import { whatsappProfile } from './whatsapp/limits.ts'

export const profiles: NetworkProfile[] = [
  practiceProfile,
  emailProfile,
  blackboardProfile,
  whatsappProfile,
  snapchatProfile,
  collaborateProfile,
  blueskyProfile,
  mastodonProfile,
  linkedinProfile,
  xProfile,
  threadsProfile,
  tiktokProfile,
  facebookProfile,
  instagramProfile,
  wordPressProfile,
  campusPressProfile,
  discourseProfile,
  youtubeProfile,
  flickrProfile,
  outlookProfile,
  teamsProfile,
  telegramProfile,
]

/** Undefined when there is no such network. */
export function profileOf(id: string): NetworkProfile | undefined {
  return profiles.find((profile) => profile.id === id)
}
