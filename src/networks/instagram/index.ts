import { type Network, type NetworkContext, ReconnectNeeded } from '../contract.ts'
import { checkGraphApp, graphApp, openGraph, startGraphLogin } from '../families/graph-sign-in.ts'
import { typedHandle } from '../families/handle.ts'
import { finishInstagram, instagramLogin, instagramScopes } from './connect.ts'
import { instagramProfile } from './limits.ts'
import { InstagramSession } from './session.ts'
import { instagramGrant, usualOptions, type InstagramOptions } from './work.ts'

export type { InstagramOptions } from './work.ts'

/** Professional accounts on Instagram, by the Facebook Page that each belongs to. */
export function createInstagram(context: NetworkContext, given: InstagramOptions = {}): Network {
  const options = { ...usualOptions, ...given }
  const { name } = instagramProfile
  return {
    profile: instagramProfile,
    fetchesMedia: true,
    app: graphApp(instagramScopes),
    checkApp: () => checkGraphApp(context, instagramLogin(options)),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to Facebook',
        hint: 'Somebody who looks after the account’s Facebook Page signs in there, ticks both, and allows publishing.',
        fields: [],
        async start(_values, typed, state) {
          const handle = typedHandle(instagramProfile, typed)
          return startGraphLogin(context, instagramLogin(options), handle, state)
        },
        finish: (pending, params) => finishInstagram(context, options, pending, params),
      },
    ],
    async open({ handle, grant }) {
      const read = instagramGrant.safeParse(grant)
      if (!read.success)
        throw new ReconnectNeeded(`The connection of ${handle} can’t be read. Connect it again.`)
      const { token, userId: id } = read.data
      // Instagram fetches the files itself, so no request of ours carries one.
      const patience = { ...options, uploadTimeout: options.timeout }
      const graph = await openGraph(context, patience, { name, handle, token })
      return new InstagramSession({ context, options, graph, id, handle: handle.toLowerCase() })
    },
  }
}
