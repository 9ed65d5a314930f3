import { nowOf } from '#platform/services.ts'
import type { AccountStanding, PostsDeps } from '../deps.ts'
import { standingApproval, standingWait } from '../publications.ts'
import { sayInstant } from '../say-instant.ts'
import type { OutcomeNote, Publication } from '../tables.ts'
import { scopesOf } from './limited.ts'
import type { Scopes } from './rate-rules.ts'

/** Milliseconds after which what was looked at before the first byte is looked at again. */
export const staleAfter = 1_000

type OfAccount = Pick<Publication, 'account_id' | 'network'>

/**
 * What is asked of an account once for all its publications that a worker took together: each of them would ask the
 * same within moments. How it stands is asked anew when it is stale.
 */
export class AccountLook {
  readonly #deps: PostsDeps
  readonly #of: OfAccount
  #standing: Promise<AccountStanding | undefined> | null = null
  #scopes: Promise<Scopes> | null = null
  #asked = 0

  constructor(deps: PostsDeps, of: OfAccount) {
    this.#deps = deps
    this.#of = of
  }

  /** Is it so long since the account was looked at that nothing may be sent on the strength of it? */
  get stale(): boolean {
    return this.#standing === null || performance.now() - this.#asked > staleAfter
  }

  standing(): Promise<AccountStanding | undefined> {
    if (this.#standing !== null && !this.stale) return this.#standing
    this.#asked = performance.now()
    const asked = this.#deps.standing(this.#of.account_id)
    this.#standing = asked
    // A database that was away for a moment is no answer.
    asked.catch(() => {
      if (this.#standing === asked) this.#standing = null
    })
    return asked
  }

  /** Whose budgets it draws on: for the next step alone, and so never stale. */
  scopes(): Promise<Scopes> {
    return (this.#scopes ??= scopesOf(this.#deps, this.#of))
  }
}

/** Why its account may not send it now; null when it may. */
export async function stopsOfAccount(
  publication: Publication,
  look: AccountLook,
): Promise<OutcomeNote | null> {
  const account = await look.standing()
  if (!account) return { kind: 'account', say: 'The account is no longer in the register.' }
  const [stop] = account.stops
  if (stop) return { kind: 'account', say: stop.say, clause: stop.clause, fix: stop.fix }
  if (!account.connected) return { kind: 'reconnect', say: 'The account is not connected to its network.' }
  const wanted = publication.manifest.account.remoteId
  if (wanted !== null && account.remoteId !== wanted)
    return {
      kind: 'account',
      say: 'The account was connected to another one on the network after this was approved.',
    }
  return null
}

/** Why no approval lets it go now: there is none any more, or a clause makes it wait. Null when one does. */
export async function stopsOfApproval(
  deps: PostsDeps,
  publication: Publication,
): Promise<OutcomeNote | null> {
  const { db } = deps.services
  const approval = await standingApproval(db, publication).select('approval.id').executeTakeFirst()
  if (!approval) return { kind: 'approval', say: 'Its approval no longer holds.' }
  const wait = await standingWait(db, publication.post_id, nowOf(deps.services))
    .select(['post_hold.clause', 'post_hold.until'])
    .orderBy('post_hold.until', 'desc')
    .executeTakeFirst()
  if (!wait) return null
  const { timeZone } = await deps.institution(db)
  return {
    kind: 'held',
    say: `Clause ${wait.clause} makes it wait until ${sayInstant(wait.until, timeZone)}.`,
    clause: wait.clause,
  }
}

/** Why it may not go now although it was approved; null when it may. */
export async function standsInTheWay(
  deps: PostsDeps,
  publication: Publication,
  look: AccountLook = new AccountLook(deps, publication),
): Promise<OutcomeNote | null> {
  return (await stopsOfAccount(publication, look)) ?? stopsOfApproval(deps, publication)
}
