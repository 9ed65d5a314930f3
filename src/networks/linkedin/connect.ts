import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { excerpt } from '../answers.ts'
import {
  ConnectRefused,
  type AppCheck,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import { asApp, refusedApp, unsureApp } from '../families/app-token.ts'
import type { ApiAnswer } from '../families/call.ts'
import { appKeys, finishOAuth2, refreshOAuth2, startOAuth2, tokenFields } from '../families/oauth2.ts'
import { troubled } from '../families/outcomes.ts'
import { endOfGrant, type Renewing } from '../families/renew.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import { callLinkedIn, linkedinService, wordsOf, type LinkedInCall, type Settings } from './api.ts'
import { linkedinProfile } from './limits.ts'

export const linkedinGrant = z.object(tokenFields)
type LinkedInGrant = z.infer<typeof linkedinGrant>

const organisations = z.object({
  elements: z.array(
    z.object({
      id: z.number(),
      vanityName: z.string(),
      localizedName: z.string().default(''),
      primaryOrganizationType: z.string().default('NONE'),
    }),
  ),
})
type Organisation = z.infer<typeof organisations>['elements'][number]
const roles = z.object({ elements: z.array(z.object({ organization: z.string() })) })

export const linkedinAppFields: ConnectField[] = [
  {
    name: 'clientId',
    label: 'Client ID',
    hint: 'On the tab “Auth” of the app, under “Application credentials”.',
    secret: false,
    required: true,
  },
  {
    name: 'clientSecret',
    label: 'Primary Client Secret',
    hint: 'Beside the Client ID.',
    secret: true,
    required: true,
  },
]

const inspected = z.object({ active: z.boolean() })

/**
 * Does LinkedIn know the app? Tokens of an app's own are for few, but every app may ask about a token. It answers 401 to a
 * wrong secret, and 400 alike to an id and to a token that it does not know, which settles nothing:
 * https://learn.microsoft.com/linkedin/shared/authentication/token-introspection, read 2026-11.
 */
export async function checkLinkedInApp(context: NetworkContext, { pages }: Settings): Promise<AppCheck> {
  const { clientId, clientSecret } = await appKeys(context, 'LinkedIn')
  const answer = await asApp(context, {
    method: 'POST',
    url: `${pages}/oauth/v2/introspectToken`,
    form: { client_id: clientId, client_secret: clientSecret, token: randomBytes(24).toString('base64url') },
  })
  if (answer.status === 200 && inspected.safeParse(answer.body).success) return { kind: 'works' }
  return answer.status === 401 ? refusedApp('LinkedIn') : unsureApp('LinkedIn')
}

/** Tokens last 60 days; LinkedIn gives refresh tokens, of 365 days from the first sign-in, to approved apps only. */
export function linkedinRenewing(context: NetworkContext, settings: Settings): Renewing<LinkedInGrant> {
  return {
    id: 'linkedin',
    name: 'LinkedIn',
    shape: linkedinGrant,
    ahead: 24 * 3_600_000,
    async renew({ refreshToken, expiresAt }) {
      if (refreshToken !== null) return refreshOAuth2(context, linkedinService(settings), refreshToken)
      const over = expiresAt !== null && Date.parse(expiresAt) <= context.clock.now().epochMilliseconds
      return over ? { kind: 'ended' } : { kind: 'trouble', say: 'LinkedIn gave nothing to renew this with.' }
    },
  }
}

export async function startLinkedIn(
  context: NetworkContext,
  settings: Settings,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(linkedinProfile, typed)
  return startOAuth2(context, linkedinService(settings), state, { handle })
}

export async function finishLinkedIn(
  context: NetworkContext,
  settings: Settings,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const tokens = await finishOAuth2(context, linkedinService(settings), pending, params)
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes } = tokens
  const ask = (call: LinkedInCall) =>
    callLinkedIn(context, settings, call, accessToken).catch(troubled('Begin again.'))
  const page = await pageOf(ask, handle, accessToken)
  const urn = await prove(ask, page, handle, accessToken)
  const grant: LinkedInGrant = { accessToken, refreshToken, expiresAt, refreshExpiresAt }
  return {
    remoteId: urn,
    handle,
    displayName: page.localizedName || page.vanityName,
    profileUrl: `${settings.pages}/${folderOf(page)}/${encodeURIComponent(page.vanityName)}`,
    server: settings.api,
    grant: { ...grant },
    scopes,
    expiresAt: endOfGrant(grant),
  }
}

type Ask = (call: LinkedInCall) => Promise<ApiAnswer>

/** Where LinkedIn shows a Page: a university's own is a school's, a faculty's often a showcase. */
function folderOf({ primaryOrganizationType }: Organisation): string {
  if (primaryOrganizationType === 'SCHOOL') return 'school'
  return primaryOrganizationType === 'BRAND' ? 'showcase' : 'company'
}

async function pageOf(ask: Ask, handle: string, token: string): Promise<Organisation> {
  const query = { q: 'vanityName', vanityName: handle }
  const answer = await ask({ method: 'GET', path: '/rest/organizations', query, restMethod: 'FINDER' })
  const found = organisations.safeParse(answer.body)
  if (answer.status === 404) throw noSuch(handle)
  if (answer.status !== 200 || !found.success) throw unread(answer, token)
  const page = found.data.elements.find(({ vanityName }) => vanityName.toLowerCase() === handle)
  if (!page) throw noSuch(handle)
  return page
}

const noSuch = (handle: string) =>
  new ConnectRefused(`LinkedIn knows no Page “${handle}”. Its name is the last part of the Page’s address.`)

/**
 * The Page's URN, when the person administers it; a showcase's is a brand's.
 * https://learn.microsoft.com/linkedin/marketing/community-management/organizations/organization-access-control-by-role.
 */
async function prove(ask: Ask, page: Organisation, handle: string, token: string): Promise<string> {
  for (let start = 0; start < 500; start += 100) {
    const query = {
      q: 'roleAssignee',
      role: 'ADMINISTRATOR',
      state: 'APPROVED',
      start: String(start),
      count: '100',
    }
    const answer = await ask({ method: 'GET', path: '/rest/organizationAcls', query, restMethod: 'FINDER' })
    const list = answer.status === 200 ? roles.safeParse(answer.body) : null
    if (!list?.success) throw unread(answer, token)
    const administered = list.data.elements.map(({ organization }) => organization)
    const urn = administered.find(
      (each) => /^urn:li:organization(?:Brand)?:(\d+)$/.exec(each)?.[1] === String(page.id),
    )
    if (urn) return urn
    if (administered.length === 0) break
  }
  throw new ConnectRefused(
    `You signed in as somebody who is no super admin of the Page “${handle}”. Have it made so at LinkedIn, or sign in as one who is.`,
  )
}

function unread(answer: ApiAnswer, token: string): ConnectRefused {
  const why = excerpt(wordsOf(answer) || `status ${answer.status}`, [token])
  return new ConnectRefused(`LinkedIn did not say which Pages you administer (${why}). Begin again.`)
}
