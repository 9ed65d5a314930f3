/** Every network's place, apart from its profile: a page that counts characters needs none of it. */
import { blueskyPlace } from './bluesky/place.ts'
import { mastodonPlace } from './mastodon/place.ts'
import type { Place } from './place.ts'
import { practicePlace } from './practice/place.ts'

export { otherPlaces } from './other-places.ts'

/** By the network's id. */
export const places: Readonly<Record<string, Place>> = {
  practice: practicePlace,
  bluesky: blueskyPlace,
  mastodon: mastodonPlace,
}
