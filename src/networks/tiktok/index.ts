import { NetworkTrouble, type Network, type NetworkContext } from '../contract.ts'
import { openGrant } from '../families/renew.ts'
import { usualSettings, type TikTokOptions } from './api.ts'
import {
  checkTikTokApp,
  disconnectTikTok,
  finishTikTok,
  renewingTikTok,
  startTikTok,
  tiktokApp,
  tiktokGrant,
} from './connect.ts'
import { tiktokProfile } from './limits.ts'
import { TikTokSession } from './session.ts'

export type { TikTokOptions } from './api.ts'

/** TikTok, by its Content Posting API (v2). */
export function createTikTok(context: NetworkContext, options: TikTokOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  return {
    profile: tiktokProfile,
    fetchesMedia: true,
    app: tiktokApp,
    checkApp: () => checkTikTokApp(context, settings),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to TikTok',
        hint: 'You sign in on the page of TikTok and allow posting. Leave every switch there on.',
        fields: [],
        start: (_values, handle, state) => startTikTok(context, settings, handle, state),
        finish: (pending, params) => finishTikTok(context, settings, pending, params),
      },
    ],
    async open(connection, saveGrant) {
      const grant = await openGrant(context, renewingTikTok(context, settings), connection, saveGrant)
      return new TikTokSession({ context, settings, connection, grant })
    },
    async disconnect(connection) {
      const grant = tiktokGrant.safeParse(connection.grant)
      if (!grant.success)
        throw new NetworkTrouble(
          `The connection of ${connection.handle} can’t be read, so it could not be ended.`,
        )
      await disconnectTikTok(context, settings, grant.data)
    },
  }
}
