import { entryActor, type Actor } from '#features/people/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import type { NewObjective, Objective } from '../contract.ts'
import './store.ts'

/** Says what an account is to reach, in place of what was said before. */
export async function setObjective(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  input: NewObjective & { because?: string },
): Promise<void> {
  const { objective, metric, baseline, target, due, because } = input
  await tx
    .updateTable('objective')
    .set({ ended_at: at, ended_because: because ?? 'Replaced.' })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  const id = newId()
  await tx
    .insertInto('objective')
    .values({
      id,
      account_id: accountId,
      objective,
      metric,
      baseline,
      target,
      due,
      since: at,
      created_by: actor.personId,
    })
    .execute()
  await append(tx, at, {
    kind: 'register.objective-set',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: 'It was said what an official account is to reach.',
    facts: { objective: id, due },
    content: { objective, metric, baseline, target },
  })
}

/** What an account is to reach now. */
export async function objectiveOf(db: Db | Tx, accountId: string): Promise<Objective | null> {
  return (await objectivesOf(db, [accountId])).get(accountId) ?? null
}

/** The same of many accounts, by account. */
export async function objectivesOf(
  db: Db | Tx,
  accountIds: readonly string[],
): Promise<Map<string, Objective>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('objective')
    .select(['account_id', 'id', 'objective', 'metric', 'baseline', 'target', 'due', 'since'])
    .where('account_id', 'in', accountIds)
    .where('ended_at', 'is', null)
    .execute()
  return new Map(rows.map(({ account_id: account, ...objective }) => [account, objective]))
}
