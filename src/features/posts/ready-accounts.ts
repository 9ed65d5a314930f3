import { Invalid } from '#platform/errors.ts'
import type { AccountFacts, PostsDeps } from './deps.ts'

/**
 * Every account may publish now: it is open, not paused, somebody answers for it, and the policy has nothing against
 * it. Throws `Invalid` with the clause and the way out. Not inside a transaction.
 */
export async function needReadyAccounts(
  deps: PostsDeps,
  accounts: readonly Pick<AccountFacts, 'id' | 'handle'>[],
): Promise<void> {
  for (const { id, handle } of accounts) {
    const [stop] = (await deps.standing(id))?.stops ?? []
    if (!stop) continue
    throw new Invalid('posts.account-not-ready', `@${handle} cannot publish. ${stop.say}`, {
      clause: stop.clause,
      fix: stop.fix,
      data: { accountId: id },
    })
  }
}
