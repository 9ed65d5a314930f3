import { createHash } from 'node:crypto'
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { comeBackAt, unreachable } from '../../answers.ts'
import {
  callbackPath,
  ConnectRefused,
  NetworkTrouble,
  type Connected,
  type ConnectField,
  type Json,
  type NetworkContext,
  type OpenConnection,
  type Started,
} from '../../contract.ts'
import type { NetworkProfile } from '../../profile.ts'
import type { ApiAnswer } from '../call.ts'
import { typedHandle } from '../handle.ts'
import { callSite, discover, wordPressGrant, type Settings, type Site, type WordPressGrant } from './site.ts'

/** What every step is given. */
export interface Parts {
  context: NetworkContext
  settings: Settings
  profile: NetworkProfile
}

const choices: ConnectField[] = [
  {
    name: 'postsPassword',
    label: 'Password for protected posts',
    hint: 'Only if some posts are for readers who know a password. It is the same for all of them.',
    secret: true,
    required: false,
  },
  {
    name: 'comments',
    label: 'Comments under posts',
    hint: 'Write “open” or “closed”; leave it empty for what the blog itself is set to.',
    secret: false,
    required: false,
  },
]

export const redirectFields = choices

export const formFields: ConnectField[] = [
  {
    name: 'user',
    label: 'User name',
    hint: 'The name of the blog’s user that posts are to be by: at least an author.',
    secret: false,
    required: true,
  },
  {
    name: 'password',
    label: 'Application password',
    hint: 'From the user’s profile on the blog, under “Application Passwords”. Not the password that you sign in with.',
    secret: true,
    required: true,
  },
  ...choices,
]

const me = z.object({
  id: z.number().int(),
  name: z.string().default(''),
  capabilities: z.record(z.string(), z.unknown()).default({}),
})

const pendingShape = z.object({
  handle: z.string(),
  api: z.string(),
  home: z.string(),
  name: z.string(),
  postsPassword: z.string(),
  comments: wordPressGrant.shape.comments,
})

function chosen(values: Record<string, string>): Pick<WordPressGrant, 'postsPassword' | 'comments'> {
  const comments = wordPressGrant.shape.comments.safeParse(values['comments']?.trim().toLowerCase() || null)
  if (!comments.success) throw new ConnectRefused('Comments are “open” or “closed”, or left empty.')
  return { postsPassword: values['postsPassword'] ?? '', comments: comments.data }
}

async function siteOf(
  { context, settings, profile }: Parts,
  typed: string,
): Promise<Site & { handle: string }> {
  const handle = typedHandle(profile, typed)
  const site = await discover(context, settings, handle)
  const own = profile.normaliseHandle(site.home)
  if (own !== handle)
    throw new ConnectRefused(`The blog at ${handle} says that its address is ${own}. Connect it under that.`)
  return { ...site, handle }
}

/** By an application password that somebody made on the blog and typed in. */
export async function connectByForm(
  parts: Parts,
  values: Record<string, string>,
  typed: string,
): Promise<Connected> {
  const more = chosen(values)
  const [user, password] = [values['user']?.trim() ?? '', values['password']?.trim() ?? '']
  if (user === '' || password === '')
    throw new ConnectRefused('Give the user name and its application password.')
  const site = await siteOf(parts, typed)
  return prove(parts, site, { api: site.api, user, password, ...more })
}

