import { z } from 'zod'
import { ConnectRefused, type Connected, type Json, type NetworkContext } from '../contract.ts'
import { finishGraphLogin, type GraphLogin } from '../families/graph-sign-in.ts'
import { instagramProfile } from './limits.ts'
import type { InstagramGrant, InstagramOptions } from './work.ts'

/**
 * To find the account by its Page, publish, write the first comment, and take a post down.
 * https://developers.facebook.com/documentation/instagram-platform/content-publishing.md, read 2026-11.
 */
export const instagramScopes = [
  'pages_show_list',
  'pages_read_engagement',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_comments',
  'instagram_manage_contents',
] as const

export function instagramLogin({ wwwUrl, graphUrl }: Required<InstagramOptions>): GraphLogin {
  const pageFields = 'instagram_business_account{id,username,name}'
  const { name } = instagramProfile
  return { id: 'instagram', name, scopes: instagramScopes, pageFields, wwwUrl, graphUrl }
}

const belonging = z.object({
  instagram_business_account: z
    .object({ id: z.string().min(1), username: z.string(), name: z.string().default('') })
    .nullish(),
})

export async function finishInstagram(
  context: NetworkContext,
  options: Required<InstagramOptions>,
  pending: Json,
  params: URLSearchParams,
): Promise<Connected> {
  const signIn = await finishGraphLogin(context, instagramLogin(options), pending, params)
  const { handle, pages, scopes, expiresAt } = signIn
  const accounts = pages.flatMap((page) => {
    const account = belonging.safeParse(page).data?.instagram_business_account
    return account ? [{ ...account, token: page.access_token, tasks: page.tasks }] : []
  })
  const account = accounts.find(({ username }) => username.toLowerCase() === handle)
  if (!account) {
    const names = accounts.map(({ username }) => username).join(', ')
    throw new ConnectRefused(
      accounts.length === 0
        ? `No professional account belongs to the Pages of this person. Connect ${handle} with its Facebook Page, in the settings of the Page, and begin again.`
        : `${handle} is not among the accounts of this person’s Pages. Facebook named these: ${names}. If its Page was left unticked, begin again and tick it.`,
    )
  }
  if (!account.token || !account.tasks.includes('CREATE_CONTENT'))
    throw new ConnectRefused(
      `This person may not publish for ${handle}. They need full access, or the task “Content”, on its Page.`,
    )
  const grant: InstagramGrant = { userId: account.id, token: account.token }
  return {
    remoteId: account.id,
    handle,
    displayName: account.name || account.username,
    profileUrl: `${options.pageUrl}/${account.username}/`,
    server: new URL(options.pageUrl).origin,
    grant: { ...grant },
    scopes,
    expiresAt,
  }
}
