import { entryActor, type Actor } from '#features/people/index.ts'
import { mayRead, saveDraft, workspacePosts, type WorkspacePost } from '#features/posts/index.ts'
import { newId, type Tx } from '#platform/db/index.ts'
import { Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { CampaignDeps } from '../deps.ts'
import { needWriting } from '../write-campaign.ts'
import { changeInContent } from './change-content.ts'
import type { DoChange, HashtagResult } from './contract.ts'
import { changeOf, networksOf } from './preview.ts'
import type { TagChange } from './rules.ts'

/**
 * Changes a hashtag in posts, each in a transaction of its own and by the same use case as an edit, so that approvals are
 * voided, revisions kept and authors told as ever. A post that was edited since it was looked at is skipped and said.
 */
export async function changeHashtag(
  deps: CampaignDeps,
  actor: Actor,
  asked: DoChange,
): Promise<HashtagResult> {
  needWriting(actor)
  const change = changeOf(asked)
  const ids = asked.posts.map(({ id }) => id)
  const all = await workspacePosts(deps.services.db, { ids, limit: ids.length })
  // Of what this person may not read not even the name is told.
  const posts = all.filter(({ post }) => mayRead(actor, post))
  const networkOf = await networksOf(deps, posts)
  const byId = new Map(posts.map((found) => [found.post.id, found]))
  const changeId = newId()
  const result: HashtagResult = { changed: [], skipped: [] }
  for (const { id, version } of asked.posts) {
    const found = byId.get(id)
    const title = found?.post.title ?? 'A post'
    if (!found) {
      result.skipped.push({ id, title, why: 'It is not there any more.' })
      continue
    }
    const networks = found.post.accountIds.flatMap((accountId) => networkOf.get(accountId) ?? [])
    const done = await changeOne(deps, actor, { found, version, networks, change, changeId })
    if (typeof done === 'string') result.skipped.push({ id, title, why: done })
    else result.changed.push({ id, title, voided: done.voided })
  }
  await recordAll(deps, actor, changeId, change, result)
  return result
}

interface One {
  found: WorkspacePost
  version: number
  networks: string[]
  change: TagChange
  changeId: string
}

/** Answers why it was left, as a sentence, where it was. */
async function changeOne(deps: CampaignDeps, actor: Actor, one: One): Promise<string | { voided: number }> {
  const { found, version, networks, change, changeId } = one
  const { post, status } = found
  if (post.version !== version) return 'Somebody edited it meanwhile. Look again, then change it.'
  if (status !== 'draft' && status !== 'in-review') return 'It is no longer being written.'
  const { content, places } = changeInContent(post.content, change, networks)
  if (places.length === 0) return 'The hashtag does not stand in it.'
  const { title, audiences, language, accountIds } = post
  const schedule = post.publish_local ? { local: post.publish_local } : null
  try {
    return await saveDraft(
      deps.posts,
      actor,
      post.id,
      { title, content, audiences, language, accountIds, schedule, version },
      (tx) => recordOne(tx, deps, actor, post.id, changeId, change, places.length),
    )
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

const summary = 'A hashtag was changed in drafts.'

async function recordOne(
  tx: Tx,
  { services }: CampaignDeps,
  actor: Actor,
  postId: string,
  changeId: string,
  change: TagChange,
  places: number,
): Promise<void> {
  await append(tx, nowOf(services), {
    kind: 'post.hashtag-changed',
    actor: entryActor(actor),
    subject: `post:${postId}`,
    postId,
    summary: 'A hashtag was changed in this post together with others.',
    facts: { change: changeId, mode: change.mode, places },
    content: change,
  })
}

async function recordAll(
  { services }: CampaignDeps,
  actor: Actor,
  changeId: string,
  change: TagChange,
  { changed, skipped }: HashtagResult,
): Promise<void> {
  if (changed.length === 0) return
  await services.db.transaction().execute((tx) =>
    append(tx, nowOf(services), {
      kind: 'campaign.hashtag-changed',
      actor: entryActor(actor),
      subject: `hashtag-change:${changeId}`,
      summary,
      facts: {
        mode: change.mode,
        changed: changed.length,
        skipped: skipped.length,
        voided: changed.reduce((sum, { voided }) => sum + voided, 0),
        posts: changed.map(({ id }) => id),
      },
      content: change,
    }),
  )
}
