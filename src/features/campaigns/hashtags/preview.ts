import canonicalize from 'canonicalize'
import type { Actor } from '#features/people/index.ts'
import type { Finding } from '#features/policy/index.ts'
import {
  checkManyWords,
  mayRead,
  mayWithPost,
  partsFor,
  workspacePosts,
  type WorkspacePost,
} from '#features/posts/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { Content } from '#features/posts/contract.ts'
import type { CampaignDeps } from '../deps.ts'
import { needWriting } from '../write-campaign.ts'
import { changeInContent } from './change-content.ts'
import { mostAtOnce, type AskedChange, type ChangedPost, type HashtagPreview } from './contract.ts'
import { tagKey, typedTag, type TagChange } from './rules.ts'

const noTag = (path: 'from' | 'to', typed: string) =>
  new Invalid('hashtags.no-hashtag', `No network takes “${typed}” for one hashtag.`, {
    fix: 'Write letters, digits and underscores without spaces; digits alone are no hashtag.',
    fields: [{ path, message: 'This is no hashtag.' }],
  })

/** What is to be changed, in the words of the rules. Throws `Invalid`. */
export function changeOf({ mode, from, to }: AskedChange): TagChange {
  const one = typedTag(from)
  if (one === null) throw noTag('from', from)
  if (mode === 'remove') return { mode, from: one }
  const other = typedTag(to)
  if (other === null) throw noTag('to', to)
  if (mode === 'add' && tagKey(one) === tagKey(other))
    throw new Invalid('hashtags.same', 'These two are the same hashtag.', {
      fields: [{ path: 'to', message: 'Give another one.' }],
    })
  return { mode, from: one, to: other }
}

/** How far back what went out is looked through. */
const days = 180
const mostLookedAt = 5_000
const mostShown = 50

const fixed = {
  why: 'It has gone out, or may have, so its words are fixed.',
  fix: 'Propose a correction on its page, where its network lets a post be changed, or copy it as a new one.',
}
const scheduled = {
  why: 'It is approved and on the schedule.',
  fix: 'Change it on its own page: that takes it off the schedule, and it has to be approved again.',
}
const ended = { why: 'It will not go.', fix: 'Copy it as a new post.' }

function whyNot({ locked, status }: WorkspacePost): { why: string; fix: string } | null {
  if (status === 'draft' || status === 'in-review') return locked ? fixed : null
  if (locked) return fixed
  return status === 'cancelled' ? ended : scheduled
}

export interface Found {
  found: WorkspacePost
  networks: string[]
  changed: ReturnType<typeof changeInContent>
}

/** Posts in which the hashtag stands, whatever their state; also those in which it stays because of doubts. */
export async function findTagged(
  deps: CampaignDeps,
  asked: AskedChange,
  change: TagChange,
): Promise<Found[]> {
  const { db, clock } = deps.services
  const since = clock
    .now()
    .subtract({ hours: 24 * days })
    .toString()
  const { campaignId, accountId } = asked
  const posts = await workspacePosts(db, {
    ...{ campaignId, accountId, since },
    containing: ['#', '＃', '"tags"'],
    limit: mostLookedAt,
  })
  const networkOf = await networksOf(deps, posts)
  return posts.flatMap((found) => {
    const networks = found.post.accountIds.flatMap((id) => networkOf.get(id) ?? [])
    const changed = changeInContent(found.post.content, change, networks)
    return changed.places.length + changed.doubts.length > 0 ? [{ found, networks, changed }] : []
  })
}

export async function networksOf(
  deps: CampaignDeps,
  posts: readonly WorkspacePost[],
): Promise<Map<string, string>> {
  const ids = [...new Set(posts.flatMap(({ post }) => post.accountIds))]
  if (ids.length === 0) return new Map()
  const rows = await deps.services.db
    .selectFrom('account')
    .select(['id', 'network'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, network }) => [id, network]))
}

/** Whose approvals the change would void: those for accounts that would get other words. */
function voidedBy(
  { found: { post, approvals }, changed }: Found,
  networkOf: ReadonlyMap<string, string>,
): string[] {
  const touched = (accountId: string) => {
    const network = networkOf.get(accountId) ?? ''
    const goes = (content: Content) =>
      canonicalize([partsFor(content, network), content.details[network] ?? {}])
    return goes(post.content) !== goes(changed.content)
  }
  return [...new Set(approvals.filter(({ accountId }) => touched(accountId)).map(({ person }) => person))]
}

/** Every place with before and after, what it would cost, and what can't be changed. Nothing is written. */
export async function previewHashtag(
  deps: CampaignDeps,
  actor: Actor,
  asked: AskedChange,
): Promise<HashtagPreview> {
  needWriting(actor)
  const change = changeOf(asked)
  const all = await findTagged(deps, asked, change)
  const open = all.filter(({ found }) => whyNot(found) === null)
  const mine = open.filter(({ found }) => mayWithPost(actor, 'posts.write', found.post))
  const shown = mine.slice(0, mostAtOnce)
  const networkOf = await networksOf(
    deps,
    shown.map(({ found }) => found),
  )
  const findings = await newFindings(deps, actor, shown)
  const posts = shown.map((each): ChangedPost => ({
    id: each.found.post.id,
    title: each.found.post.title,
    status: each.found.status,
    version: each.found.post.version,
    places: each.changed.places,
    doubts: each.changed.doubts,
    voids: voidedBy(each, networkOf),
    findings: findings.get(each.found.post.id) ?? [],
  }))
  const cannot = all.flatMap(({ found }) => {
    const not = whyNot(found)
    if (!not || !mayRead(actor, found.post)) return []
    return [{ id: found.post.id, title: found.post.title, status: found.status, ...not }]
  })
  return {
    posts,
    cannot: cannot.slice(0, mostShown),
    notYours: open.length - mine.length,
    more: mine.length - shown.length,
  }
}

/** By post, what the server's own check says of the new words and not of the old ones. */
async function newFindings(
  deps: CampaignDeps,
  actor: Actor,
  all: readonly Found[],
): Promise<ReadonlyMap<string, ChangedPost['findings']>> {
  const touched = all.filter(({ changed }) => changed.places.length > 0)
  const found = await checkManyWords(deps.posts, actor, [
    ...touched.map(({ found: { post } }) => post),
    ...touched.map(({ found: { post }, changed }) => ({ ...post, content: changed.content })),
  ])
  return new Map(
    touched.map(({ found: { post } }, at) => [
      post.id,
      newly(found[at] ?? [], found[touched.length + at] ?? []),
    ]),
  )
}

function newly(before: readonly Finding[], after: readonly Finding[]): ChangedPost['findings'] {
  const known = new Set(before.map(({ id }) => id))
  const count = (findings: readonly Finding[], control: string) =>
    findings.filter((finding) => finding.control === control).length
  // One that counts (a text too long) has another id when the count changes, and is the same finding.
  return after
    .filter(({ id, control }) => !known.has(id) && count(after, control) > count(before, control))
    .map(({ clause, say, level }) => ({ clause, say, level }))
}
