import {
  applyWaivers,
  duplicateKey,
  waiversInForce,
  type Finding,
  type PostForCheck,
} from '#features/policy/index.ts'
import type { Limits } from '#networks/profile.ts'
import { nowOf } from '#platform/services.ts'
import { dayPlanned } from './schedule.ts'
import { partsFor } from './content.ts'
import { askedBeside } from './details/rules.ts'
import type { AccountFacts, AssetFacts, PostsDeps } from './deps.ts'
import { mediaForCheck } from './media/rules.ts'
import { unknownMentions } from './mentions/look-up.ts'
import { wordsOf } from './manifest.ts'
import { needRead } from './access.ts'
import type { Actor } from '#features/people/index.ts'
import { mayAnywhere, mayFor } from '#features/people/index.ts'
import { contributorsOf, getPost, type PostRecord } from './store.ts'
import type { Publication } from './tables.ts'

/** How far back a post counts as recent. */
const recentDays = 30
/** With so many at most is a post compared. */
export const mostRecent = 500

/** What these accounts sent lately or will send, for finding duplicates; `except` is the post being checked. */
export async function recentOf(
  deps: PostsDeps,
  accountIds: readonly string[],
  except: string | null,
): Promise<PostForCheck['recent']> {
  if (accountIds.length === 0) return []
  let query = countAsRecent(deps, accountIds)
    .select(recentColumns)
    .orderBy('due_at', 'desc')
    .limit(mostRecent)
  if (except) query = query.where('post_id', '!=', except)
  return (await query.execute()).map(asRecent)
}

export const recentColumns = ['post_id', 'account_id', 'manifest', 'due_at'] as const

/** The publications of these accounts that a new post is compared with. */
export function countAsRecent({ services: { db, clock } }: PostsDeps, accountIds: readonly string[]) {
  const since = clock
    .now()
    .subtract({ hours: 24 * recentDays })
    .toString()
  return db
    .selectFrom('publication')
    .where('account_id', 'in', [...accountIds])
    .where('due_at', '>', since)
    .where('state', 'not in', ['cancelled', 'rejected', 'missed'])
    .where('removed_at', 'is', null)
}

export const asRecent = (
  row: Pick<Publication, (typeof recentColumns)[number]>,
): PostForCheck['recent'][number] => ({
  postId: row.post_id,
  accountId: row.account_id,
  key: duplicateKey(wordsOf(row.manifest)),
  at: row.due_at,
})

const textsFor = (content: PostRecord['content'], network: string): string[] =>
  partsFor(content, network).map(({ text }) => text)

export type Checked = Pick<
  PostRecord,
  'title' | 'content' | 'audiences' | 'language' | 'accountIds' | 'publish_at'
> & { id: string | null }

/** What is read for a post before it can be checked. */
export interface Around {
  /** Those that it goes to, each with the limits that hold there. */
  accounts: readonly { account: AccountFacts; limits: Limits }[]
  assets: ReadonlyMap<string, AssetFacts>
  recent: PostForCheck['recent']
  timeZone: string
}

export const assetIdsOf = ({ content }: Pick<PostRecord, 'content'>): string[] =>
  [content.parts, ...Object.values(content.variants)]
    .flat()
    .flatMap((part) => part.media)
    .map((use) => use.assetId)

/** What the checks need to know of a post. The browser builds the same from what it has. */
export async function postForCheck(deps: PostsDeps, post: Checked): Promise<PostForCheck> {
  const { db } = deps.services
  const accounts = await deps.accounts(db, post.accountIds)
  const assets = await deps.assets(db, [...new Set(assetIdsOf(post))])
  return checkable(deps, post, {
    accounts: await Promise.all(
      accounts.map(async (account) => ({ account, limits: await deps.serverLimits(account.id) })),
    ),
    assets: new Map(assets.map((asset) => [asset.id, asset])),
    recent: await recentOf(deps, post.accountIds, post.id),
    timeZone: (await deps.institution(db)).timeZone,
  })
}

/** The same from what has been read already. */
export function checkable(
  deps: PostsDeps,
  post: Checked,
  { accounts, assets, recent, timeZone }: Around,
): PostForCheck {
  return {
    targets: accounts.map(({ account, limits }) => ({
      accountId: account.id,
      network: account.network,
      handle: account.handle,
      limits,
      ...askedBeside(post, account.network, deps.networks.get(account.network)?.profile.capabilities),
      unknownMentions: unknownMentions(deps, account, textsFor(post.content, account.network)),
      parts: partsFor(post.content, account.network).map((part) => ({
        text: part.text,
        link: part.link && { url: part.link.url },
        media: part.media.flatMap((use) => {
          const asset = assets.get(use.assetId)
          return asset ? [mediaForCheck(use, asset)] : []
        }),
      })),
    })),
    audiences: post.audiences,
    language: post.language,
    recent,
    plannedFor: dayPlanned(post.publish_at, timeZone),
  }
}

/** The findings on words that are no post yet, or not yet the words of that post. */
export async function checkWords(deps: PostsDeps, actor: Actor, words: Checked): Promise<Finding[]> {
  const { db } = deps.services
  const now = nowOf(deps.services)
  const findings = await deps.check(await postForCheck(deps, words))
  const waivers = findings.length === 0 ? [] : await waiversInForce(db, now)
  if (waivers.length === 0) return findings
  const accounts = await deps.accounts(db, words.accountIds)
  const writers = [...(words.id ? await contributorsOf(db, words.id) : []), actor.personId]
  return applyWaivers(findings, waivers, { postId: words.id ?? '', accounts, writers }, now)
}

/**
 * The findings on a post as stored, by the policy in force: the server's word, which is the one that counts. Those that
 * an exception covers say so.
 */
export async function checkPost(deps: PostsDeps, post: PostRecord): Promise<Finding[]> {
  const { db } = deps.services
  const now = nowOf(deps.services)
  const findings = await deps.check(await postForCheck(deps, { ...post, id: post.id }))
  const waivers = findings.length === 0 ? [] : await waiversInForce(db, now)
  if (waivers.length === 0) return findings
  const accounts = await deps.accounts(db, post.accountIds)
  const writers = await contributorsOf(db, post.id)
  return applyWaivers(findings, waivers, { postId: post.id, accounts, writers }, now)
}

export async function checkStored(deps: PostsDeps, actor: Actor, id: string): Promise<Finding[]> {
  const post = await getPost(deps.services.db, id)
  needRead(actor, post)
  return checkPost(deps, post)
}

/** What the browser needs to find duplicates while somebody types. */
export async function recentForActor(
  deps: PostsDeps,
  actor: Actor,
  accountIds: string[],
  except: string | null,
): Promise<PostForCheck['recent']> {
  const allowed = accountIds.filter(
    (accountId) => mayAnywhere(actor, 'posts.read') || mayFor(actor, 'posts.read', accountId),
  )
  return recentOf(deps, allowed, except)
}
