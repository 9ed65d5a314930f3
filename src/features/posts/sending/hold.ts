import { json } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PublicationState } from '../contract.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { isPaused } from '../pause.ts'
import { movePublication, type Move } from '../publications.ts'
import type { OutcomeNote, PartProgress, Publication } from '../tables.ts'
import { leaseFor } from './claim.ts'

/** Another worker has it, or a person changed it: this worker must not touch it any more. */
export class LeaseLost extends Error {
  readonly code = 'posts.lease-lost'
}

const system = { system: 'publishing' }

/** States that want nobody's attention. */
const onTheWay: readonly PublicationState[] = ['intended', 'sent', 'published', 'verified']

export interface Release {
  outcome?: OutcomeNote | null
  parts?: PartProgress[]
  nextAt?: Temporal.Instant
  set?: Partial<
    Pick<Publication, 'url' | 'published_at' | 'verified_at' | 'intended_at' | 'sent_at' | 'attempt'>
  >
}

type Lease = Partial<Pick<Publication, 'lease_by' | 'lease_until' | 'next_at'>>

/** One worker’s hold on one publication. Every write has the lease and the version in its condition. */
export class Hold {
  readonly deps: PostsDeps
  publication: Publication
  constructor(deps: PostsDeps, publication: Publication) {
    this.deps = deps
    this.publication = publication
  }

  private now(): Temporal.Instant {
    return this.deps.services.clock.now()
  }

  /** Goes on to another state and keeps the lease. Throws `LeaseLost`. */
  async advance(to: PublicationState, change: Release = {}): Promise<void> {
    await this.move(to, change, { lease_until: isoOf(this.now().add(leaseFor)) })
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
      // The pause is asked for in the very write of the last step before the first byte.
      unlessPaused: to === 'sent',
    }
    const moved = await this.write(step, change.outcome ?? null)
    if (!moved && to === 'sent' && (await isPaused(this.deps.services.db))) {
      await this.release('paused')
      throw new LeaseLost()
    }
    if (!moved) throw new LeaseLost()
    if (to === 'published') await this.deps.spoke(this.publication.account_id, at)
    this.publication = {
      ...this.publication,
      ...columns,
      ...(change.parts ? { parts: change.parts } : {}),
      ...(change.outcome === undefined ? {} : { outcome: change.outcome }),
      state: to,
      version: this.publication.version + 1,
    }
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
