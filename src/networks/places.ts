/** Every network's place, apart from its profile: a page that counts characters needs none of it. */
import { blackboardPlace } from './blackboard/place.ts'
import { blueskyPlace } from './bluesky/place.ts'
import { collaboratePlace } from './collaborate/place.ts'
import { campusPressPlace } from './campuspress/place.ts'
import { discoursePlace } from './discourse/place.ts'
import { facebookPlace } from './facebook/place.ts'
import { instagramPlace } from './instagram/place.ts'
import { linkedinPlace } from './linkedin/place.ts'
import { mastodonPlace } from './mastodon/place.ts'
import { emailPlace } from './email/place.ts'
import type { Place } from './place.ts'
import { flickrPlace } from './flickr/place.ts'
import { youtubePlace } from './youtube/place.ts'
import { outlookPlace } from './outlook/place.ts'
import { practicePlace } from './practice/place.ts'
import { teamsPlace } from './teams/place.ts'
import { telegramPlace } from './telegram/place.ts'
import { wordPressPlace } from './wordpress/place.ts'
import { threadsPlace } from './threads/place.ts'
import { tiktokPlace } from './tiktok/place.ts'
import { xPlace } from './x/place.ts'
import { snapchatPlace } from './snapchat/place.ts'
import { whatsappPlace } from './whatsapp/place.ts'

export { otherPlaces } from './other-places.ts'

/** By the network's id. */
export const places: Readonly<Record<string, Place>> = {
  practice: practicePlace,
  email: emailPlace,
  blackboard: blackboardPlace,
  whatsapp: whatsappPlace,
  snapchat: snapchatPlace,
  collaborate: collaboratePlace,
  bluesky: blueskyPlace,
  mastodon: mastodonPlace,
  linkedin: linkedinPlace,
  x: xPlace,
  threads: threadsPlace,
  tiktok: tiktokPlace,
  facebook: facebookPlace,
  instagram: instagramPlace,
  youtube: youtubePlace,
  flickr: flickrPlace,
  // Any host may be one of these; a shared address is read as Mastodon’s, which stands before them.
  wordpress: wordPressPlace,
  campuspress: campusPressPlace,
  discourse: discoursePlace,
  outlook: outlookPlace,
  teams: teamsPlace,
  telegram: telegramPlace,
}
