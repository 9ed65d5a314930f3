import type { ApiApp } from '#platform/http/index.ts'
import type { PeopleDeps } from './deps.ts'
import { directoryRoutes } from './directory/http.ts'
import { enrolmentRoutes } from './enrolment-http.ts'
import { meRoutes } from './me-http.ts'
import { peopleListRoutes, personUnitRoutes } from './people-http.ts'
import { scimRoutes } from './scim/http.ts'
import { sessionRoutes } from './session-http.ts'
import { ssoRoutes } from './sso/http.ts'
import { manageServiceRoutes } from './sso/manage-http.ts'
import { officeRoutes, unitRoutes } from './structure-http.ts'

/** All routes of people. Register `peopleHooks` first. */
export function peopleRoutes(app: ApiApp, deps: PeopleDeps): void {
  sessionRoutes(app, deps)
  enrolmentRoutes(app, deps)
  meRoutes(app, deps)
  peopleListRoutes(app, deps)
  personUnitRoutes(app, deps)
  officeRoutes(app, deps)
  unitRoutes(app, deps)
  directoryRoutes(app, deps)
  scimRoutes(app, deps)
  ssoRoutes(app, deps)
  manageServiceRoutes(app, deps)
}
