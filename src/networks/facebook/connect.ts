import { ConnectRefused, type Connected, type Json, type NetworkContext } from '../contract.ts'
import { finishGraphLogin, type GraphLogin, type GraphPage } from '../families/graph-sign-in.ts'
import { facebookProfile } from './limits.ts'
import type { FacebookGrant, FacebookOptions } from './page.ts'

/**
 * To find the Page, read its posts back, publish, and write the first comment; `publish_video` for videos.
 * https://developers.facebook.com/documentation/pages-api/posts.md, read 2026-11.
 */
export const facebookScopes = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'publish_video',
] as const

export function facebookLogin({ wwwUrl, graphUrl }: Required<FacebookOptions>): GraphLogin {
  return { id: 'facebook', name: facebookProfile.name, scopes: facebookScopes, wwwUrl, graphUrl }
}

/** Facebook takes no notice of full stops and capitals in the name of a Page. */
const plainName = (name: string) => name.toLowerCase().replaceAll('.', '')

function isCalled(page: GraphPage, handle: string): boolean {
  return page.id === handle || (page.username ? plainName(page.username) === plainName(handle) : false)
}

export async function finishFacebook(
  context: NetworkContext,
  options: Required<FacebookOptions>,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const signIn = await finishGraphLogin(context, facebookLogin(options), pending, params)
  const { handle, pages, scopes, expiresAt } = signIn
  const page = pages.find((each) => isCalled(each, handle))
  if (!page) {
    const names = pages.map(({ username, id }) => username ?? id).join(', ')
    throw new ConnectRefused(
      pages.length === 0
        ? `This person looks after no Page that Facebook let us see. Give them access to ${handle}, tick it while signing in, and begin again.`
        : `This person does not look after ${handle}. Facebook named these Pages: ${names}. If it was left unticked, begin again and tick it.`,
    )
  }
  if (!page.access_token || !page.tasks.includes('CREATE_CONTENT'))
    throw new ConnectRefused(
      `This person may not publish on ${handle}. They need full access, or the task “Content”, on the Page.`,
    )
  const grant: FacebookGrant = { pageId: page.id, token: page.access_token }
  return {
    remoteId: page.id,
    handle,
    displayName: page.name,
    profileUrl: page.link ?? `${options.wwwUrl}/${page.username ?? page.id}`,
    server: new URL(options.wwwUrl).origin,
    grant: { ...grant },
    scopes,
    expiresAt,
  }
}
