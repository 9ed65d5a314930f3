import { NetworkTrouble, type Limited } from '#networks/contract.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { lateBy } from '../publications.ts'
import { sayInstant } from '../say-instant.ts'
import type { OutcomeNote, Publication } from '../tables.ts'
import { asksOf, bucketOf, said, sayRule, type Ask, type Scopes } from './rate-rules.ts'
import { keepSaid, type Full } from './rates.ts'

/** How long past its planned time a post may wait for a network's limit and still go by itself. */
const limitLateBy = { hours: 1 }

/** Milliseconds for which room is waited for with the publication in hand, made ready as it is. */
export const patience = 2_000

/** Whose budgets a publication draws on. */
export async function scopesOf(
  deps: PostsDeps,
  publication: Pick<Publication, 'network' | 'account_id'>,
): Promise<Scopes> {
  const { network, account_id: accountId } = publication
  const account = await deps.services.db
    .selectFrom('account')
    .select('server')
    .where('id', '=', accountId)
    .executeTakeFirst()
  return { network, accountId, server: account?.server ?? null }
}

export function ratesOf(deps: PostsDeps, { network }: Pick<Publication, 'network'>) {
  return deps.networks.get(network)?.profile.rates ?? []
}

export function asksFor(
  deps: PostsDeps,
  publication: Publication,
  scopes: Scopes,
  { of, cost }: { of: 'posts' | 'media'; cost: number },
): Ask[] {
  return asksOf(ratesOf(deps, publication), of, cost, scopes)
}

/** The limit as a sentence: of the profile, or what the network said. */
function sayLimit(deps: PostsDeps, publication: Publication, full: Omit<Full, 'bucket'>): string {
  const profile = deps.networks.get(publication.network)?.profile
  if (!profile) return full.say
  if (full.rule === said) return full.say === '' ? `${profile.name} asks us to wait.` : full.say
  const rule = profile.rates.find((each) => each.id === full.rule)
  return rule ? sayRule(profile, rule) : `${profile.name} takes no more for now.`
}

/** When a publication that waits for a limit is too late: counted once, from the time that it was planned for. */
function waitsUntil({
  waits_until,
  due_at,
  miss_after,
}: Pick<Publication, 'waits_until' | 'due_at' | 'miss_after'>): string {
  if (waits_until !== null) return waits_until
  const planned = Temporal.Instant.from(due_at)
  // A person who said that it still goes gave it a new time.
  const sentOn = Temporal.Instant.from(miss_after).subtract(lateBy)
  const later = Temporal.Instant.compare(sentOn, planned) > 0 ? sentOn : planned
  return isoOf(later.add(limitLateBy))
}

interface Wait {
  outcome: OutcomeNote
  nextAt: Temporal.Instant
  set: { waits_until: string; miss_after: string }
}

/**
 * What becomes of a publication that a limit keeps back. The first time it goes to where there is room; whoever waits
 * already keeps the place in the queue, and what holds the scope keeps them all. `inTurn`: others may go before it.
 */
export async function waitFor(
  deps: PostsDeps,
  publication: Publication,
  full: Omit<Full, 'bucket'>,
  { inTurn = false } = {},
): Promise<Wait> {
  const { timeZone } = await deps.institution(deps.services.db)
  const limit = sayLimit(deps, publication, full)
  const until = waitsUntil(publication)
  const at = sayInstant(isoOf(full.until), timeZone)
  const again = full.holds && publication.waits_until !== null
  return {
    outcome: {
      kind: 'limited',
      say: inTurn
        ? `${limit} This one waits for its turn, from ${at} on.`
        : `${limit} This one goes at ${at}.`,
      after: isoOf(full.until),
      limit,
    },
    nextAt: again ? Temporal.Instant.from(publication.next_at) : full.until,
    set: { waits_until: until, miss_after: until },
  }
}

/** Keeps a network's own word about a limit, and answers what this publication waits for. */
export async function heed(
  deps: PostsDeps,
  publication: Publication,
  { per, after, say }: { per: Limited; after: Temporal.Instant; say: string },
): Promise<Full> {
  const { db, clock } = deps.services
  const scopes = await scopesOf(deps, publication)
  const until = await keepSaid(db, scopes, { per, after, say, now: clock.now() })
  return { bucket: bucketOf(said, per, scopes), rule: said, until, say, holds: true }
}

/** The same of trouble on the way; null when it was no limit. */
export async function heedTrouble(
  deps: PostsDeps,
  publication: Publication,
  error: unknown,
): Promise<Full | null> {
  if (!(error instanceof NetworkTrouble) || error.limited === null) return null
  const now = deps.services.clock.now()
  const after = error.retryAfter ? Temporal.Instant.from(error.retryAfter) : now.add({ minutes: 1 })
  return heed(deps, publication, { per: error.limited, after, say: error.message })
}
