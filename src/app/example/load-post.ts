import type { Actor } from '#features/people/index.ts'
import { checkStored } from '#features/posts/check.ts'
import { addComment, resolveComment } from '#features/posts/comments.ts'
import { prepareAll } from '#features/posts/content.ts'
import type { Content, Part } from '#features/posts/contract.ts'
import { cancelPublication } from '#features/posts/control.ts'
import { approvePost, askForChanges } from '#features/posts/decide.ts'
import { overrideFinding } from '#features/posts/overrides.ts'
import { movePublication } from '#features/posts/publications.ts'
import { getPost } from '#features/posts/store.ts'
import { submitPost } from '#features/posts/submit.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import { entryActor } from '#features/people/index.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import { localOf, momentOf } from './dates.ts'
import type { ExamplePart, ExamplePost } from './posts.ts'
import { breakConnection, publicationsOf, publish, sendLate } from './send.ts'
import { actorIn, type Stage } from './stage.ts'

function partOf(stage: Stage, { text, picture, alt, link }: ExamplePart): Part {
  const shown = picture === undefined ? null : stage.pictures.get(picture)!
  return {
    text,
    media: shown ? [{ assetId: shown.assetId, alt: alt ?? shown.alt, crop: null }] : [],
    link: link ? { ...link, imageId: null } : null,
  }
}

function contentOf(stage: Stage, parts: ExamplePart[]): Content {
  return { parts: parts.map((part) => partOf(stage, part)), variants: {}, details: {} }
}

/** Writes the draft: its words, an earlier form, comments, and reasons for words that a check questions. */
async function write(stage: Stage, post: ExamplePost): Promise<string> {
  const { posts, house } = stage
  const author = actorIn(stage, post.author)
  const planned =
    post.when && post.when[0] > 0 ? { local: localOf(momentOf(stage.present, post.when)) } : null
  const id = await createDraft(posts, author, {
    title: post.title,
    content: contentOf(stage, post.before?.parts ?? post.parts),
    audiences: post.audiences,
    accountIds: post.accounts.map((key) => stage.accounts.get(key)!),
    schedule: planned,
  })
  await house.services.db.updateTable('post').set({ example: true }).where('id', '=', id).execute()
  if (post.before) await rewrite(stage, actorIn(stage, post.before.by), id, post.parts)
  for (const { by, text, resolved } of post.comments ?? []) {
    const comment = await addComment(posts, actorIn(stage, by), id, text)
    if (resolved) await resolveComment(posts, author, id, comment)
  }
  if (post.keep) {
    const { control, reason } = post.keep
    const found = (await checkStored(posts, author, id)).find((finding) => finding.control === control)
    if (!found) throw new Error(`The check “${control}” says nothing of “${post.title}”.`)
    await overrideFinding(posts, author, id, found.id, reason)
  }
  return id
}

async function rewrite(stage: Stage, by: Actor, id: string, parts: ExamplePart[]): Promise<void> {
  const post = await getPost(stage.posts.services.db, id)
  await saveDraft(stage.posts, by, id, {
    version: post.version,
    title: post.title,
    content: contentOf(stage, parts),
    audiences: post.audiences,
    language: post.language,
    accountIds: post.accountIds,
    schedule: post.publish_local ? { local: post.publish_local } : null,
  })
}

async function submit(stage: Stage, post: ExamplePost, id: string): Promise<void> {
  const { version } = await getPost(stage.posts.services.db, id)
  await submitPost(stage.posts, actorIn(stage, post.author), id, version)
}

async function approve(stage: Stage, by: string, id: string, note = ''): Promise<void> {
  const prepared = await prepareAll(stage.posts, await getPost(stage.posts.services.db, id))
  const digests = Object.fromEntries(prepared.map((target) => [target.account.id, target.digest]))
  await approvePost(stage.posts, actorIn(stage, by), id, { digests, note })
}

/**
 * Says that it was planned for a time that has passed. No use case does that, and the approval that follows is then
 * bound to that time, as it would have been.
 */
async function planInThePast(stage: Stage, post: ExamplePost, id: string): Promise<void> {
  const { db } = stage.posts.services
  const moment = momentOf(stage.present, post.when!)
  await db
    .updateTable('post')
    .set({ publish_at: isoOf(moment.toInstant()), publish_local: localOf(moment) })
    .where('id', '=', id)
    .execute()
  for (const { account, digest } of await prepareAll(stage.posts, await getPost(db, id)))
    await db
      .updateTable('post_target')
      .set({ digest })
      .where('post_id', '=', id)
      .where('account_id', '=', account.id)
      .execute()
}

/** Holds what waits for its time, as a pause does; pausing in earnest would hold what is real too. */
async function hold(stage: Stage, by: string, id: string): Promise<void> {
  const { services } = stage.posts
  for (const publication of await publicationsOf(stage, id))
    await services.db.transaction().execute((tx) =>
      movePublication(tx, publication, {
        to: 'paused',
        at: nowOf(services),
        actor: entryActor(actorIn(stage, by)),
      }),
    )
}

async function meetItsFate(stage: Stage, post: ExamplePost, id: string): Promise<void> {
  const { fate } = post
  const { posts } = stage
  if (fate.kind === 'draft') return
  await submit(stage, post, id)
  switch (fate.kind) {
    case 'in-review':
      return
    case 'changes':
      return askForChanges(posts, actorIn(stage, fate.by), id, fate.note)
    case 'scheduled':
      return approve(stage, fate.by, id, fate.note)
    case 'voided':
      await approve(stage, fate.by, id)
      return rewrite(stage, actorIn(stage, post.author), id, fate.parts)
    case 'paused':
      await approve(stage, fate.by, id)
      return hold(stage, fate.by, id)
    case 'cancelled':
      await approve(stage, fate.by, id)
      for (const publication of await publicationsOf(stage, id))
        await cancelPublication(posts, actorIn(stage, fate.by), publication.id, fate.reason)
      return
    case 'published':
      await approve(stage, fate.by, id, fate.note)
      return publish(stage, id, actorIn(stage, post.author), fate)
    default:
      await planInThePast(stage, post, id)
      await approve(stage, fate.by, id)
      if (fate.kind === 'missed') return
      if (fate.kind === 'blocked') await breakConnection(stage, stage.accounts.get(post.accounts[0]!)!)
      return sendLate(stage, id, fate)
  }
}

/** Plays one post through, by the same use cases as a person's. Answers its id. */
export async function loadPost(stage: Stage, post: ExamplePost): Promise<string> {
  const id = await write(stage, post)
  await meetItsFate(stage, post, id)
  await stage.posts.services.db
    .updateTable('publication')
    .set({ example: true })
    .where('post_id', '=', id)
    .execute()
  return id
}
