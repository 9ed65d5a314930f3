import { authorise, mayFor, type Actor } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { RegisterDeps } from '../connections.ts'
import { progressOf, stepsOf } from '../leaving/steps.ts'
import { leavingOf } from '../leaving/store.ts'
import { standingOf } from '../standing.ts'
import { accountById, type AccountRow } from '../store.ts'
import type { AccountLife } from './contract.ts'
import { findingsOf } from './findings.ts'
import { isOver, mayMove, maySpeak } from './rules.ts'
import './store.ts'

type LifeDeps = Pick<RegisterDeps, 'services' | 'scheduledOn' | 'postsStanding'>

/** The story of an account, what stands against it now, and what may be done about it. */
export async function readLife(deps: LifeDeps, actor: Actor, accountId: string): Promise<AccountLife> {
  authorise(actor, 'accounts.read')
  const { services } = deps
  const { db } = services
  const account = await accountById(db, accountId)
  if (!account) throw new NotFound('account')
  const { state } = account
  const edits = !isOver(state) && mayFor(actor, 'accounts.edit', accountId)
  const closes = mayFor(actor, 'accounts.close', accountId)
  const standing = maySpeak(state) ? await standingOf(db, accountId, nowOf(services)) : undefined
  return {
    moves: await movesOf(db, accountId),
    // A pause stands on the page by itself, with who and why.
    stops: (standing?.stops ?? []).filter(({ about }) => about !== 'pause'),
    findings: await findingsOf(db, accountId),
    closing: isOver(state) ? null : await closingOf(deps, account),
    postsPerWeek: account.posts_per_week === null ? null : Number(account.posts_per_week),
    may: {
      pause: edits && account.paused_at === null,
      resume: edits && account.paused_at !== null,
      setObjective: edits,
      open: closes && state === 'approved',
      seeClosing: edits,
      close: closes && mayMove(state, 'closed'),
    },
  }
}

async function closingOf(deps: LifeDeps, account: AccountRow): Promise<AccountLife['closing']> {
  const { db } = deps.services
  const leaving = await leavingOf(db, account)
  if (!leaving) return null
  const { id, state, state_since: stateSince } = account
  const { begun_at: begunAt, post_id: postId, closes_on: closesOn, reason } = leaving
  const steps = await stepsOf(deps, db, [{ id, state, stateSince, begunAt, postId }])
  return { reason, closesOn, progress: progressOf(steps.get(id) ?? []) }
}

async function movesOf(db: RegisterDeps['services']['db'], accountId: string): Promise<AccountLife['moves']> {
  return db
    .selectFrom('account_move')
    .leftJoin('person', 'person.id', 'account_move.person_id')
    .select([
      'account_move.id',
      'account_move.from_state as from',
      'account_move.to_state as to',
      'account_move.reason',
      'person.name as by',
      'account_move.at',
      'account_move.request_id as requestId',
    ])
    .where('account_move.account_id', '=', accountId)
    .orderBy('account_move.at', 'desc')
    .orderBy('account_move.id', 'desc')
    .execute()
}
