import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import {
  ConnectRefused,
  NetworkTrouble,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type Started,
} from '../contract.ts'
import {
  finishOAuth1,
  startOAuth1,
  type OAuth1Keys,
  type OAuth1Signer,
  type OAuth1Token,
} from '../families/oauth1.ts'
import { appKeys } from '../families/oauth2.ts'
import { troubled } from '../families/outcomes.ts'
import { typedHandle, handleBegun } from '../families/handle.ts'
import { callFlickr, flickrPerms, flickrService, type Access, type Settings } from './api.ts'
import { meaningOf } from './errors.ts'
import { flickrProfile } from './limits.ts'

export const flickrGrant = z.object({ token: z.string().min(1), secret: z.string().min(1) })

const content = z.object({ _content: z.string() })
/** https://www.flickr.com/services/api/flickr.people.getInfo.html, read 2026-11. */
const personShape = z.object({
  person: z.object({
    nsid: z.string().min(1),
    path_alias: z.string().nullish(),
    username: content,
    realname: content.nullish(),
  }),
})
const checkShape = z.object({
  oauth: z.object({ perms: content, user: z.object({ nsid: z.string().min(1) }) }),
})

export const flickrAppFields: ConnectField[] = [
  {
    name: 'clientId',
    label: 'Key',
    hint: 'Of the app in Flickr’s App Garden.',
    secret: false,
    required: true,
  },
  { name: 'clientSecret', label: 'Secret', hint: 'Stands below the key.', secret: true, required: true },
]

export async function flickrKeys(context: NetworkContext): Promise<OAuth1Keys> {
  const { clientId, clientSecret } = await appKeys(context, 'Flickr')
  return { key: clientId, secret: clientSecret }
}

export function startFlickr(
  context: NetworkContext,
  settings: Settings,
  signer: OAuth1Signer,
  typed: string,
  state: string,
): Promise<Started> {
  const handle = typedHandle(flickrProfile, typed)
  return startOAuth1(context, flickrService(settings), signer, state, { handle })
}

/** Flickr has no call that gives a token back, so one that is no use is dropped. */
export async function finishFlickr(
  context: NetworkContext,
  settings: Settings,
  signer: OAuth1Signer,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const handle = handleBegun(pending)
  const { token, secret } = await finishOAuth1(context, flickrService(settings), signer, pending, params)
  const access: Access = {
    context,
    settings,
    signer,
    keys: await flickrKeys(context),
    token: { token, secret },
  }
  const { perms, user } = await checked(access)
  if (perms._content !== flickrPerms)
    throw new ConnectRefused(
      'Flickr was not allowed everything that publishing needs. Begin again and allow it.',
    )
  const person = await personOf(access, user.nsid)
  const alias = person.path_alias?.toLowerCase() ?? ''
  if (handle !== alias && handle !== person.nsid)
    throw new ConnectRefused(
      `You signed in as ${person.username._content} (flickr.com/photos/${alias || person.nsid}), not as ${handle}. Sign out at Flickr, sign in as ${handle}, then connect again.`,
    )
  return {
    remoteId: person.nsid,
    handle,
    displayName: person.realname?._content || person.username._content,
    profileUrl: `https://www.flickr.com/photos/${alias || person.nsid}/`,
    server: settings.api,
    grant: { token, secret },
    scopes: [flickrPerms],
    // Flickr's tokens do not end by themselves.
    expiresAt: null,
  }
}

/** The token stands in the signed header, and once only: given as a field too, it would be signed twice. */
async function checked(access: Access) {
  const request = callFlickr(access, 'GET', 'flickr.auth.oauth.checkToken')
  const answer = await request.catch(troubled('Begin again.'))
  const read = meaningOf(answer) === 'ok' ? checkShape.safeParse(answer.body) : null
  if (read?.success) return read.data.oauth
  throw new NetworkTrouble(
    `Flickr answered ${answer.status} when asked for the permission. Try again in a minute.`,
  )
}

async function personOf(access: Access, user: string) {
  const request = callFlickr(access, 'GET', 'flickr.people.getInfo', { user_id: user })
  const answer = await request.catch(troubled('Begin again.'))
  const read = meaningOf(answer) === 'ok' ? personShape.safeParse(answer.body) : null
  if (read?.success) return read.data.person
  throw new NetworkTrouble(
    `Flickr answered ${answer.status} when asked whose account it is. Try again in a minute.`,
  )
}

/** Has the account's owner taken the permission away? False when Flickr can't be asked. */
export async function hasEnded(access: Access): Promise<boolean> {
  try {
    return meaningOf(await callFlickr(access, 'GET', 'flickr.auth.oauth.checkToken')) === 'ended'
  } catch (error) {
    if (error instanceof FetchError) return false
    throw error
  }
}

export function grantOf(grant: Json): OAuth1Token | null {
  return flickrGrant.safeParse(grant).data ?? null
}
