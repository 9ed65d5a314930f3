import type { Network, NetworkContext } from '../contract.ts'
import { createBearer } from '../families/bearer.ts'
import { checkOAuth2App } from '../families/oauth2.ts'
import { createRoll } from '../families/own-posts.ts'
import { openGrant } from '../families/renew.ts'
import { usualSettings, xService, type XOptions } from './api.ts'
import { disconnectX, finishX, startX, xAppFields, xRenewing } from './connect.ts'
import { xProfile } from './limits.ts'
import { XSession } from './session.ts'

export type { XOptions } from './api.ts'

/** X, formerly Twitter, by its API v2. */
export function createX(context: NetworkContext, options: XOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const renewing = xRenewing(context, settings)
  const roll = createRoll()
  return {
    profile: xProfile,
    app: {
      fields: xAppFields,
      scopes: [...xService(settings).scopes],
      console: 'https://console.x.com',
    },
    checkApp: () => checkOAuth2App(context, xService(settings)),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to X',
        hint: 'You sign in at X as the account itself and allow posting.',
        fields: [],
        start: (_values, handle, state) => startX(context, settings, handle, state),
        finish: (pending, params) => finishX(context, settings, pending, params),
      },
    ],
    async open(connection, saveGrant) {
      const grant = await openGrant(context, renewing, connection, saveGrant)
      const bearer = createBearer(context, renewing, connection, grant, saveGrant)
      return new XSession({ context, settings, connection, bearer, roll })
    },
    disconnect: (connection) => disconnectX(context, settings, connection),
  }
}
