import { authorise, entryActor, mayFor, type Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { needDone, onTheNetwork } from '../on-network.ts'
import type { OutsideState } from './contract.ts'
import type { OutsidePostRow } from './tables.ts'

async function reachOutside(deps: PostsDeps, actor: Actor, id: string): Promise<OutsidePostRow> {
  const post = await deps.services.db
    .selectFrom('outside_post')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!post || !mayFor(actor, 'posts.read', post.account_id)) throw new NotFound('post outside Rostrum')
  authorise(actor, 'posts.control', post.account_id)
  return post
}

const settledAlready = () =>
  new Conflict('posts.outside-settled', 'Somebody has settled this already. Look again.')

/** What is done with a post is recorded with it; the reason is the record's content. */
function recordDeed(
  tx: Tx,
  actor: Actor,
  post: OutsidePostRow,
  at: string,
  said: { kind: string; summary: string; content: object },
): Promise<string> {
  return append(tx, at, {
    ...said,
    actor: entryActor(actor),
    subject: `account:${post.account_id}`,
    accountId: post.account_id,
    facts: { post: post.id, url: post.url },
  })
}

async function settle(
  { services }: PostsDeps,
  actor: Actor,
  post: OutsidePostRow,
  to: Exclude<OutsideState, 'open'>,
  said: { kind: string; summary: string; reason: string },
): Promise<void> {
  const at = nowOf(services)
  const { reason, ...entry } = said
  await services.db.transaction().execute(async (tx) => {
    const entryId = await recordDeed(tx, actor, post, at, { ...entry, content: { reason } })
    const done = await tx
      .updateTable('outside_post')
      .set({ state: to, settled_at: at, settled_by: actor.personId, settled_entry_id: entryId })
      .where('id', '=', post.id)
      // What was deleted is deleted, whatever somebody said of it while the network was asked.
      .where('state', 'in', to === 'taken-down' ? ['open', 'fine'] : [post.state])
      .returning('id')
      .executeTakeFirst()
    if (!done) throw settledAlready()
  })
}

/** Somebody who answers for the account says that the post may stand, and why. */
export async function acceptOutside(
  deps: PostsDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  const post = await reachOutside(deps, actor, id)
  if (post.state !== 'open') throw settledAlready()
  await settle(deps, actor, post, 'fine', {
    kind: 'outside.accepted',
    summary: 'A post that did not go through Rostrum was found to be fine.',
    reason,
  })
}

/** Deletes the post on its network. The record of it stays. */
export async function takeDownOutside(
  deps: PostsDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  const post = await reachOutside(deps, actor, id)
  if (post.state === 'taken-down') return
  const ref = {
    remoteId: post.remote_id,
    url: post.url,
    ...(post.extra === null ? {} : { extra: post.extra }),
  }
  needDone(
    await onTheNetwork(deps, post, async (session) =>
      session.remove
        ? session.remove(ref)
        : { kind: 'rejected', code: 'cannot', say: 'This network does not let us delete.' },
    ),
  )
  await settle(deps, actor, post, 'taken-down', {
    kind: 'outside.taken-down',
    summary: 'A post that did not go through Rostrum was deleted on the network.',
    reason,
  })
}

/** Keeps who posted it, in somebody's words. Nothing is looked up: a person knows it, or nobody does. */
export async function sayWhoPosted(deps: PostsDeps, actor: Actor, id: string, text: string): Promise<void> {
  const { services } = deps
  const post = await reachOutside(deps, actor, id)
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const entryId = await recordDeed(tx, actor, post, at, {
      kind: 'outside.author-said',
      summary: 'It was said who posted what did not go through Rostrum.',
      content: { text },
    })
    await tx.updateTable('outside_post').set({ author_entry_id: entryId }).where('id', '=', id).execute()
  })
}
