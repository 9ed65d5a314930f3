import { ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import { discourseGrant, usualSettings, type DiscourseOptions } from './api.ts'
import {
  connectByKey,
  disconnectForum,
  finishByPage,
  formFields,
  redirectFields,
  startByPage,
} from './connect.ts'
import { Forum } from './forum.ts'
import { discourseProfile } from './limits.ts'
import { DiscourseSession } from './session.ts'

export type { DiscourseOptions } from './api.ts'

/** Forums of Discourse, the university's own or another's. */
export function createDiscourse(context: NetworkContext, options: DiscourseOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  return {
    profile: discourseProfile,
    connectMethods: [
      {
        id: 'user-key',
        kind: 'redirect',
        label: 'Sign in to the forum',
        hint: 'You sign in on the forum and allow posting. The forum has to know this address; see the guide.',
        fields: redirectFields,
        start: (values, handle, state) => startByPage(context, settings, values, handle, state),
        finish: (pending, params) => finishByPage(context, settings, pending, params),
      },
      {
        id: 'api-key',
        kind: 'form',
        label: 'API key of an administrator',
        hint: 'For the university’s own forum: a topic that is sent twice is then refused by the forum itself.',
        fields: formFields,
        connect: (values, handle) => connectByKey(context, settings, values, handle),
      },
    ],
    open(connection) {
      const grant = discourseGrant.safeParse(connection.grant)
      if (grant.success)
        return Promise.resolve(new DiscourseSession(new Forum(context, settings, connection, grant.data)))
      return Promise.reject(
        new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`),
      )
    },
    disconnect: (connection) => disconnectForum(context, settings, connection),
  }
}