/** The same identifier at every blog, so that a blog's list of application passwords shows which one is ours. */
function appId(publicUrl: string): string {
  const hash = createHash('sha256').update(`rostrum ${publicUrl}`).digest('hex')
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

/** By the blog's own page: https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/, read 2026-11. */
export async function startByPage(
  parts: Parts,
  values: Record<string, string>,
  typed: string,
  state: string,
): Promise<Started> {
  const { context, profile } = parts
  const more = chosen(values)
  const site = await siteOf(parts, typed)
  if (!site.authorize || new URL(site.authorize).origin !== new URL(site.api).origin)
    throw new ConnectRefused(
      `${site.handle} does not give application passwords. Ask those who run it to switch them on.`,
    )
  const back = new URL(`${context.publicUrl}${callbackPath(profile.id)}`)
  back.searchParams.set('state', state)
  const refused = new URL(back)
  refused.searchParams.set('success', 'false')
  const url = new URL(site.authorize)
  url.search = new URLSearchParams({
    app_name: context.appName,
    app_id: appId(context.publicUrl),
    success_url: back.href,
    reject_url: refused.href,
  }).toString()
  const { handle, api, home, name } = site
  return { url: url.href, pending: { handle, api, home, name, ...more } }
}

export async function finishByPage(parts: Parts, pending: Json, params: URLSearchParams): Promise<Connected> {
  const { handle, home, api, name, ...more } = pendingShape.parse(pending)
  if (params.get('success') === 'false')
    throw new ConnectRefused('Nothing was connected: the permission was not given.')
  const [user, password, from] = [params.get('user_login'), params.get('password'), params.get('site_url')]
  if (!user || !password || !from) throw new ConnectRefused('The blog sent no password back. Begin again.')
  // WordPress itself may stand in a folder below or beside the blog; only the server has to be the same.
  if (URL.parse(from)?.host !== new URL(home).host)
    throw new ConnectRefused(`The answer came from another blog than ${handle}. Begin again.`)
  const grant = { api, user, password, ...more }
  try {
    return await prove(parts, { handle, home, name }, grant)
  } catch (error) {
    // It was made a moment ago for this and would only lie about.
    if (error instanceof ConnectRefused) await giveBack(parts, grant).catch(() => null)
    throw error
  }
}

/** Asks the site whose password it is, and whether they may publish there. */
async function prove(
  { context, settings }: Parts,
  { handle, home, name }: Pick<Site, 'home' | 'name'> & { handle: string },
  grant: WordPressGrant,
): Promise<Connected> {
  const answer = await whoAmI(context, settings, grant).catch(unreachable)
  if (answer.status === 429)
    throw new NetworkTrouble('The blog asks us to wait.', comeBackAt(answer.headers, context.clock), 'server')
  if (answer.status === 401 || answer.status === 403)
    throw new ConnectRefused(
      `${handle} did not accept the user name and application password. Both have to be from this blog, and its server has to pass the Authorization header on.`,
    )
  const who = me.safeParse(answer.body)
  if (answer.status !== 200 || !who.success)
    throw new NetworkTrouble(`${handle} answered something that can’t be understood. Try again in a minute.`)
  if (who.data.capabilities['publish_posts'] !== true)
    throw new ConnectRefused(
      `The user ${grant.user} may not publish on ${handle}. Give it the role of an author or an editor there.`,
    )
  return {
    remoteId: home,
    handle,
    displayName: name || handle,
    profileUrl: home,
    server: new URL(home).origin,
    grant,
    // WordPress has none; what the user may do comes from its role.
    scopes: [who.data.capabilities['edit_others_posts'] === true ? 'editor' : 'author'],
    expiresAt: null,
  }
}

export function whoAmI(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  grant: WordPressGrant,
): Promise<ApiAnswer> {
  return callSite(context, settings, grant.api, grant, {
    method: 'GET',
    path: '/wp/v2/users/me',
    query: { context: 'edit' },
  })
}

/** Has somebody ended it? Anything but a plain answer is no proof of that. */
export async function hasEnded({ context, settings }: Parts, grant: WordPressGrant): Promise<boolean> {
  try {
    return (await whoAmI(context, settings, grant)).status === 401
  } catch (error) {
    if (error instanceof FetchError) return false
    throw error
  }
}

const itself = z.object({ uuid: z.string().min(1) })

/** Deletes the application password. Throws `NetworkTrouble` when the blog could not be told. */
async function giveBack({ context, settings, profile }: Parts, grant: WordPressGrant): Promise<void> {
  const path = '/wp/v2/users/me/application-passwords'
  const call = (method: 'GET' | 'DELETE', which: string) =>
    callSite(context, settings, grant.api, grant, { method, path: `${path}/${which}` })
  try {
    const found = await call('GET', 'introspect')
    if (found.status === 401) return
    const own = itself.safeParse(found.body)
    if (found.status === 200 && own.success) {
      const { status } = await call('DELETE', encodeURIComponent(own.data.uuid))
      if (status === 200 || status === 401 || status === 404) return
    }
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
  }
  throw new NetworkTrouble(
    `${profile.name} could not be told. Remove the application password on the blog, in the profile of ${grant.user}.`,
  )
}

export async function disconnectSite(parts: Parts, connection: OpenConnection): Promise<void> {
  const grant = wordPressGrant.safeParse(connection.grant)
  if (!grant.success)
    throw new NetworkTrouble(
      `The connection of ${connection.handle} can’t be read, so it could not be ended.`,
    )
  await giveBack(parts, grant.data)
}
