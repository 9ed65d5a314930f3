import type { ApiApp } from '#platform/http/index.ts'
import type { PeopleDeps } from './deps.ts'
import { enrolmentRoutes } from './enrolment-http.ts'
import { meRoutes } from './me-http.ts'
import { peopleListRoutes } from './people-http.ts'
import { sessionRoutes } from './session-http.ts'
import { officeRoutes, unitRoutes } from './structure-http.ts'

/** All routes of people. Register `peopleHooks` first. */
export function peopleRoutes(app: ApiApp, deps: PeopleDeps): void {
  sessionRoutes(app, deps)
  enrolmentRoutes(app, deps)
  meRoutes(app, deps)
  peopleListRoutes(app, deps)
  officeRoutes(app, deps)
  unitRoutes(app, deps)
}
