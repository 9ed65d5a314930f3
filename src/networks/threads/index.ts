import { ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import { createRoll } from '../families/own-posts.ts'
import { openGrant } from '../families/renew.ts'
import { usualSettings, type ThreadsOptions } from './api.ts'
import {
  checkThreadsApp,
  finishThreads,
  grantHasEnded,
  renewingThreads,
  startThreads,
  threadsApp,
} from './connect.ts'
import { threadsProfile } from './limits.ts'
import { ThreadsSession } from './session.ts'

export type { ThreadsOptions } from './api.ts'

/** Tokens last for weeks; so often, opening an account asks whether somebody has ended the permission. */
const checkEvery = 12 * 3_600_000

/** Threads, by its own API (v1.0). */
export function createThreads(context: NetworkContext, options: ThreadsOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const checked = new Map<string, number>()
  const roll = createRoll()
  return {
    profile: threadsProfile,
    fetchesMedia: true,
    app: threadsApp,
    checkApp: () => checkThreadsApp(context, settings),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to Threads',
        hint: 'You sign in on the page of Threads and allow posting.',
        fields: [],
        start: (_values, handle, state) => startThreads(context, settings, handle, state),
        finish: (pending, params) => finishThreads(context, settings, pending, params),
      },
    ],
    async open(connection, saveGrant) {
      const grant = await openGrant(context, renewingThreads(context, settings), connection, saveGrant)
      const now = context.clock.now().epochMilliseconds
      if (now - (checked.get(connection.remoteId) ?? -Infinity) >= checkEvery) {
        if (await grantHasEnded(context, settings, grant))
          throw new ReconnectNeeded(
            `Threads no longer lets us act as ${connection.handle}. Connect the account again.`,
          )
        checked.set(connection.remoteId, now)
      }
      return new ThreadsSession({ context, settings, connection, grant, roll })
    },
  }
}
