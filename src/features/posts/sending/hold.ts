import { json } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PublicationState } from '../contract.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { isPaused } from '../pause.ts'
import { movePublication, publicationMove, type Move } from '../publications.ts'
import type { OutcomeNote, PartProgress, Publication } from '../tables.ts'
import { leaseFor } from './claim.ts'
import type { Ask } from './rate-rules.ts'
import { heldBy, spend, type Full } from './rates.ts'

/** Another worker has it, or a person changed it: this worker must not touch it any more. */
export class LeaseLost extends Error {
  readonly code = 'posts.lease-lost'
}

const system = { system: 'publishing' }

/** Milliseconds; a third of a lease. */
const renewEvery = 30_000

/** States that want nobody's attention. */
const onTheWay: readonly PublicationState[] = ['intended', 'sent', 'published', 'verified']

export interface Release {
  outcome?: OutcomeNote | null
  parts?: PartProgress[]
  nextAt?: Temporal.Instant
  set?: Partial<
    Pick<
      Publication,
      | 'url'
      | 'published_at'
      | 'verified_at'
      | 'intended_at'
      | 'sent_at'
      | 'attempt'
      | 'waits_until'
      | 'miss_after'
    >
  >
}

type Lease = Partial<Pick<Publication, 'lease_by' | 'lease_until' | 'next_at'>>

/** One worker’s hold on one publication. Every write has the lease and the version in its condition. */
export class Hold {
  readonly deps: PostsDeps
  publication: Publication
  /** When the first byte of an earlier sending may have left; null when this is the first. */
  sentBefore: string | null = null
  constructor(deps: PostsDeps, publication: Publication) {
    this.deps = deps
    this.publication = publication
  }

  private now(): Temporal.Instant {
    return this.deps.services.clock.now()
  }

  /**
   * Writes down what is to be sent, if an approval of exactly that stands and nothing makes it wait: asked in the same
   * write. Answers false, having written nothing, when that is not so, or when the lease is lost.
   */
  async intend(parts: PartProgress[]): Promise<boolean> {
    const now = this.now()
    const at = isoOf(now)
    const columns = { intended_at: at, lease_until: isoOf(now.add(leaseFor)) }
    const { db } = this.deps.services
    const step: Move = { to: 'intended', at, actor: system, set: columns, parts, onlyApproved: true }
    if (!(await movePublication(db, this.publication, step))) return false
    this.moved('intended', { ...columns, parts })
    return true
  }

  /**
   * The last step before the first byte, `sent`, and what it takes of the network's budgets: both or neither. Answers
   * what has no room, having written nothing. `buckets` are those in which the network's own word stands. Throws
   * `LeaseLost`.
   */
  async goOut(asks: readonly Ask[], buckets: readonly string[]): Promise<Full | null> {
    const now = this.now()
    const columns = { sent_at: isoOf(now), lease_until: isoOf(now.add(leaseFor)) }
    // The pause is asked for in the very write, and so is what the network asked of others meanwhile.
    const step: Move = {
      to: 'sent',
      at: isoOf(now),
      actor: system,
      set: columns,
      unlessPaused: true,
      unlessHeld: buckets,
    }
    const { db } = this.deps.services
    const done =
      asks.length === 0
        ? await movePublication(db, this.publication, step)
        : await spend(db, asks, now, (fits) => publicationMove(db, this.publication, step, fits))
    if (typeof done === 'object') return done
    if (!done) {
      if (await isPaused(db)) {
        await this.release('paused')
        throw new LeaseLost()
      }
      const held = await heldBy(db, buckets, now)
      if (held) return held
      throw new LeaseLost()
    }
    this.sentBefore = this.publication.sent_at
    this.moved('sent', columns)
    return null
  }

  /** Takes of a budget without a move. Answers what has no room. */
  async spend(asks: readonly Ask[]): Promise<Full | null> {
    if (asks.length === 0) return null
    const done = await spend(this.deps.services.db, asks, this.now())
    return typeof done === 'object' ? done : null
  }

