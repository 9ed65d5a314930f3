import { ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import { usualSettings, type BlackboardOptions } from './api.ts'
import { boardOf } from './boards.ts'
import {
  blackboardApp,
  connectIntegration,
  finishBlackboard,
  serverField,
  startBlackboard,
} from './connect.ts'
import { integrationGrant, integrationTokens, openPerson, personGrant } from './grants.ts'
import { blackboardProfile } from './limits.ts'
import { BlackboardSession } from './session.ts'

export type { BlackboardOptions } from './api.ts'

/** Announcements on a school's Blackboard Learn: of one course, or to everybody. By its public REST API v1. */
export function createBlackboard(context: NetworkContext, options: BlackboardOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const tokens = integrationTokens(context, settings)
  return {
    profile: blackboardProfile,
    app: blackboardApp,
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to your Blackboard',
        hint: 'You sign in there, and Rostrum may then announce what you yourself may. The usual way for a course.',
        fields: [serverField],
        start: async (values, handle, state) => startBlackboard(context, values, handle, state),
        finish: (pending, params) => finishBlackboard(context, settings, pending, params),
      },
      {
        id: 'integration',
        kind: 'form',
        label: 'Use the integration’s own user',
        hint: 'For announcements to everybody: what is announced then belongs to no single person. Your Blackboard administrators have given the integration a user.',
        fields: [serverField],
        connect: (values, handle) => connectIntegration(context, settings, tokens, values, handle),
      },
    ],
    async open(connection, saveGrant) {
      const { server, handle, grant } = connection
      const person = personGrant.safeParse(grant)
      if (person.success) {
        const board = boardOf(server, person.data.course)
        const bearer = await openPerson(context, connection, saveGrant)
        return new BlackboardSession(context, settings, connection, board, bearer)
      }
      const integration = integrationGrant.safeParse(grant)
      if (!integration.success)
        throw new ReconnectNeeded(`The connection of ${handle} can’t be read. Connect it again.`)
      const board = boardOf(server, integration.data.course)
      return new BlackboardSession(context, settings, connection, board, tokens.bearer(server, handle))
    },
  }
}
