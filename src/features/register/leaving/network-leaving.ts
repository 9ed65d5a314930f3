import { sql } from 'kysely'
import { authorise, mayFor, type Actor } from '#features/people/index.ts'
import { networkName } from '#networks/known.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { RegisterDeps } from '../connections.ts'
import type { NetworkLeaving } from './contract.ts'
import { progressOf, stepsOf, type Closing } from './steps.ts'
import '../reviews/tables.ts'

/** Every account on a network, and how far each is on its way off it. */
export async function networkLeaving(
  deps: RegisterDeps,
  actor: Actor,
  network: string,
): Promise<NetworkLeaving> {
  authorise(actor, 'accounts.read')
  const name = networkName(network)
  if (name === undefined) throw new NotFound('network')
  const { db } = deps.services
  const rows = await accountsOn(db, network)
  const steps = await stepsOf(deps, db, rows.flatMap(closingIn))
  return {
    network,
    name,
    accounts: rows.map(({ begunAt: _begun, postId: _post, stateSince: _since, ...row }) => {
      const taken = steps.get(row.id)
      const maySteps = mayFor(actor, 'accounts.edit', row.id)
      return { ...row, progress: taken ? progressOf(taken) : null, maySteps }
    }),
  }
}

type Row = Awaited<ReturnType<typeof accountsOn>>[number]

/** One that is being closed without a row of its own began when its state did. */
function closingIn({ id, state, stateSince, begunAt, postId }: Row): Closing[] {
  if (state === 'closed' || (begunAt === null && state !== 'closing')) return []
  return [{ id, state, stateSince, begunAt: begunAt ?? stateSince, postId }]
}

function accountsOn(db: Db, network: string) {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .leftJoin('account as next', 'next.id', 'account.successor_id')
    .leftJoin('leaving', (join) =>
      join.onRef('leaving.account_id', '=', 'account.id').on('leaving.state', '=', 'open'),
    )
    .select([
      'account.id',
      'account.display_name as name',
      'account.handle',
      'unit.name as unit',
      'account.state',
      'account.state_since as stateSince',
      'next.display_name as successor',
      'leaving.closes_on as closesOn',
      'leaving.begun_at as begunAt',
      'leaving.post_id as postId',
    ])
    .where('account.network', '=', network)
    .where('account.state', 'not in', ['proposed', 'in-review', 'refused'])
    .orderBy(sql`account.state = 'closed'`)
    .orderBy(sql`lower(account.display_name)`)
    .limit(2_000)
    .execute()
}
