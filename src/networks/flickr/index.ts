import {
  ConnectRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type Network,
  type NetworkContext,
} from '../contract.ts'
import { createOAuth1Signer } from '../families/oauth1.ts'
import { flickrPerms, usualSettings, type FlickrOptions } from './api.ts'
import { finishFlickr, flickrAppFields, flickrKeys, grantOf, hasEnded, startFlickr } from './connect.ts'
import { flickrProfile } from './limits.ts'
import { FlickrSession } from './session.ts'

export type { FlickrOptions } from './api.ts'

/** Tokens of Flickr don't end by themselves; so often, opening an account asks whether somebody has ended it. */
const checkEvery = 12 * 3_600_000

/** Every call is signed with the app's keys, so an app that somebody took out of the settings is a trouble of its own. */
function noApp(error: unknown): never {
  throw error instanceof ConnectRefused ? new NetworkTrouble(error.message) : error
}

/** Flickr, by its REST API and its API for uploads. There is no call that ends a permission, so no `disconnect`. */
export function createFlickr(context: NetworkContext, options: FlickrOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const signer = createOAuth1Signer(context)
  const checked = new Map<string, number>()
  return {
    profile: flickrProfile,
    app: {
      fields: flickrAppFields,
      scopes: [flickrPerms],
      console: 'https://www.flickr.com/services/apps/create/',
    },
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to Flickr',
        hint: 'You sign in at Flickr as the account itself and allow Rostrum to upload, edit and delete.',
        fields: [],
        start: (_values, handle, state) => startFlickr(context, settings, signer, handle, state),
        finish: (pending, params) => finishFlickr(context, settings, signer, pending, params),
      },
    ],
    async open(connection) {
      const token = grantOf(connection.grant)
      if (!token)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      const access = { context, settings, signer, keys: await flickrKeys(context).catch(noApp), token }
      const now = context.clock.now().epochMilliseconds
      if (now - (checked.get(token.token) ?? -Infinity) >= checkEvery) {
        if (await hasEnded(access))
          throw new ReconnectNeeded(
            `Flickr no longer lets us act as ${connection.handle}. Connect the account again.`,
          )
        checked.set(token.token, now)
      }
      return new FlickrSession({ ...access, connection })
    },
  }
}
