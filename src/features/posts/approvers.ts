import { mayFor, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { contributorsOf, type PostRecord } from './store.ts'

/** Why this person may not approve the post for this account, as a sentence; null when they may. */
export function whyNotApprove(actor: Actor, accountId: string, writers: readonly string[]): string | null {
  if (!mayFor(actor, 'posts.approve', accountId))
    return 'Approving needs the account’s administrator or central communications.'
  if (writers.includes(actor.personId))
    return 'You wrote in this post, and nobody approves their own. Somebody else has to read it.'
  return null
}

/** The people who could approve this post now, but for those who wrote in it. */
export async function approversFor(
  tx: Db | Tx,
  post: PostRecord,
  except: string,
  now: string,
): Promise<string[]> {
  const writers = new Set([...(await contributorsOf(tx, post.id)), except])
  const officers = tx.selectFrom('role_assignment').select('person_id').where('role', '=', 'officer')
  const found = new Set((await officers.execute()).map((row) => row.person_id))
  if (post.accountIds.length > 0) {
    const held = await tx
      .selectFrom('account_member')
      .select('person_id')
      .where('account_id', 'in', post.accountIds)
      .where('relation', '=', 'administrator')
      .where((on) => on.or([on('until', 'is', null), on('until', '>', now)]))
      .execute()
    for (const row of held) found.add(row.person_id)
  }
  return [...found].filter((person) => !writers.has(person))
}
