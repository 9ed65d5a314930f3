import type { Network, NetworkContext } from '../contract.ts'
import { createBearer } from '../families/bearer.ts'
import { checkOAuth2App } from '../families/oauth2.ts'
import { openGrant } from '../families/renew.ts'
import { usualSettings, type YouTubeOptions } from './api.ts'
import {
  disconnectYouTube,
  finishYouTube,
  googleService,
  startYouTube,
  youtubeAppFields,
  youtubeRenewing,
  youtubeScopes,
} from './connect.ts'
import { youtubeProfile } from './limits.ts'
import { YouTubeSession } from './session.ts'

export type { YouTubeOptions } from './api.ts'

/** YouTube, by its Data API v3. */
export function createYouTube(context: NetworkContext, options: YouTubeOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const renewing = youtubeRenewing(context, settings)
  return {
    profile: youtubeProfile,
    app: {
      fields: youtubeAppFields,
      scopes: [...youtubeScopes],
      console: 'https://console.cloud.google.com/apis/credentials',
    },
    checkApp: () => checkOAuth2App(context, googleService(settings)),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in with Google',
        hint: 'You choose the channel (or brand account) at Google and allow Rostrum to manage it.',
        fields: [],
        start: (_values, handle, state) => startYouTube(context, settings, handle, state),
        finish: (pending, params) => finishYouTube(context, settings, pending, params),
      },
    ],
    async open(connection, saveGrant) {
      const grant = await openGrant(context, renewing, connection, saveGrant)
      const bearer = createBearer(context, renewing, connection, grant, saveGrant)
      const { remoteId: channelId } = connection
      return new YouTubeSession({ context, settings, connection, channelId, uploads: grant.uploads, bearer })
    },
    disconnect: (connection) => disconnectYouTube(context, settings, connection),
  }
}
