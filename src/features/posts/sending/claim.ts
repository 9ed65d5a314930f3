import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PublicationState } from '../contract.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { afterCrash } from '../moves.ts'
import { isPaused } from '../pause.ts'
import { movePublication } from '../publications.ts'
import type { Publication } from '../tables.ts'

/** How long a worker has a publication before another may take it up. Renewed before each part of a thread. */
export const leaseFor = { seconds: 90 }

/** States that a worker may take up when their time comes. */
const claimable = ['due', 'unknown', 'published'] as const
type Claimable = (typeof claimable)[number]

/** What taking up means: to send, to find out, or to read back. */
const taken: Record<Claimable, PublicationState> = {
  due: 'claimed',
  unknown: 'reconciling',
  published: 'published',
}

const system = { system: 'publishing' }

/**
 * At the start of the only worker there can be (the built-in database serves one process): whoever held a lease is
 * gone, so nobody has to wait for it to run out.
 */
export async function endAllLeases(db: Db, now: Temporal.Instant): Promise<void> {
  const past = isoOf(now.subtract({ seconds: 1 }))
  await db
    .updateTable('publication')
    .set({ lease_until: past })
    .where('lease_until', 'is not', null)
    .execute()
}

/**
 * Puts right what a worker left behind that died or was cut off: its lease has run out. `inHand` is what the caller
 * itself still works on: when the clock jumps forward such a lease looks old, and yet an answer is on its way.
 */
export async function releaseExpired(
  db: Db,
  now: Temporal.Instant,
  inHand: readonly string[] = [],
): Promise<number> {
  const rows = await db
    .selectFrom('publication')
    .selectAll()
    .where('lease_until', '<', isoOf(now))
    .$if(inHand.length > 0, (query) => query.where('id', 'not in', inHand))
    .limit(200)
    .execute()
  for (const row of rows) {
    const to = afterCrash[row.state]
    const set = { lease_by: null, lease_until: null, next_at: isoOf(now) }
    if (!to) {
      // Read back half-way: no state to mend, only the lease.
      await db
        .updateTable('publication')
        .set(set)
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .execute()
      continue
    }
    const say =
      to === 'unknown'
        ? 'The worker stopped while it was sending.'
        : 'The worker stopped before it sent anything.'
    await db.transaction().execute((tx) =>
      movePublication(tx, row, {
        to,
        at: isoOf(now),
        actor: system,
        set,
        outcome: { kind: 'stopped', say },
      }),
    )
  }
  return rows.length
}

/** What came too late to go by itself waits for a person; while everything is paused, what comes due is held. */
export async function holdLateAndPaused(deps: PostsDeps, now: Temporal.Instant): Promise<number> {
  const { db } = deps.services
  const paused = await isPaused(db)
  let query = db.selectFrom('publication').selectAll().where('state', '=', 'due').limit(500)
  query = paused
    ? query.where('next_at', '<=', isoOf(now))
    : query.where('miss_after', '<', isoOf(now)).where('next_at', '<=', isoOf(now))
  const rows = await query.execute()
  for (const row of rows) {
    const to = paused ? 'paused' : 'missed'
    const retried = row.outcome?.kind === 'retry' ? ` The network’s last word was: ${row.outcome.say}` : ''
    const outcome = paused
      ? row.outcome
      : {
          kind: 'late',
          say: `Nothing could send it within 15 minutes of its time, so it did not go by itself.${retried}`,
        }
    await db.transaction().execute(async (tx) => {
      const done = await movePublication(tx, row, { to, at: isoOf(now), actor: system, outcome })
      if (done) await tellOfTrouble(tx, deps, row, to, outcome)
    })
  }
  return rows.length
}

/**
 * Takes up to `most` publications whose time has come, each for one lease. One at a time for each account, so that a
 * network which mistakes parallel sends for one another is never given any. Rows that another worker is just
 * taking are passed over.
 */
export async function claimDue(
  db: Db,
  worker: string,
  now: Temporal.Instant,
  most: number,
): Promise<Publication[]> {
  if (most <= 0) return []
  const at = isoOf(now)
  const until = isoOf(now.add(leaseFor))
  return db.transaction().execute(async (tx) => {
    // Of several that are due for one account only the first is looked at.
    const found = await sql<{ id: string }>`
      select p.id from publication p
      join (
        select distinct on (d.account_id) d.id from publication d
        where d.state in ('due', 'unknown', 'published') and d.next_at <= ${at} and d.lease_until is null
          and not (d.state = 'due' and (d.miss_after < ${at} or exists (select 1 from kept_setting where name = 'publishing.pause')))
          and not exists (select 1 from publication o where o.account_id = d.account_id and o.lease_until is not null)
        order by d.account_id, (d.state <> 'unknown'), (d.state <> 'due'), d.next_at, d.id
      ) first on first.id = p.id
      order by (p.state = 'published'), p.next_at
      limit ${most}
      for update of p skip locked`.execute(tx)
    const claimed: Publication[] = []
    for (const { id } of found.rows) {
      const row = await tx
        .selectFrom('publication')
        .selectAll()
        .where('id', '=', id)
        .where('lease_until', 'is', null)
        .executeTakeFirst()
      if (!row || !claimable.includes(row.state as Claimable)) continue
      const change = {
        state: taken[row.state as Claimable],
        version: row.version + 1,
        lease_by: worker,
        lease_until: until,
        claimed_at: at,
        attempt: row.attempt + 1,
      }
      const mine = await tx
        .updateTable('publication')
        .set(change)
        .where('id', '=', id)
        .where('version', '=', row.version)
        .where('lease_until', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (mine) claimed.push({ ...row, ...change })
    }
    return claimed
  })
}

/** When the next publication wants a worker, if any does; for how long to sleep. */
export async function nextWanted(db: Db): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('publication')
    .select((on) => on.fn.min('next_at').as('at'))
    .where('state', 'in', [...claimable])
    .where('lease_until', 'is', null)
    .executeTakeFirst()
  return row?.at ? Temporal.Instant.from(row.at) : null
}
