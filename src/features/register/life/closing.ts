import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Account } from '../contract.ts'
import { accountById, accountForChange } from '../store.ts'
import { accountView } from '../views.ts'
import { closingSteps, type ClosingStep, type ClosingStepDone, type ClosingStepId } from './contract.ts'
import { moveAccount } from './move.ts'
import { mayMove } from './rules.ts'
import './store.ts'

/** Begins to wind an account up: nothing more goes out from it, and its people see to what is left. */
export function beginClosing(
  services: Services,
  actor: Actor,
  accountId: string,
  reason: string,
): Promise<Account> {
  return moveByHand(services, actor, { accountId, to: 'closing', reason })
}

/** Gives the closing of an account up: it is active again. */
export function giveUpClosing(
  services: Services,
  actor: Actor,
  accountId: string,
  reason: string,
): Promise<Account> {
  return moveByHand(services, actor, { accountId, to: 'active', from: 'closing', reason })
}

/** An approved account on a network that isn't connected is open by central communications' word. */
export function openAccount(
  services: Services,
  actor: Actor,
  accountId: string,
  reason: string,
): Promise<Account> {
  return moveByHand(services, actor, { accountId, to: 'active', from: 'approved', reason })
}

interface MoveByHand {
  accountId: string
  to: 'closing' | 'active'
  /** Only from there. */
  from?: 'closing' | 'approved'
  reason: string
}

async function moveByHand(services: Services, actor: Actor, move: MoveByHand): Promise<Account> {
  const { accountId, to, from, reason } = move
  authorise(actor, 'accounts.close', accountId)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await accountForChange(tx, accountId)
    if (!row) throw new NotFound('account')
    if (from && row.state !== from)
      throw new Conflict(
        'register.move',
        from === 'closing'
          ? 'This account is not being closed.'
          : 'This account is not waiting to be opened.',
      )
    if (to === 'closing' && !mayMove(row.state, to))
      throw new Conflict(
        'register.move',
        'Only an account that is active or dormant can be closed step by step.',
      )
    // What was seen to beforehand counts; a closing that is given up begins anew.
    if (to === 'active') await tx.deleteFrom('closing_step').where('account_id', '=', accountId).execute()
    await moveAccount(tx, at, actor, { accountId, to, reason })
    return accountView(tx, accountId, at)
  })
}

/** Says of one step of a closing that it is done, or that it is not after all. */
export async function markClosingStep(
  services: Services,
  actor: Actor,
  accountId: string,
  step: ClosingStepId,
  { done, note }: ClosingStepDone,
): Promise<void> {
  if (!(await accountById(services.db, accountId))) throw new NotFound('account')
  authorise(actor, 'accounts.edit', accountId)
  if (step === 'posts')
    throw new Conflict('register.closing-posts', 'This step is done by itself once no post waits any more.', {
      fix: 'Take the waiting posts off the schedule, or send them from another account.',
    })
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const row = await accountForChange(tx, accountId)
    if (row?.state !== 'closing') throw new Conflict('register.move', 'This account is not being closed.')
    await keepClosingStep(tx, at, actor, accountId, step, { done, note })
  })
}

/** Writes down within a deed that a step is done, or that it is not after all. */
export async function keepClosingStep(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  step: ClosingStepId,
  { done, note }: ClosingStepDone,
): Promise<void> {
  const kept = { note, person_id: actor.personId, at }
  if (done)
    await tx
      .insertInto('closing_step')
      .values({ account_id: accountId, step, ...kept })
      .onConflict((on) => on.columns(['account_id', 'step']).doUpdateSet(kept))
      .execute()
  else
    await tx.deleteFrom('closing_step').where('account_id', '=', accountId).where('step', '=', step).execute()
  await append(tx, at, {
    kind: done ? 'register.closing-step-done' : 'register.closing-step-undone',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: done ? 'A step of closing an account was done.' : 'A step of closing an account was taken back.',
    facts: { step },
    content: { note },
  })
}

/** How far the closing of an account is. */
export async function closingStepsOf(
  db: Db | Tx,
  accountId: string,
  postsWaiting: number,
): Promise<ClosingStep[]> {
  const rows = await db
    .selectFrom('closing_step')
    .leftJoin('person', 'person.id', 'closing_step.person_id')
    .select(['closing_step.step', 'closing_step.note', 'closing_step.at', 'person.name'])
    .where('account_id', '=', accountId)
    .execute()
  const byStep = new Map(rows.map((row) => [row.step, row]))
  return closingSteps.map((id) => {
    const row = byStep.get(id)
    if (id === 'posts') return { id, done: postsWaiting === 0, note: '', by: null, at: null }
    return { id, done: row !== undefined, note: row?.note ?? '', by: row?.name ?? null, at: row?.at ?? null }
  })
}
