import type { Db, Tx } from '#platform/db/index.ts'
import { networkName } from '#networks/known.ts'
import { closingStepsOf } from '../life/closing.ts'
import type { AccountState } from '../contract.ts'
import { handSteps, type LeavingPlan, type LeavingStepView, type LeavingView } from './contract.ts'
import '../reviews/tables.ts'

export function openLeaving(db: Db | Tx, accountId: string) {
  return db
    .selectFrom('leaving')
    .leftJoin('person', 'person.id', 'leaving.begun_by')
    .selectAll('leaving')
    .select('person.name as begun_by_name')
    .where('leaving.account_id', '=', accountId)
    .orderBy('leaving.begun_at', 'desc')
    .limit(1)
    .where('leaving.state', '=', 'open')
    .executeTakeFirst()
}
export type OpenLeaving = NonNullable<Awaited<ReturnType<typeof openLeaving>>>

interface Where {
  state: AccountState
  since: string
  /** How many posts are still to go out. */
  waiting: number
}

/** The steps of a leaving as far as they have come. */
export async function stepsOf(db: Db | Tx, accountId: string, where: Where): Promise<LeavingStepView[]> {
  const kept = new Map((await closingStepsOf(db, accountId, where.waiting)).map((step) => [step.id, step]))
  const byHand = handSteps.map((id) => {
    const step = kept.get(id)
    return {
      id,
      done: step?.done ?? false,
      note: step?.note ?? '',
      by: step?.by ?? null,
      at: step?.at ?? null,
    }
  })
  const told = where.state === 'closing' || where.state === 'closed'
  return [
    ...byHand,
    { id: 'register', done: told, note: '', by: null, at: told ? where.since : null },
    { id: 'posts', done: where.waiting === 0, note: '', by: null, at: null },
  ]
}

export function leavingView(row: OpenLeaving, steps: LeavingStepView[]): LeavingView {
  return {
    id: row.id,
    reason: row.reason,
    closesOn: row.closes_on,
    signpost: row.signpost,
    postId: row.post_id,
    begunBy: row.begun_by_name,
    begunAt: row.begun_at,
    version: row.version,
    steps,
  }
}

export async function otherAccount(db: Db | Tx, id: string | null): Promise<LeavingPlan['successor']> {
  if (id === null) return null
  const row = await db
    .selectFrom('account')
    .select(['id', 'display_name as name', 'handle', 'network'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? withNetworkName(row) : null
}

export function withNetworkName<Row extends { network: string }>({ network, ...row }: Row) {
  return { ...row, networkName: networkName(network) ?? network }
}