  /** Goes to a state and lets go. Throws `LeaseLost`. */
  async release(to: PublicationState, change: Release = {}): Promise<void> {
    await this.move(to, change, {
      lease_by: null,
      lease_until: null,
      next_at: isoOf(change.nextAt ?? this.now()),
    })
  }

  /** Writes down progress without a move, and takes the lease anew. Throws `LeaseLost`. */
  async note(parts: PartProgress[]): Promise<void> {
    // Between the parts of a thread: the next one begins to leave now.
    const sent = this.publication.state === 'sent' ? { sent_at: isoOf(this.now()) } : {}
    const done = await this.deps.services.db
      .updateTable('publication')
      .set({
        ...sent,
        parts: json(parts),
        version: this.publication.version + 1,
        lease_until: isoOf(this.now().add(leaseFor)),
      })
      .where('id', '=', this.publication.id)
      .where('version', '=', this.publication.version)
      .where('lease_by', '=', this.publication.lease_by)
      .returning('id')
      .executeTakeFirst()
    if (!done) throw new LeaseLost()
    this.publication = { ...this.publication, ...sent, parts, version: this.publication.version + 1 }
  }

  /** Keeps the lease for as long as something takes: an upload of hours must not be taken up by another. */
  async while<T>(work: Promise<T>): Promise<T> {
    const renewing = setInterval(() => {
      this.renew().catch((err: unknown) => {
        // Without it the next write says that the lease is lost; nothing is sent on a lease that is.
        this.deps.services.log.warn({ err, publication: this.publication.id }, 'a lease was not renewed')
      })
    }, renewEvery)
    try {
      return await work
    } finally {
      clearInterval(renewing)
    }
  }

  private async renew(): Promise<void> {
    await this.deps.services.db
      .updateTable('publication')
      .set({ lease_until: isoOf(this.now().add(leaseFor)) })
      .where('id', '=', this.publication.id)
      .where('version', '=', this.publication.version)
      .where('lease_by', '=', this.publication.lease_by)
      .execute()
  }

  /** Lets go without a move, to come back at `nextAt`. */
  async letGo(nextAt: Temporal.Instant, outcome?: OutcomeNote | null): Promise<void> {
    await this.deps.services.db
      .updateTable('publication')
      .set({
        lease_by: null,
        lease_until: null,
        next_at: isoOf(nextAt),
        version: this.publication.version + 1,
        ...(outcome === undefined ? {} : { outcome: json(outcome) }),
      })
      .where('id', '=', this.publication.id)
      .where('version', '=', this.publication.version)
      .execute()
  }

  private async move(to: PublicationState, change: Release, lease: Lease): Promise<void> {
    const at = isoOf(this.now())
    const columns = { ...change.set, ...lease }
    const step = {
      to,
      at,
      actor: system,
      set: columns,
      outcome: change.outcome,
      parts: change.parts,
    }
    const moved = await this.write(step, change.outcome ?? null)
    if (!moved) throw new LeaseLost()
    if (to === 'published') await this.deps.spoke(this.publication.account_id, at)
    this.moved(to, {
      ...columns,
      ...(change.parts ? { parts: change.parts } : {}),
      ...(change.outcome === undefined ? {} : { outcome: change.outcome }),
    })
  }

  private moved(state: PublicationState, columns: Partial<Publication>): void {
    this.publication = { ...this.publication, ...columns, state, version: this.publication.version + 1 }
  }

  /** A step on the way is one statement; one that somebody has to be told of is a transaction with the letter. */
  private write(step: Move, outcome: OutcomeNote | null): Promise<boolean> {
    const { db } = this.deps.services
    if (onTheWay.includes(step.to)) return movePublication(db, this.publication, step)
    return db.transaction().execute(async (tx) => {
      const done = await movePublication(tx, this.publication, step)
      if (done) await tellOfTrouble(tx, this.deps, this.publication, step.to, outcome)
      return done
    })
  }
}
