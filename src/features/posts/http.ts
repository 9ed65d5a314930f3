import type { ApiApp } from '#platform/http/index.ts'
import { byHandRoutes } from './by-hand/http.ts'
import { scheduleRoutes } from './calendar-http.ts'
import { afterwardsRoutes } from './afterwards/http.ts'
import type { PostsDeps } from './deps.ts'
import { draftRoutes } from './draft-http.ts'
import { mentionRoutes } from './mentions/http.ts'
import { pauseRoutes, publicationRoutes } from './publishing-http.ts'
import { reviewRoutes } from './review-http.ts'
import { waitRoutes } from './waits-http.ts'

/** All routes of posts. */
export function postRoutes(app: ApiApp, deps: PostsDeps): void {
  draftRoutes(app, deps)
  reviewRoutes(app, deps)
  waitRoutes(app, deps)
  scheduleRoutes(app, deps)
  publicationRoutes(app, deps)
  pauseRoutes(app, deps)
  afterwardsRoutes(app, deps)
  byHandRoutes(app, deps)
  mentionRoutes(app, deps)
}
