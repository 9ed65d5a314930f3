import { entryActor, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import type { RegisterDeps } from '../connections.ts'
import type { AccountState } from '../contract.ts'
import {
  leavingSteps,
  type HandStep,
  type HandStepDone,
  type LeavingProgress,
  type LeavingStep,
  type LeavingStepView,
} from './contract.ts'
import '../life/store.ts'

/** What has to be known of an account that is being closed to count its steps. */
export interface Closing {
  id: string
  state: AccountState
  stateSince: string
  begunAt: string
  /** The last post, where it was begun with Rostrum. */
  postId: string | null
}

type Known = Omit<LeavingStepView, 'id' | 'done'>
type StepDeps = Pick<RegisterDeps, 'scheduledOn' | 'postsStanding'>

/**
 * How far each of these accounts is. What Rostrum knows by itself counts before what somebody said: the records were
 * exported, the last post stands on the network, the register says it, nothing is scheduled.
 */
export async function stepsOf(
  deps: StepDeps,
  db: Db | Tx,
  accounts: readonly Closing[],
): Promise<Map<string, LeavingStepView[]>> {
  const ids = accounts.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const said = await saidOf(db, ids)
  const exported = await exportsOf(db, accounts)
  const posts = accounts.flatMap(({ id, postId }) => (postId === null ? [] : [{ accountId: id, postId }]))
  const out = (await deps.postsStanding?.(db, posts)) ?? new Map<string, string>()
  const scheduled = (await deps.scheduledOn?.(db, ids)) ?? new Map<string, number>()
  const knownOf = (account: Closing, step: LeavingStep): Known | undefined => {
    const byHand = said.get(`${account.id} ${step}`)
    switch (step) {
      case 'records':
        return exported.get(account.id) ?? byHand
      case 'signpost':
        return proved('Rostrum published it, and it stands there.', out.get(account.id)) ?? byHand
      case 'network':
        return byHand
      case 'register':
        return account.state === 'closing' || account.state === 'closed'
          ? proved('The public register says that it is being closed.', account.stateSince)
          : undefined
      case 'posts':
        return scheduled.get(account.id)
          ? undefined
          : { ...counted, how: 'Rostrum counts what is scheduled.' }
    }
  }
  return new Map(
    accounts.map((account) => [account.id, leavingSteps.map((id) => viewOf(id, knownOf(account, id)))]),
  )
}

const counted: Known = { proved: true, how: '', note: '', by: null, at: null }
const proved = (how: string, at: string | undefined): Known | undefined =>
  at === undefined ? undefined : { ...counted, how, at }

function viewOf(id: LeavingStep, known: Known | undefined): LeavingStepView {
  return known
    ? { id, done: true, ...known }
    : { id, done: false, proved: false, how: '', note: '', by: null, at: null }
}

export function progressOf(steps: readonly LeavingStepView[]): LeavingProgress {
  return {
    done: steps.filter(({ done }) => done).length,
    of: steps.length,
    next: steps.find(({ done }) => !done)?.id ?? null,
  }
}

async function saidOf(db: Db | Tx, ids: string[]): Promise<Map<string, Known>> {
  const rows = await db
    .selectFrom('closing_step')
    .leftJoin('person', 'person.id', 'closing_step.person_id')
    .select(['closing_step.account_id', 'closing_step.step', 'closing_step.note', 'closing_step.at'])
    .select('person.name')
    .where('account_id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ account_id: id, step, note, at, name }) => [
      `${id} ${step}`,
      { proved: false, how: 'Said by hand.', note, by: name, at },
    ]),
  )
}

/** The records of an account were exported, all of them, since its closing began. */
async function exportsOf(db: Db | Tx, accounts: readonly Closing[]): Promise<Map<string, Known>> {
  const rows = await db
    .selectFrom('ledger_entry')
    .leftJoin('person', 'person.id', 'ledger_entry.actor_id')
    .select(['ledger_entry.account_id', 'ledger_entry.at', 'person.name'])
    .where('subject', '=', 'records')
    .where('kind', '=', 'records.exported')
    .where(
      'account_id',
      'in',
      accounts.map(({ id }) => id),
    )
    .orderBy('at')
    .execute()
  const begun = new Map(accounts.map(({ id, begunAt }) => [id, begunAt]))
  return new Map(
    rows.flatMap(({ account_id: id, at, name }): [string, Known][] =>
      id !== null && at >= (begun.get(id) ?? at)
        ? [[id, { ...counted, how: 'Its records were exported from the log.', by: name, at }]]
        : [],
    ),
  )
}

/** Writes down within a deed that a step is done, or that it is not after all. */
export async function keepStep(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  step: HandStep,
  { done, note }: HandStepDone,
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
