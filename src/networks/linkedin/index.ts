import type { Network, NetworkContext } from '../contract.ts'
import { createBearer } from '../families/bearer.ts'
import { createRoll } from '../families/own-posts.ts'
import { openGrant } from '../families/renew.ts'
import { linkedinService, usualSettings, type LinkedInOptions } from './api.ts'
import {
  checkLinkedInApp,
  finishLinkedIn,
  linkedinAppFields,
  linkedinRenewing,
  startLinkedIn,
} from './connect.ts'
import { linkedinProfile } from './limits.ts'
import { LinkedInSession } from './session.ts'

export type { LinkedInOptions } from './api.ts'

/** Pages of organisations on LinkedIn, by its Community Management API. */
export function createLinkedIn(context: NetworkContext, options: LinkedInOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const renewing = linkedinRenewing(context, settings)
  const roll = createRoll()
  return {
    profile: linkedinProfile,
    app: {
      fields: linkedinAppFields,
      scopes: [...linkedinService(settings).scopes],
      console: 'https://www.linkedin.com/developers/apps',
    },
    checkApp: () => checkLinkedInApp(context, settings),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to LinkedIn',
        hint: 'You sign in at LinkedIn as yourself; you have to be a super admin of the Page.',
        fields: [],
        start: (_values, handle, state) => startLinkedIn(context, settings, handle, state),
        finish: (pending, params) => finishLinkedIn(context, settings, pending, params),
      },
    ],
    async open(connection, saveGrant) {
      const grant = await openGrant(context, renewing, connection, saveGrant)
      const bearer = createBearer(context, renewing, connection, grant, saveGrant)
      return new LinkedInSession({ context, settings, connection, bearer, roll })
    },
  }
}
