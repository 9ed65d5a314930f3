import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { unreached } from '../answers.ts'
import { ConnectRefused, NetworkTrouble, type Connected, type NetworkContext } from '../contract.ts'
import { typedHandle } from '../families/handle.ts'
import { archiveOf, isThisMachine, recipientsOf, serverOf } from './form.ts'
import { emailProfile } from './limits.ts'
import { wordsOf } from './outcomes.ts'
import { SmtpRefusal, SmtpSilence, SmtpTalk, type MailServer, type Security } from './smtp.ts'

export interface EmailOptions {
  /** Milliseconds to wait for an answer of the server; RFC 5321 asks for minutes, after the letter's end above all. */
  timeout?: number
}

export const emailGrant = z.object({
  security: z.enum(['starttls', 'tls', 'none']),
  user: z.string().min(1),
  password: z.string().min(1),
  recipients: z.array(z.string()).min(1),
  archive: z.string(),
})
export type EmailGrant = z.infer<typeof emailGrant>

/** `smtp://host:port`, by which an account knows its server. */
export function addressOf({ host, port }: MailServer): string {
  return `smtp://${host.includes(':') ? `[${host}]` : host}:${port}`
}

export function serverAt(address: string, security: Security): MailServer | null {
  const url = URL.parse(address)
  if (url?.protocol !== 'smtp:' || url.hostname === '') return null
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A grant that was made for this machine is good for no other.
  if (security === 'none' && !isThisMachine(host)) return null
  return { host, port: Number(url.port || 587), security }
}

/** Our name in the greeting. */
export const nameOf = ({ publicUrl }: Pick<NetworkContext, 'publicUrl'>): string => {
  const { hostname } = new URL(publicUrl)
  return /^[\d.]+$/.test(hostname) ? `[${hostname}]` : hostname
}

/**
 * Signs in, and asks whether the server would take a letter from this address to these: that it does is the proof that
 * the address is ours. The letter is called off before it begins.
 */
export async function connectEmail(
  context: NetworkContext,
  timeout: number,
  values: Record<string, string>,
  typed: string,
): Promise<Connected> {
  const handle = typedHandle(emailProfile, typed)
  const server = serverOf(values)
  const user = values['user']?.trim() ?? ''
  const password = values['password'] ?? ''
  if (user === '' || password === '') throw new ConnectRefused('Type the user name and the password.')
  const recipients = recipientsOf(values['recipients'] ?? '')
  const archive = archiveOf(values['archive'] ?? '', handle)
  await prove(context, server, timeout, { handle, user, password, recipients })
  const grant: EmailGrant = { security: server.security, user, password, recipients, archive }
  return {
    remoteId: `${addressOf(server)}#${handle}`,
    handle,
    displayName: handle,
    profileUrl: archive,
    server: addressOf(server),
    grant,
    scopes: [],
    expiresAt: null,
  }
}

interface Claim {
  handle: string
  user: string
  password: string
  recipients: readonly string[]
}

async function prove(
  context: NetworkContext,
  server: MailServer,
  timeout: number,
  { handle, user, password, recipients }: Claim,
): Promise<void> {
  let talk: SmtpTalk | null = null
  try {
    talk = await SmtpTalk.open(context, server, nameOf(context), timeout)
    await talk.login(user, password)
    await talk.envelope(handle, recipients, null)
    await talk.callOff()
  } catch (error) {
    if (error instanceof FetchError) throw new NetworkTrouble(unreached(error))
    if (error instanceof SmtpSilence)
      throw error.stage === 'tls'
        ? new ConnectRefused(`${error.message}. Check “Security” and the server’s certificate.`)
        : new NetworkTrouble(`${error.message}. Check the server and the port, or try again in a minute.`)
    if (!(error instanceof SmtpRefusal)) throw error
    const words = wordsOf(error.reply, [password, user])
    if (error.reply.code < 500) throw new NetworkTrouble(`The mail server asks us to wait (${words}).`)
    if (error.stage === 'login')
      throw new ConnectRefused(
        `The mail server does not know this user name with this password (${words}). Some servers want sign-in by password switched on for the mailbox first.`,
      )
    if (error.stage === 'tls')
      throw new ConnectRefused(`${words}. Choose “tls” with its port, or another server.`)
    throw new ConnectRefused(
      `The mail server would not take a letter from ${handle} to ${recipients.join(', ')} (${words}). The user has to be allowed to send as that address.`,
    )
  } finally {
    talk?.close()
  }
}
