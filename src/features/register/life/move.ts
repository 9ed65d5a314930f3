import { entryActor, type Actor } from '#features/people/index.ts'
import { isUniqueViolation, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import type { AccountState } from '../contract.ts'
import { accountForChange } from '../store.ts'
import { firstReviewDue, mayMove } from './rules.ts'
import './store.ts'

export interface AccountMove {
  accountId: string
  to: AccountState
  reason: string
  /** The request that led to it. */
  requestId?: string
  /** Steps that were not seen to before it was closed. */
  left?: readonly string[]
}

/**
 * Moves an account to its next state; `actor` is null when Rostrum itself does. Throws `NotFound`, or `Conflict` when
 * it can't go there from where it is.
 */
export async function moveAccount(tx: Tx, at: string, actor: Actor | null, move: AccountMove): Promise<void> {
  const { accountId, to, reason } = move
  const row = await accountForChange(tx, accountId)
  if (!row) throw new NotFound('account')
  if (!mayMove(row.state, to)) throw cannotMove(row.state, to)
  try {
    await tx
      .updateTable('account')
      .set({
        state: to,
        state_since: at,
        state_reason: reason,
        version: row.version + 1,
        ...(to === 'closed' ? { closed_at: at } : {}),
        ...(to === 'active' ? { successor_id: null } : {}),
        ...(to === 'approved' && row.review_due === null ? { review_due: firstReviewDue(at) } : {}),
      })
      .where('id', '=', accountId)
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'account_handle') && !isUniqueViolation(error, 'account_remote'))
      throw error
    throw new Conflict('register.handle-taken', 'Another account has taken this handle meanwhile.', {
      fix: 'Close that account first, or ask for this one under another handle.',
    })
  }
  await recordMove(tx, at, actor, { ...move, from: row.state, network: row.network })
}

/** Keeps a move in the account's own story and in the log. */
export async function recordMove(
  tx: Tx,
  at: string,
  actor: Actor | null,
  move: AccountMove & { from: AccountState | null; network?: string },
): Promise<void> {
  const { accountId, from, to, reason, requestId, left = [] } = move
  await tx
    .insertInto('account_move')
    .values({
      id: newId(),
      account_id: accountId,
      from_state: from,
      to_state: to,
      reason,
      person_id: actor?.personId ?? null,
      request_id: requestId ?? null,
      at,
    })
    .execute()
  // Coming into the register has a record of its own, with all that was written about the account.
  if (from === null) return
  await append(tx, at, {
    kind: `register.account-${to}`,
    actor: actor ? entryActor(actor) : { system: 'register' },
    subject: `account:${accountId}`,
    accountId,
    summary: summaries[to],
    facts: {
      from,
      to,
      network: move.network,
      ...(requestId ? { request: requestId } : {}),
      ...(left.length > 0 ? { left } : {}),
    },
    content: { reason },
  })
}

const summaries: Record<AccountState, string> = {
  proposed: 'An official account was proposed.',
  'in-review': 'The proposal of an official account went into review.',
  approved: 'An official account was approved.',
  active: 'An official account became active.',
  dormant: 'An official account fell dormant: it has not posted for as long as the policy says.',
  closing: 'An official account is being closed; the register says so.',
  closed: 'An official account was closed.',
  refused: 'An official account was refused.',
}

function cannotMove(from: AccountState, to: AccountState): Conflict {
  return new Conflict('register.move', `${now[from]} ${cannot[to]}`, { data: { from, to } })
}

const now: Record<AccountState, string> = {
  proposed: 'This account is proposed.',
  'in-review': 'This account is being looked at.',
  approved: 'This account is approved and not open yet.',
  active: 'This account is active.',
  dormant: 'This account is dormant.',
  closing: 'This account is being closed.',
  closed: 'This account is closed.',
  refused: 'This account was refused.',
}

const cannot: Record<AccountState, string> = {
  proposed: 'It can’t be proposed again.',
  'in-review': 'It can’t go into review from there.',
  approved: 'It can only be approved while it is in review.',
  active: 'It can’t become active from there.',
  dormant: 'It can’t fall dormant from there.',
  closing: 'Its closing can’t begin from there.',
  closed: 'It can’t be closed from there.',
  refused: 'It can’t be refused any more.',
}
