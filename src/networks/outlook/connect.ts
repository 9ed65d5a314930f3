import { z } from 'zod'
import { excerpt } from '../answers.ts'
import {
  ConnectRefused,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import {
  callGraph,
  graphWords,
  keptTokens,
  microsoftService,
  missingScopes,
  type MicrosoftLogin,
  type MicrosoftSettings,
} from '../families/microsoft.ts'
import { finishOAuth2, startOAuth2, tokenFields } from '../families/oauth2.ts'
import { troubled } from '../families/outcomes.ts'
import { endOfGrant } from '../families/renew.ts'
import { typedHandle } from '../families/handle.ts'
import { isAddress, mostRecipients, normaliseAddress, outlookProfile } from './limits.ts'

const login = (scopes: string[]): MicrosoftLogin => ({
  id: 'outlook',
  name: 'Office 365 e-mail',
  scopes: ['offline_access', 'User.Read', ...scopes],
})
/** Drafts are written and what was sent is read: there is no lesser scope for drafts alone. */
export const ownLogin = login(['Mail.ReadWrite', 'Mail.Send'])
export const sharedLogin = login(['Mail.ReadWrite.Shared', 'Mail.Send.Shared'])

export const outlookGrant = z.object({
  ...tokenFields,
  /** The address of a shared mailbox; null for the person's own. */
  shared: z.string().nullable(),
  sender: z.string().min(1),
  recipients: z.array(z.string().min(1)).min(1),
})
export type OutlookGrant = z.infer<typeof outlookGrant>

export const loginOf = ({ shared }: Pick<OutlookGrant, 'shared'>): MicrosoftLogin =>
  shared === null ? ownLogin : sharedLogin

export const outlookFields: ConnectField[] = [
  {
    name: 'recipients',
    label: 'Recipients',
    hint: `The distribution list, or up to ${mostRecipients} addresses, that every post goes to: at the university’s own domains only.`,
    secret: false,
    required: true,
  },
]

export const domainsField: ConnectField = {
  name: 'domains',
  label: 'The university’s domains',
  hint: 'Mail goes to these domains and those below them only, such as example.ac.uk; commas between. Without any, to the sender’s own.',
  secret: false,
  required: false,
}

const several = (typed: string) => typed.split(/[\s,;]+/).filter(Boolean)

async function ownDomains(context: NetworkContext, sender: string): Promise<string[]> {
  const filled = z.object({ domains: z.string() }).safeParse(await context.app())
  const listed = several(filled.data?.domains ?? '').map((each) => each.toLowerCase().replace(/^@/, ''))
  return listed.length > 0 ? listed : [sender.split('@')[1] ?? '']
}

/** Throws unless every one is an address at a domain of the university. */
async function recipientsOf(context: NetworkContext, typed: string, sender: string): Promise<string[]> {
  const domains = await ownDomains(context, sender)
  const wanted = [...new Set(several(typed).map(normaliseAddress))]
  if (wanted.length === 0) throw new ConnectRefused('Say to whom posts are sent: the address of a list.')
  if (wanted.length > mostRecipients)
    throw new ConnectRefused(
      `These are ${wanted.length} addresses. Make a distribution list for more than ${mostRecipients}.`,
    )
  for (const each of wanted) {
    if (!isAddress(each)) throw new ConnectRefused(`“${each}” is no e-mail address.`)
    const domain = each.split('@')[1] ?? ''
    if (!domains.some((own) => domain === own || domain.endsWith(`.${own}`)))
      throw new ConnectRefused(
        `${each} is not at a domain of the university (${domains.join(', ')}). Posts go to its own people only.`,
      )
  }
  return wanted
}

const pendingShape = z
  .object({ handle: z.string(), recipients: z.array(z.string()), shared: z.boolean() })
  .loose()

export async function startOutlook(
  context: NetworkContext,
  settings: MicrosoftSettings,
  values: Record<string, string>,
  typed: string,
  state: string,
  shared: boolean,
): Promise<Started> {
  const handle = typedHandle(outlookProfile, typed)
  const recipients = await recipientsOf(context, values['recipients'] ?? '', handle)
  const service = await microsoftService(context, settings, shared ? sharedLogin : ownLogin)
  const started = await startOAuth2(context, service, state, { handle, recipients, shared })
  if (shared) return started
  // A person is in the directory by their address, so the page need not ask.
  const url = new URL(started.url)
  url.searchParams.set('login_hint', handle)
  return { ...started, url: url.href }
}

const me = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
})

interface Asked {
  context: NetworkContext
  settings: MicrosoftSettings
  token: string
}

async function whose({ context, settings, token }: Asked) {
  const query = { $select: 'id,displayName,mail,userPrincipalName' }
  const call = { method: 'GET', path: '/me', query } as const
  const answer = await callGraph(context, settings, call, token).catch(troubled('Begin again.'))
  const read = answer.status === 200 ? me.safeParse(answer.body) : null
  if (read?.success) return read.data
  const why = excerpt(graphWords(answer) || `status ${answer.status}`, [token])
  throw new ConnectRefused(`Microsoft did not say whose account this is (${why}). Begin again.`)
}

/** Only a member of a shared mailbox can look into it. Whether they may send as it is shown by sending alone. */
async function letInto({ context, settings, token }: Asked, address: string): Promise<void> {
  const path = `/users/${encodeURIComponent(address)}/messages`
  const call = { method: 'GET', path, query: { $top: '1', $select: 'id' } } as const
  const answer = await callGraph(context, settings, call, token).catch(troubled('Begin again.'))
  if (answer.status === 200 && z.object({ value: z.array(z.unknown()) }).safeParse(answer.body).success)
    return
  const why = excerpt(graphWords(answer) || `status ${answer.status}`, [token])
  throw new ConnectRefused(
    `You signed in as somebody who can’t open the mailbox ${address} (${why}). IT services give “Full access” and “Send as” for it.`,
  )
}

export async function finishOutlook(
  context: NetworkContext,
  settings: MicrosoftSettings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const { handle, recipients, shared } = pendingShape.parse(pending)
  const wanted = shared ? sharedLogin : ownLogin
  const service = await microsoftService(context, settings, wanted)
  const tokens = await finishOAuth2(context, service, pending, params)
  const missing = missingScopes(wanted, tokens.scopes)
  if (missing.length > 0)
    throw new ConnectRefused(
      `Microsoft did not allow everything that sending needs: ${missing.join(', ')} is missing. Begin again and accept all of it.`,
    )
  const asked: Asked = { context, settings, token: tokens.accessToken }
  const who = await whose(asked)
  const own = [who.mail, who.userPrincipalName].map((each) => (each ?? '').toLowerCase())
  if (shared) await letInto(asked, handle)
  else if (!own.includes(handle))
    throw new ConnectRefused(
      `You signed in as ${who.mail ?? who.userPrincipalName ?? 'somebody else'}, not as ${handle}. Sign in as ${handle}, or connect it as a shared mailbox.`,
    )
  const kept = keptTokens(context.clock, tokens)
  const grant: OutlookGrant = { ...kept, shared: shared ? handle : null, sender: handle, recipients }
  return {
    remoteId: shared ? handle : who.id,
    handle,
    displayName: shared ? handle : (who.displayName ?? handle),
    profileUrl: `mailto:${handle}`,
    server: settings.graphUrl,
    grant: { ...grant },
    scopes: tokens.scopes,
    expiresAt: endOfGrant(grant),
  }
}
