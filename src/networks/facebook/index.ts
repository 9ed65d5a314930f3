import { type Network, type NetworkContext, ReconnectNeeded } from '../contract.ts'
import { checkGraphApp, graphApp, openGraph, startGraphLogin } from '../families/graph-sign-in.ts'
import { typedHandle } from '../families/handle.ts'
import { facebookLogin, facebookScopes, finishFacebook } from './connect.ts'
import { facebookProfile } from './limits.ts'
import { facebookGrant, usualOptions, type FacebookOptions } from './page.ts'
import { FacebookSession } from './session.ts'

export type { FacebookOptions } from './page.ts'

/** Facebook Pages. Personal profiles and groups have no API for publishing. */
export function createFacebook(context: NetworkContext, given: FacebookOptions = {}): Network {
  const options = { ...usualOptions, ...given }
  return {
    profile: facebookProfile,
    app: graphApp(facebookScopes),
    checkApp: () => checkGraphApp(context, facebookLogin(options)),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to Facebook',
        hint: 'Somebody who looks after the Page signs in at Facebook, ticks the Page, and allows publishing.',
        fields: [],
        async start(_values, typed, state) {
          const handle = typedHandle(facebookProfile, typed)
          return startGraphLogin(context, facebookLogin(options), handle, state)
        },
        finish: (pending, params) => finishFacebook(context, options, pending, params),
      },
    ],
    async open({ handle, grant }) {
      const read = facebookGrant.safeParse(grant)
      if (!read.success)
        throw new ReconnectNeeded(`The connection of ${handle} can’t be read. Connect it again.`)
      const { token, pageId } = read.data
      const graph = await openGraph(context, options, { name: facebookProfile.name, handle, token })
      return new FacebookSession({ context, options, graph, id: pageId })
    },
  }
}
