import { ensureDuty, openDuties, settleDuty, type Duty } from '#features/duties/index.ts'
import type { Finding } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'

const prefix = 'finding:'
const keyOf = (accountId: string, control: string): string => `${prefix}${accountId}:${control}`

export interface OpenDuties {
  of(accountId: string): Duty[]
  accounts: string[]
}

/** The duties about accounts that are open, also those that other deeds have made. */
export async function dutiesAboutAccounts(db: Db): Promise<OpenDuties> {
  const byAccount = Map.groupBy(
    (await openDuties(db)).filter((duty) => duty.accountId !== null),
    (duty) => duty.accountId ?? '',
  )
  return { of: (id) => byAccount.get(id) ?? [], accounts: [...byAccount.keys()] }
}

/**
 * A task of the policy is a duty of the office that it names, from the day it was found; it ends when it is found no
 * more. Where another deed has made a duty of the same control already, that one counts.
 */
export async function keepDuties(
  services: Services,
  tx: Tx,
  now: string,
  account: { id: string; name: string },
  open: readonly Duty[],
  tasks: readonly Finding[],
): Promise<void> {
  const wanted = new Set(tasks.map(({ control }) => keyOf(account.id, control)))
  for (const { key } of open)
    if (key.startsWith(prefix) && !wanted.has(key))
      await settleDuty(tx, now, key, { by: null, how: 'The policy no longer finds it.' })
  for (const { control, clause, say, office, withinDays } of tasks) {
    if (open.some((duty) => duty.control === control)) continue
    await ensureDuty(services, tx, now, {
      key: keyOf(account.id, control),
      kind: 'account.finding',
      title: `See to ${account.name}`,
      why: say,
      clause,
      control,
      office,
      accountId: account.id,
      link: `/accounts/${account.id}`,
      due: Temporal.Instant.from(now)
        .add({ hours: 24 * (withinDays ?? 30) })
        .toString({ fractionalSecondDigits: 3 }),
    })
  }
}
