/** What a person types to connect, read and checked. */
import { serverOrigin } from '../answers.ts'
import { ConnectRefused, type ConnectField } from '../contract.ts'
import { isAddress } from './limits.ts'
import type { MailServer, Security } from './smtp.ts'

export const emailFields: ConnectField[] = [
  {
    name: 'server',
    label: 'Mail server for sending',
    hint: 'Such as smtp.office365.com, or what IT services name for “SMTP submission”.',
    secret: false,
    required: true,
  },
  {
    name: 'port',
    label: 'Port',
    hint: '587 unless you were told another; 465 goes with “tls”.',
    secret: false,
    required: false,
  },
  {
    name: 'security',
    label: 'Security',
    hint: '“starttls” (port 587) or “tls” (port 465). “none” only for a mail server on this very machine.',
    secret: false,
    required: false,
  },
  {
    name: 'user',
    label: 'User name',
    hint: 'Often the whole address. The mailbox’s own, not a person’s.',
    secret: false,
    required: true,
  },
  {
    name: 'password',
    label: 'Password',
    hint: 'An app password where the server has such.',
    secret: true,
    required: true,
  },
  {
    name: 'recipients',
    label: 'Sent to',
    hint: 'The address of the mailing list, or several with commas between. Every letter goes to all of them.',
    secret: false,
    required: true,
  },
  {
    name: 'archive',
    label: 'Page of the list',
    hint: 'Where its letters can be read, if there is such a page: https://lists.example.ac.uk/students.',
    secret: false,
    required: false,
  },
]

const mostRecipients = 20

export const isThisMachine = (host: string): boolean =>
  ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host)

function securityOf(typed: string, port: number, host: string): Security {
  const wanted =
    typed
      .trim()
      .toLowerCase()
      .replace(/[^a-z]/g, '') || (port === 465 ? 'tls' : 'starttls')
  if (wanted === 'starttls' || wanted === 'tls') return wanted
  if (wanted === 'ssl') return 'tls'
  if (wanted !== 'none') throw new ConnectRefused('Security is “starttls”, “tls” or “none”.')
  if (isThisMachine(host)) return 'none'
  throw new ConnectRefused(
    'Without TLS the password would cross the network for everybody to read. “none” is for a mail server on this machine only.',
  )
}

export function serverOf(values: Record<string, string>): MailServer {
  const host = (values['server'] ?? '')
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
  const port = Number(values['port']?.trim() || 587)
  if (!/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|[0-9a-f:]+)$/.test(host))
    throw new ConnectRefused(
      'The mail server looks like smtp.example.ac.uk, without https:// and without a port.',
    )
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConnectRefused('The port is a number, such as 587.')
  return { host, port, security: securityOf(values['security'] ?? '', port, host) }
}

export function recipientsOf(typed: string): string[] {
  const all = [
    ...new Set(
      typed
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]
  const wrong = all.find((each) => !isAddress(each))
  if (wrong !== undefined) throw new ConnectRefused(`“${wrong}” is not an address.`)
  if (all.length === 0) throw new ConnectRefused('Name at least one address that the letters go to.')
  if (all.length > mostRecipients)
    throw new ConnectRefused(`Name at most ${mostRecipients} addresses: lists, and not the people on them.`)
  return all
}

export function archiveOf(typed: string, handle: string): string {
  if (typed.trim() === '') return `https://${handle.split('@')[1] ?? ''}/`
  if (serverOrigin(typed) && URL.canParse(typed.trim())) return new URL(typed.trim()).href
  throw new ConnectRefused('The page of the list looks like https://lists.example.ac.uk/students.')
}
