import type { Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { mayRead } from './access.ts'
import { contributorsOf, getPost } from './store.ts'

/** The name of a post and everybody who wrote in it; null when there is none or this person may not read it. */
export async function titleAndWriters(
  db: Db,
  actor: Actor,
  postId: string,
): Promise<{ title: string; writers: string[] } | null> {
  try {
    const post = await getPost(db, postId)
    return mayRead(actor, post) ? { title: post.title, writers: await contributorsOf(db, postId) } : null
  } catch (error) {
    if (error instanceof NotFound) return null
    throw error
  }
}
