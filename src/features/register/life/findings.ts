import type { Finding } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import './store.ts'

/** What the policy said of an account when it was last asked. */
export interface KeptFinding {
  control: string
  clause: string
  clauseTitle: string
  outcome: string
  level: string
  say: string
  since: string
}

const columns = [
  'control',
  'clause',
  'clause_title as clauseTitle',
  'outcome',
  'level',
  'say',
  'since',
] as const

export function findingsOf(db: Db | Tx, accountId: string): Promise<KeptFinding[]> {
  return db
    .selectFrom('account_finding')
    .select(columns)
    .where('account_id', '=', accountId)
    .orderBy('since')
    .orderBy('control')
    .execute()
}

/** All that is kept, by account. */
export async function findingsByAccount(db: Db): Promise<Map<string, KeptFinding[]>> {
  const rows = await db
    .selectFrom('account_finding')
    .select(['account_id', ...columns])
    .execute()
  return Map.groupBy(rows, (row) => row.account_id)
}

const shape = ({ control, say, clause }: Pick<Finding, 'control' | 'say' | 'clause'>) =>
  `${control}\n${clause}\n${say}`

export function sameFindings(before: readonly KeptFinding[], found: readonly Finding[]): boolean {
  const old = new Set(before.map(shape))
  return before.length === found.length && found.every((finding) => old.has(shape(finding)))
}

/** Puts what was found in the place of what was kept; what is found again keeps its date. */
export async function keepFindings(
  tx: Tx,
  now: string,
  accountId: string,
  before: readonly KeptFinding[],
  found: readonly Finding[],
): Promise<void> {
  if (sameFindings(before, found)) return
  await tx.deleteFrom('account_finding').where('account_id', '=', accountId).execute()
  const since = new Map(before.map((finding) => [finding.control, finding.since]))
  // A control that found several things is told of once: the account's page says what to do, not how often.
  const once = [...new Map(found.map((finding) => [finding.control, finding])).values()]
  if (once.length === 0) return
  await tx
    .insertInto('account_finding')
    .values(
      once.map(({ control, clause, clauseTitle, outcome, level, say }) => ({
        account_id: accountId,
        control,
        clause,
        clause_title: clauseTitle,
        outcome,
        level,
        say,
        since: since.get(control) ?? now,
      })),
    )
    .execute()
}
