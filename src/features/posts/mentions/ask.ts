import { NetworkTrouble, ReconnectNeeded, type NetworkSession } from '#networks/contract.ts'
import type { RateRule } from '#networks/profile.ts'
import type { PostsDeps } from '../deps.ts'
import { isoOf } from '#platform/services.ts'
import { asksOf, saidBuckets, saidOfNames, type Ask, type Scopes } from '../sending/rate-rules.ts'
import { heldBy, keepSaid, spend, type Full } from '../sending/rates.ts'
import { notAnswered, type Said } from './rules.ts'

/** Ours, for all networks, beside what a profile says: looking names up must never use up what sending needs. */
const budget: RateRule = { id: 'mentions', per: 'account', of: 'names', most: 60, seconds: 900 }

const waiting = (until: Temporal.Instant): Said => ({ ...notAnswered, until: isoOf(until) })

/** The wait, where one stands, that the network asked for, of everything or of questions. All workers keep to it. */
async function waitOf({ services: { db, clock } }: PostsDeps, scopes: Scopes): Promise<Full | null> {
  const waits = [...saidBuckets(scopes), ...saidBuckets(scopes, saidOfNames)]
  return heldBy(db, waits, clock.now())
}

/** Takes one name of the budgets; answers which of them is empty, and until when. */
async function fullOf({ services: { db, clock } }: PostsDeps, asks: readonly Ask[]): Promise<Full | null> {
  const spent = await spend(db, asks, clock.now())
  return typeof spent === 'object' ? spent : null
}

/**
 * What the network said to a question holds questions only. Many networks count them apart, and nothing that was
 * approved may wait because somebody was looked up; where they count together, the next sending is told the same.
 */
async function heed({ services }: PostsDeps, scopes: Scopes, error: NetworkTrouble): Promise<Said> {
  if (error.limited === null) return notAnswered
  const now = services.clock.now()
  const after = error.retryAfter ? Temporal.Instant.from(error.retryAfter) : now.add({ minutes: 1 })
  const until = await keepSaid(services.db, scopes, {
    per: error.limited,
    after,
    say: error.message,
    now,
    rule: saidOfNames,
  })
  return waiting(until)
}

/** How the account's network is asked: by its own connection, which is opened for the first name. */
export function askerOf(deps: PostsDeps, scopes: Scopes): (name: string) => Promise<Said> {
  const rates = deps.networks.get(scopes.network)?.profile.rates ?? []
  const asks = asksOf([budget, ...rates], 'names', 1, scopes)
  let opening: Promise<NetworkSession> | undefined
  return async (name) => {
    const wait = await waitOf(deps, scopes)
    if (wait) return waiting(wait.until)
    try {
      const session = await (opening ??= deps.openSession(scopes.accountId))
      if (!session.knows) return { known: 'silent' }
      const full = await fullOf(deps, asks)
      if (full) return waiting(full.until)
      const known = await session.knows(name)
      if (known === null) return notAnswered
      return { known: known ? 'yes' : 'no' }
    } catch (error) {
      if (error instanceof NetworkTrouble) return heed(deps, scopes, error)
      if (error instanceof ReconnectNeeded) return notAnswered
      throw error
    }
  }
}
