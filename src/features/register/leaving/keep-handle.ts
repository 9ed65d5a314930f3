import type { Actor } from '#features/people/index.ts'
import { networkName } from '#networks/known.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { settleDuty, wantOfAdministrator } from '../hand-over/tell.ts'
import { endOfDay, keepHandleMonths, monthsOn, reviewClause } from '../reviews/rules.ts'
import type { AccountRow } from '../store.ts'

const handleKey = (accountId: string): string => `keep-handle:${accountId}`

/** Whoever takes a name that we gave up speaks with our voice, so it is kept for a year after `day` and then looked at. */
export async function keepHandle(
  services: Services,
  tx: Tx,
  at: string,
  account: AccountRow,
  day: string,
  zone: string,
): Promise<void> {
  const network = networkName(account.network) ?? account.network
  await wantOfAdministrator(services, tx, at, {
    key: handleKey(account.id),
    kind: 'network.leave',
    title: `Until then @${account.handle} on ${network} is not deleted`,
    why: `Whoever took the name could speak as ${account.display_name}. After ${keepHandleMonths} months say whether it is kept on.`,
    clause: reviewClause,
    accountId: account.id,
    link: `/accounts/${account.id}`,
    due: endOfDay(monthsOn(day, keepHandleMonths), zone),
  })
}

export async function keepHandleNoMore(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  how: string,
): Promise<void> {
  await settleDuty(tx, at, handleKey(accountId), { by: actor.personId, how })
}
