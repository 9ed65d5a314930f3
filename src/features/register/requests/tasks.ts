import { ensureDuty } from '#features/duties/index.ts'
import { afterWorkingDays } from '#features/institution/index.ts'
import type { Finding } from '#features/policy/index.ts'
import type { Deed } from './deed.ts'
import { namedOf } from './names.ts'
import type { RequestRow } from './tables.ts'
import { linkOf } from './tell.ts'

const usualDays = 10

/** What the policy gives an office to do because of a request, beside answering it. */
export async function policyTasks(
  { services, tx, at, calendar }: Deed,
  row: RequestRow,
  tasks: readonly Finding[],
): Promise<void> {
  const { title } = await namedOf(tx, row)
  for (const { control, clause, say, office, withinDays } of tasks)
    if (office)
      await ensureDuty(services, tx, at, {
        key: `request-task:${row.id}:${control}`,
        kind: 'policy.task',
        title,
        why: say,
        clause,
        control,
        office,
        link: linkOf(row.id),
        due: afterWorkingDays(at, withinDays ?? usualDays, calendar),
        ...(row.account_id ? { accountId: row.account_id } : {}),
      })
}
