import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append, type EntryActor } from '#platform/ledger/index.ts'
import { manifestFor } from './content.ts'
import type { PostsDeps } from './deps.ts'
import { outOfHand } from './moves.ts'
import { movePublication } from './publications.ts'
import type { PostRecord } from './store.ts'

/** Publications that still wait, so that a change of the words can take them off the schedule. */
const waiting = ['due', 'paused', 'blocked', 'missed'] as const

/** For each account: what its live approvals and waiting publications are bound to. */
async function boundDigests(db: Db | Tx, postId: string): Promise<Map<string, Set<string>>> {
  const approvals = db
    .selectFrom('approval')
    .select(['account_id', 'digest'])
    .where('post_id', '=', postId)
    .where('voided_at', 'is', null)
    .where('decision', '=', 'approved')
  const publications = db
    .selectFrom('publication')
    .select(['account_id', 'digest'])
    .where('post_id', '=', postId)
    .where('state', 'in', waiting)
  const bound = new Map<string, Set<string>>()
  for (const row of [...(await approvals.execute()), ...(await publications.execute())])
    bound.set(row.account_id, (bound.get(row.account_id) ?? new Set()).add(row.digest))
  return bound
}

/** What a change of a post touches, and what was bound to the post when that was found out. */
export interface Touched {
  accountIds: string[]
  bound: string
}

export const untouched: Touched = { accountIds: [], bound: '' }

const inOneLine = (bound: ReadonlyMap<string, ReadonlySet<string>>): string =>
  [...bound]
    .flatMap(([account, digests]) => [...digests].map((digest) => `${account} ${digest}`))
    .toSorted()
    .join('\n')

/**
 * The accounts whose approval or place on the schedule would no longer fit if the post became `changed`. Makes
 * renditions, so it runs before the transaction; `needBoundStill` asks in it whether the answer still holds.
 */
export async function touchedBy(deps: PostsDeps, changed: PostRecord): Promise<Touched> {
  const bound = await boundDigests(deps.services.db, changed.id)
  if (bound.size === 0) return untouched
  const accounts = new Map(
    (await deps.accounts(deps.services.db, changed.accountIds)).map((account) => [account.id, account]),
  )
  const touched: string[] = []
  for (const [accountId, digests] of bound) {
    const account = accounts.get(accountId)
    const now = account ? (await manifestFor(deps, changed, account)).digest : null
    if (now === null || [...digests].some((digest) => digest !== now)) touched.push(accountId)
  }
  return { accountIds: touched, bound: inOneLine(bound) }
}

/** Somebody decided about the post between the look at it and the write. */
class BoundMeanwhile extends Conflict {
  constructor() {
    super('posts.decided-meanwhile', 'Somebody has just decided about this post. Look again.')
  }
}

/**
 * Throws when an approval was given or the schedule has moved since `touchedBy`: what was approved in between would
 * otherwise go out unchanged. To be asked once the transaction holds the post.
 */
export async function needBoundStill(tx: Tx, postId: string, { bound }: Touched): Promise<void> {
  if (inOneLine(await boundDigests(tx, postId)) !== bound) throw new BoundMeanwhile()
}

const tries = 3

/** Does it anew, from the look at the post on, when somebody decided about it in between. */
export async function lookingAgain<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let left = tries - 1; ; left--)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof BoundMeanwhile) || left === 0) throw error
    }
}

/**
 * Voids the approvals for these accounts and takes their publications off the schedule, in the transaction that
 * changes the words. Throws `Conflict` when one of them has left meanwhile. Answers who had approved.
 */
export async function voidApprovals(
  tx: Tx,
  actor: EntryActor,
  post: PostRecord,
  accountIds: string[],
  at: string,
): Promise<string[]> {
  if (accountIds.length === 0) return []
  // Against the worker, which claims in one statement: whoever comes second sees what the first did.
  await sql`select id from publication where post_id = ${post.id} for update`.execute(tx)
  const publications = await tx
    .selectFrom('publication')
    .selectAll()
    .where('post_id', '=', post.id)
    .where('account_id', 'in', accountIds)
    .execute()
  if (publications.some((publication) => outOfHand.includes(publication.state)))
    throw new Conflict(
      'posts.already-sent',
      'This post has just gone out, so its words are fixed. Copy it as a new post to say something else.',
    )
  const because = 'The post was changed after it was approved.'
  for (const publication of publications)
    if (waiting.includes(publication.state as (typeof waiting)[number]))
      await movePublication(tx, publication, {
        to: 'cancelled',
        at,
        actor: actor,
        outcome: { kind: 'changed', say: because },
      })
  const voided = await tx
    .updateTable('approval')
    .set({ voided_at: at, voided_because: because })
    .where('post_id', '=', post.id)
    .where('account_id', 'in', accountIds)
    .where('voided_at', 'is', null)
    .where('decision', '=', 'approved')
    .returning(['id', 'person_id', 'account_id', 'digest'])
    .execute()
  for (const approval of voided)
    await append(tx, at, {
      kind: 'post.approval-voided',
      actor: actor,
      subject: `post:${post.id}`,
      postId: post.id,
      accountId: approval.account_id,
      summary: 'A change voided an approval.',
      facts: { approval: approval.id, digest: approval.digest },
    })
  if (post.state === 'approved')
    await tx
      .updateTable('post')
      .set({ state: 'draft', submitted_at: null, submitted_by: null })
      .where('id', '=', post.id)
      .execute()
  return [...new Set(voided.map((approval) => approval.person_id))]
}
