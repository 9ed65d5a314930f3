import {
  applyWaivers,
  duplicateKey,
  waiversInForce,
  type Finding,
  type PostForCheck,
} from '#features/policy/index.ts'
import { nowOf } from '#platform/services.ts'
import { dayPlanned } from './schedule.ts'
import { partsFor } from './content.ts'
import { askedBeside } from './details/rules.ts'
import type { PostsDeps } from './deps.ts'
import { mediaForCheck } from './media/rules.ts'
import { unknownMentions } from './mentions/look-up.ts'
import { wordsOf } from './manifest.ts'
import { needRead } from './access.ts'
import type { Actor } from '#features/people/index.ts'
import { mayAnywhere, mayFor } from '#features/people/index.ts'
import { contributorsOf, getPost, type PostRecord } from './store.ts'

/** How far back a post counts as recent. */
const recentDays = 30

/** What these accounts sent lately or will send, for finding duplicates; `except` is the post being checked. */
export async function recentOf(
  deps: PostsDeps,
  accountIds: readonly string[],
  except: string | null,
): Promise<PostForCheck['recent']> {
  if (accountIds.length === 0) return []
  const since = deps.services.clock
    .now()
    .subtract({ hours: 24 * recentDays })
    .toString()
  let query = deps.services.db
    .selectFrom('publication')
    .select(['post_id', 'account_id', 'manifest', 'due_at'])
    .where('account_id', 'in', [...accountIds])
    .where('due_at', '>', since)
    .where('state', 'not in', ['cancelled', 'rejected', 'missed'])
    .where('removed_at', 'is', null)
    .orderBy('due_at', 'desc')
    .limit(500)
  if (except) query = query.where('post_id', '!=', except)
  const rows = await query.execute()
  return rows.map((row) => ({
    postId: row.post_id,
    accountId: row.account_id,
    key: duplicateKey(wordsOf(row.manifest)),
    at: row.due_at,
  }))
}

const textsFor = (content: PostRecord['content'], network: string): string[] =>
  partsFor(content, network).map(({ text }) => text)

/** What the checks need to know of a post. The browser builds the same from what it has. */
export async function postForCheck(
  deps: PostsDeps,
  post: Pick<PostRecord, 'title' | 'content' | 'audiences' | 'language' | 'accountIds' | 'publish_at'> & {
    id: string | null
  },
): Promise<PostForCheck> {
  const { db } = deps.services
  const accounts = await deps.accounts(db, post.accountIds)
  const uses = [post.content.parts, ...Object.values(post.content.variants)]
    .flat()
    .flatMap((part) => part.media)
  const assets = new Map(
    (await deps.assets(db, [...new Set(uses.map((use) => use.assetId))])).map((asset) => [asset.id, asset]),
  )
  const targets = await Promise.all(
    accounts.map(async (account) => ({
      accountId: account.id,
      network: account.network,
      handle: account.handle,
      limits: await deps.serverLimits(account.id),
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
  )
  return {
    targets,
    audiences: post.audiences,
    language: post.language,
    recent: await recentOf(deps, post.accountIds, post.id),
    plannedFor: dayPlanned(post.publish_at, (await deps.institution(db)).timeZone),
  }
}

type Checked = Pick<PostRecord, 'title' | 'content' | 'audiences' | 'language' | 'accountIds' | 'publish_at'>

/** The same for words that are no post yet, or not yet the words of that post. */
export async function checkWords(
  deps: PostsDeps,
  actor: Actor,
  words: Checked & { id: string | null },
): Promise<Finding[]> {
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
