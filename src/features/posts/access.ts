import { authorise, mayAnywhere, mayFor, type Actor, type Permission } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { getPost, type PostRecord } from './store.ts'

/** May this person do it with every account of the post? A post without accounts belongs to its author. */
export function mayWithPost(
  actor: Actor,
  permission: Permission,
  post: Pick<PostRecord, 'accountIds' | 'author_id'>,
): boolean {
  if (mayAnywhere(actor, permission)) return true
  if (post.accountIds.length === 0) return post.author_id === actor.personId
  return post.accountIds.every((accountId) => mayFor(actor, permission, accountId))
}

/** To read it is enough to be related to one of its accounts, or to be its author. */
export function mayRead(actor: Actor, post: Pick<PostRecord, 'accountIds' | 'author_id'>): boolean {
  return (
    post.author_id === actor.personId ||
    mayAnywhere(actor, 'posts.read') ||
    post.accountIds.some((accountId) => mayFor(actor, 'posts.read', accountId))
  )
}

/** May this person read this post? False also when there is none. */
export async function mayReadPost(db: Db, actor: Actor, postId: string): Promise<boolean> {
  try {
    return mayRead(actor, await getPost(db, postId))
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

/**
 * Throws as if it weren't there: whoever may not read a draft should not learn that it exists. `what` is what was asked
 * for, as it is called where there is none.
 */
export function needRead(actor: Actor, post: PostRecord, what = 'post'): void {
  if (!mayRead(actor, post)) throw new NotFound(what)
}

export function needWithPost(actor: Actor, permission: Permission, post: PostRecord, what = 'post'): void {
  needRead(actor, post, what)
  if (post.accountIds.length === 0 && post.author_id !== actor.personId && !mayAnywhere(actor, permission))
    throw new Forbidden('posts.not-yours', 'Only its author can do this while the post has no account.')
  for (const accountId of post.accountIds) authorise(actor, permission, accountId)
}
