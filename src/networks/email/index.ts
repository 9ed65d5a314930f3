import { ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import { connectEmail, emailGrant, serverAt, type EmailOptions } from './connect.ts'
import { emailFields } from './form.ts'
import { emailProfile } from './limits.ts'
import { EmailSession } from './session.ts'

export type { EmailOptions } from './connect.ts'

/** Letters to mailing lists, by the SMTP submission of any mail server. */
export function createEmail(context: NetworkContext, { timeout = 60_000 }: EmailOptions = {}): Network {
  return {
    profile: emailProfile,
    connectMethods: [
      {
        id: 'smtp',
        kind: 'form',
        label: 'Send by a mail server',
        hint: 'With a mailbox of the office’s own, to one or more mailing lists.',
        fields: emailFields,
        connect: (values, handle) => connectEmail(context, timeout, values, handle),
      },
    ],
    async open(connection) {
      const grant = emailGrant.safeParse(connection.grant)
      const server = grant.success ? serverAt(connection.server, grant.data.security) : null
      if (!grant.success || !server)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      return new EmailSession(context, timeout, connection, server, grant.data)
    },
  }
}
