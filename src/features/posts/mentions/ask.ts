import { NetworkTrouble, ReconnectNeeded, type NetworkSession } from '#networks/contract.ts'
import type { RateRule } from '#networks/profile.ts'
import type { PostsDeps } from '../deps.ts'
import { asksOf, saidBuckets, saidOfNames, type Ask, type Scopes } from '../sending/rate-rules.ts'
import { heldBy, keepSaid, spend } from '../sending/rates.ts'
import type { Answer } from './rules.ts'

/** Ours, for all networks, beside what a profile says: looking names up must never use up what sending needs. */
const budget: RateRule = { id: 'mentions', per: 'account', of: 'names', most: 60, seconds: 900 }

/** Does a wait stand that the network asked for, of everything or of questions? All workers keep to it. */
async function mustWait({ services: { db, clock } }: PostsDeps, scopes: Scopes): Promise<boolean> {
  const waits = [...saidBuckets(scopes), ...saidBuckets(scopes, saidOfNames)]
  return (await heldBy(db, waits, clock.now())) !== null
}

async function hasRoom({ services: { db, clock } }: PostsDeps, asks: readonly Ask[]): Promise<boolean> {
  return (await spend(db, asks, clock.now())) === true
}

/**
 * What the network said to a question holds questions only. Many networks count them apart, and nothing that was
 * approved may wait because somebody was looked up; where they count together, the next sending is told the same.
 */
async function heed({ services }: PostsDeps, scopes: Scopes, error: NetworkTrouble): Promise<void> {
  if (error.limited === null) return
  const now = services.clock.now()
  const after = error.retryAfter ? Temporal.Instant.from(error.retryAfter) : now.add({ minutes: 1 })
  await keepSaid(services.db, scopes, {
    per: error.limited,
    after,
    say: error.message,
    now,
    rule: saidOfNames,
  })
}

/** How the account's network is asked: by its own connection, which is opened for the first name. */
export function askerOf(deps: PostsDeps, scopes: Scopes): (name: string) => Promise<Answer> {
  const rates = deps.networks.get(scopes.network)?.profile.rates ?? []
  const asks = asksOf([budget, ...rates], 'names', 1, scopes)
  let opening: Promise<NetworkSession> | undefined
  return async (name) => {
    if (await mustWait(deps, scopes)) return 'unanswered'
    try {
      const session = await (opening ??= deps.openSession(scopes.accountId))
      if (!session.knows) return 'silent'
      if (!(await hasRoom(deps, asks))) return 'unanswered'
      const known = await session.knows(name)
      if (known === null) return 'unanswered'
      return known ? 'yes' : 'no'
    } catch (error) {
      if (error instanceof NetworkTrouble) await heed(deps, scopes, error)
      else if (!(error instanceof ReconnectNeeded)) throw error
      return 'unanswered'
    }
  }
}
