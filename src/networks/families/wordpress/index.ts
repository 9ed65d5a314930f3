/** Blogs of WordPress, by their REST API: what every network of them shares. */
import { ReconnectNeeded, type Network, type NetworkContext } from '../../contract.ts'
import type { NetworkProfile } from '../../profile.ts'
import {
  connectByForm,
  disconnectSite,
  finishByPage,
  formFields,
  hasEnded,
  redirectFields,
  startByPage,
  type Parts,
} from './connect.ts'
import { WordPressSession } from './session.ts'
import { usualSettings, wordPressGrant, type WordPressOptions } from './site.ts'

export type { WordPressOptions } from './site.ts'

/** Application passwords don't end by themselves; so often, opening an account asks whether somebody has ended it. */
const checkEvery = 12 * 3_600_000

export function createWordPressNetwork(
  context: NetworkContext,
  profile: NetworkProfile,
  options: WordPressOptions = {},
): Network {
  const settings = { ...usualSettings, ...options }
  const parts: Parts = { context, settings, profile }
  const checked = new Map<string, number>()
  return {
    profile,
    connectMethods: [
      {
        id: 'authorize',
        kind: 'redirect',
        label: 'Sign in to the blog',
        hint: 'You sign in on the blog’s own page and approve the connection.',
        fields: redirectFields,
        start: (values, handle, state) => startByPage(parts, values, handle, state),
        finish: (pending, params) => finishByPage(parts, pending, params),
      },
      {
        id: 'application-password',
        kind: 'form',
        label: 'Application password',
        hint: 'Where the sign-in page does not lead back here, or for a user of the blog’s own that nobody signs in as.',
        fields: formFields,
        connect: (values, handle) => connectByForm(parts, values, handle),
      },
    ],
    async open(connection) {
      const grant = wordPressGrant.safeParse(connection.grant)
      if (!grant.success)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      const now = context.clock.now().epochMilliseconds
      const key = `${grant.data.api} ${grant.data.user} ${grant.data.password}`
      if (now - (checked.get(key) ?? -Infinity) >= checkEvery) {
        if (await hasEnded(parts, grant.data))
          throw new ReconnectNeeded(
            `${profile.name} no longer lets us act for ${connection.handle}. Connect the account again.`,
          )
        checked.set(key, now)
      }
      return new WordPressSession(context, settings, profile, connection, grant.data)
    },
    disconnect: (connection) => disconnectSite(parts, connection),
  }
}
