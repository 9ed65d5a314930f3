import { ReconnectNeeded, type ConnectMethod, type Network, type NetworkContext } from '../contract.ts'
import { createBearer } from '../families/bearer.ts'
import { checkMicrosoftApp, microsoftApp, microsoftRenewing } from '../families/microsoft.ts'
import { openGrant } from '../families/renew.ts'
import {
  domainsField,
  finishOutlook,
  loginOf,
  outlookFields,
  outlookGrant,
  ownLogin,
  sharedLogin,
  startOutlook,
} from './connect.ts'
import { outlookProfile } from './limits.ts'
import { OutlookSession } from './session.ts'
import { usualSettings, type OutlookOptions } from './settings.ts'

export type { OutlookOptions } from './settings.ts'

/** E-mail of Microsoft 365 to the university's own people, by Microsoft Graph 1.0. */
export function createOutlook(context: NetworkContext, options: OutlookOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const method = (shared: boolean, about: Pick<ConnectMethod, 'id' | 'label' | 'hint'>): ConnectMethod => ({
    ...about,
    kind: 'redirect',
    fields: outlookFields,
    start: (values, handle, state) => startOutlook(context, settings, values, handle, state, shared),
    finish: (pending, params) => finishOutlook(context, settings, pending, params),
  })
  return {
    profile: outlookProfile,
    app: microsoftApp([...new Set([...ownLogin.scopes, ...sharedLogin.scopes])], [domainsField]),
    checkApp: () => checkMicrosoftApp(context, settings, ownLogin),
    connectMethods: [
      method(true, {
        id: 'shared',
        label: 'Connect a shared mailbox',
        hint: 'You sign in as yourself; mail goes from an office’s mailbox that you may open and send as.',
      }),
      method(false, {
        id: 'own',
        label: 'Connect your own mailbox',
        hint: 'You sign in as the very account whose address mail is sent from.',
      }),
    ],
    async open(connection, saveGrant) {
      const stored = outlookGrant.safeParse(connection.grant)
      if (!stored.success)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      const renewing = microsoftRenewing(context, settings, loginOf(stored.data), outlookGrant)
      const grant = await openGrant(context, renewing, connection, saveGrant)
      const bearer = createBearer(context, renewing, connection, grant, saveGrant)
      return new OutlookSession({ context, settings, connection, grant, bearer })
    },
  }
}
