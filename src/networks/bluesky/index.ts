import { NetworkTrouble, ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import {
  connectByPassword,
  endPasswordGrant,
  openPassword,
  passwordFields,
  passwordGrant,
} from './app-password.ts'
import { usualSettings, type BlueskyOptions } from './identity.ts'
import { blueskyProfile } from './limits.ts'
import { disconnectOAuth, finishOAuth, oauthDocuments, oauthGrant, openOAuth, startOAuth } from './oauth.ts'
import { oauthPart } from './oauth-client.ts'
import { BlueskySession } from './session.ts'

export type { BlueskyOptions } from './identity.ts'

/** Bluesky, and every other server of the AT Protocol that holds Bluesky posts. */
export function createBluesky(context: NetworkContext, options: BlueskyOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const oauth = oauthPart(context, settings)
  return {
    profile: blueskyProfile,
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to Bluesky',
        hint: 'You sign in on Bluesky’s own page and allow posting only. The usual way.',
        fields: [],
        start: (_values, handle, state) => startOAuth(oauth, handle, state),
        finish: (pending, params) => finishOAuth(oauth, pending, params),
      },
      {
        id: 'app-password',
        kind: 'form',
        label: 'Use an app password',
        hint: 'For servers without sign-in by page. An app password may do more than post, so prefer the other way.',
        fields: passwordFields,
        connect: (values, handle) => connectByPassword(context, settings, values, handle),
      },
    ],
    async open(connection, saveGrant) {
      const byOAuth = oauthGrant.safeParse(connection.grant)
      if (byOAuth.success) {
        const call = await openOAuth(oauth, connection, byOAuth.data.did)
        return new BlueskySession(context, settings, connection, call)
      }
      const byPassword = passwordGrant.safeParse(connection.grant)
      if (!byPassword.success)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      const call = await openPassword(context, settings, connection, byPassword.data, saveGrant)
      return new BlueskySession(context, settings, connection, call)
    },
    async disconnect(connection) {
      const byOAuth = oauthGrant.safeParse(connection.grant)
      if (byOAuth.success) return disconnectOAuth(oauth, byOAuth.data.did)
      const byPassword = passwordGrant.safeParse(connection.grant)
      if (byPassword.success) await endPasswordGrant(context, settings, connection.server, byPassword.data)
      else
        throw new NetworkTrouble(
          `The connection of ${connection.handle} can’t be read, so it could not be ended.`,
        )
    },
    documents: () => oauthDocuments(oauth),
  }
}
