import type { Network, NetworkContext } from '../contract.ts'
import { createBearer } from '../families/bearer.ts'
import {
  checkMicrosoftApp,
  microsoftApp,
  microsoftRenewing,
  microsoftSettings,
  type MicrosoftOptions,
} from '../families/microsoft.ts'
import { createRoll } from '../families/own-posts.ts'
import { openGrant } from '../families/renew.ts'
import { finishTeams, startTeams, teamsGrant, teamsLogin } from './connect.ts'
import { teamsProfile } from './limits.ts'
import { TeamsSession } from './session.ts'

/** Channels in Microsoft Teams, by Microsoft Graph 1.0, in the name of the person who signed in. */
export function createTeams(context: NetworkContext, options: MicrosoftOptions = {}): Network {
  const settings = { ...microsoftSettings, ...options }
  const renewing = microsoftRenewing(context, settings, teamsLogin, teamsGrant)
  const roll = createRoll()
  return {
    profile: teamsProfile,
    app: microsoftApp(teamsLogin.scopes),
    checkApp: () => checkMicrosoftApp(context, settings, teamsLogin),
    connectMethods: [
      {
        id: 'oauth',
        kind: 'redirect',
        label: 'Sign in to Microsoft',
        hint: 'You sign in with the university account that posts in the channel; posts bear its name.',
        fields: [],
        start: (_values, handle, state) => startTeams(context, settings, handle, state),
        finish: (pending, params) => finishTeams(context, settings, pending, params),
      },
    ],
    async open(connection, saveGrant) {
      const grant = await openGrant(context, renewing, connection, saveGrant)
      const bearer = createBearer(context, renewing, connection, grant, saveGrant)
      return new TeamsSession({ context, settings, connection, grant, bearer, roll })
    },
  }
}
